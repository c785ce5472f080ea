"""The fixed words of the page about one figure, written in both languages."""

from __future__ import annotations

from renkou.schema.text import Text

ABOUT: dict[str, Text] = {
    "about": Text("About this number", "关于此数"),
    "made_of": Text("What it is made of", "如何得出"),
    "definition": Text("Definition", "定义"),
    "interval": Text("Interval", "区间"),
    "interval_how": Text("How the interval is made", "区间的算法"),
    "numerator": Text("Numerator", "分子"),
    "denominator": Text("Denominator", "分母"),
    "formula": Text("Formula", "公式"),
    "source": Text("Source of the definition", "定义出处"),
    "unit": Text("Unit", "单位"),
    "quality": Text("Quality", "质量"),
    "of_whom": Text("Of whom", "口径"),
    "worked": Text("A worked example", "算例"),
    "drawn": Text("In this drawn town", "以下是一个虚构的小镇"),
    "answer": Text("the answer is", "结果为"),
    "missing": Text("missing", "无数据"),
    "again": Text("Compute it again", "自行复算"),
    "again_how": Text(
        "This command reads the same snapshot and prints the figure of every area of "
        "this level; this area's row has its code.",
        "以下命令读取同一快照，列出该级所有地区的数据；本地区见其代码所在行。",
    ),
    "back": Text("Back to the area's page", "返回地区页面"),
    "measure": Text("All areas beside one another", "各地区对比"),
    "no_course": Text(
        "Kept for the last day alone: what was known of it before is not kept.",
        "只保存最后一日的数据，较早日期所知未予保存。",
    ),
    "too_few": Text(
        "Fewer than 10: not shown, to protect families.",
        "不足10例，为保护家庭不予显示。",
    ),
    "none": Text("No figure", "无数据"),
}
SEXES = {
    "total": Text("both sexes", "男女合计"),
    "male": Text("men", "男"),
    "female": Text("women", "女"),
}
