"""The fixed words of the bulletin's page, written in both languages."""

from __future__ import annotations

from renkou.schema.text import Text

WORDS: dict[str, Text] = {
    "files": Text("The bulletin as a file", "公报文件"),
    "make": Text("Make the PDF and the DOCX", "生成PDF和DOCX"),
    "make_again": Text("Make them again", "重新生成"),
    "takes": Text(
        "Made in the background, then kept until the figures or the words change. A "
        "projection that is not computed yet takes longest.",
        "在后台生成并保存，直到数据或文字改变。尚未计算的人口预测耗时最长。",
    ),
    "look": Text("Look again", "刷新状态"),
    "working": Text("Being made", "正在生成"),
    "ready": Text("Ready", "已生成"),
    "failed": Text("It could not be made", "未能生成"),
    "words": Text("The words", "文字"),
    "explained": Text(
        "Rewrite the sentences, add, remove and move paragraphs. Numbers are "
        "placeholders and stay what the register says: a number that is typed is "
        "refused. Years ('in 2020.', 'the year 1982') and names of areas may be typed.",
        "可改写句子，增删或移动段落。数字是占位符，始终与登记一致；键入的数字不予接受。"
        "年份（如2020年）和地区名称可以键入。",
    ),
    "language": Text(
        "These are the words of the English bulletin. Switch the language of the page "
        "for the Chinese ones.",
        "此处为中文公报的文字。切换页面语言可编辑英文公报。",
    ),
    "original": Text("Original words, made from the figures.", "原文，由数据生成。"),
    "paragraph": Text("paragraph", "段落"),
    "reads": Text("Reads", "显示为"),
    "up": Text("Move up", "上移"),
    "down": Text("Move down", "下移"),
    "remove": Text("Remove", "删除"),
    "add": Text("Add a paragraph", "增加一段"),
    "save": Text("Save the words", "保存文字"),
    "restore": Text("Go back to the original", "恢复原文"),
    "restored": Text(
        "The original words are in force again; yours are kept as a version.",
        "已恢复原文；改写的文字作为历史版本保留。",
    ),
    "saved": Text("Saved.", "已保存。"),
    "not_saved": Text("Nothing was saved yet.", "尚未保存。"),
    "mend": Text("Mend these, then save again", "请改正以下各处后再保存"),
    "numbers": Text("Numbers that can be placed", "可用的数字"),
    "numbers_measured": Text(
        "Write the name in braces where the number is to stand",
        "在需要数字处写花括号中的名称",
    ),
    "name": Text("Placeholder", "占位符"),
    "value": Text("Reads", "显示为"),
    "what": Text("What it is", "含义"),
    "later": Text("comes with the projection", "预测完成后给出"),
    "none": Text("no figure", "无数据"),
}


def in_force(version: int, saved_at: str, known_on: str) -> Text:
    """Which words are in force, since when, and that nobody is named."""
    day = saved_at[:10] or "–"
    return Text(
        f"Version {version}, saved {day} over figures known on {known_on or '–'}; by "
        "whom is not known until there is sign-in.",
        f"第{version}版，{day}保存，当时数据截至{known_on or '–'}所知；"
        "启用登录之前无法得知保存人。",
    )


def since_then(version: int) -> Text:
    """Why words are not saved over others."""
    return Text(
        f"Somebody saved version {version} since this page was opened. Yours stand "
        "below, unsaved. Compare, then save again.",
        f"本页打开后，已有人保存了第{version}版。您改写的内容仍在下方，尚未保存。"
        "请对照后再次保存。",
    )
