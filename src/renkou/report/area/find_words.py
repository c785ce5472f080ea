"""The words of finding an area or a measure, written in both languages."""

from __future__ import annotations

from renkou.schema.text import Text

FIND: dict[str, Text] = {
    "title": Text("Find an area or a measure", "查找地区或指标"),
    "what": Text(
        "Name, pinyin, initials, code or former code",
        "名称、拼音、首字母、代码或曾用代码",
    ),
    "areas": Text("Areas", "地区"),
    "measures": Text("Measures", "指标"),
    "begin": Text(
        "Type part of a name, its pinyin or initials, or a code, present or former. "
        "Measures are found by name, by pinyin and by the word that commands use.",
        "输入名称的一部分、拼音或首字母，或现行、曾用代码。指标可按名称、拼音或命令所用代号查找。",
    ),
    "nothing": Text(
        "Nothing here is called that. Try a part of the name, or its first letters.",
        "没有符合的结果。可试试名称的一部分或拼音首字母。",
    ),
    "village": Text("village, on its township's page", "村社区，见所属乡镇街道"),
    "gone": Text("no longer on the lists", "已不在现行名录"),
}
