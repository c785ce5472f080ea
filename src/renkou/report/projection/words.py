"""The words of a projection's charts, tables and settings."""

from __future__ import annotations

from renkou.schema.text import Text

SCENARIOS: dict[str, Text] = {
    "medium": Text("UN trend for China at this level", "联合国中国趋势，按本地水平"),
    "low": Text("Half a child less for each woman", "每名妇女少生0.5个孩子"),
    "high": Text("Half a child more for each woman", "每名妇女多生0.5个孩子"),
    "constant": Text(
        "Fertility and mortality of the first year last", "生育和死亡保持首年水平"
    ),
    "instant-replacement": Text(
        "Each generation replaces itself at once", "生育率立即达到更替水平"
    ),
    "zero-migration": Text("Nobody moves in or out", "无人迁入或迁出"),
}
GROUPS: tuple[Text, ...] = (
    Text("Care, under 3", "托育：3岁以下"),
    Text("Before school, 3–5", "学前：3～5岁"),
    Text("School, 6–14", "义务教育：6～14岁"),
    Text("Working age, 15–64", "劳动年龄：15～64岁"),
    Text("65 and over", "65岁及以上"),
)
SETTINGS: dict[str, tuple[Text, Text, int]] = {
    "tfr": (Text("Total fertility", "总和生育率"), Text("children", "个孩子"), 2),
    "life_expectancy": (
        Text("Life expectancy", "出生预期寿命"),
        Text("years, mean of the sexes", "岁，男女平均"),
        1,
    ),
    "net_migration": (
        Text("Net migration", "净迁移"),
        Text("a year per 1,000 people", "每千人每年"),
        1,
    ),
}
WORDS: dict[str, Text] = {
    "settings": Text("Settings", "设定"),
    "scenario": Text("Scenario", "情景"),
    "to": Text("To the year", "预测至"),
    "pyramid_year": Text("Pyramid of", "金字塔年份"),
    "paths": Text("Ten sample courses", "显示十条模拟走势"),
    "run": Text("Project", "预测"),
    "reset": Text("Reset", "恢复"),
    "reset_all": Text("Reset all", "全部恢复"),
    "range": Text("95% range", "95%范围"),
    "by_year": Text("in", "达到年份"),
    "outside": Text(
        "outside the range that the projection holds possible",
        "超出预测认为可能的范围",
    ),
    "basis": Text("What it starts from", "起点与依据"),
    "command": Text("The command that gives the same", "得出相同结果的命令"),
    "charts": Text("The course ahead", "未来走势"),
    "moving": Text("What changes it, and for whom", "变动来源与各年龄"),
    "table": Text("Every year", "逐年数字"),
    "from": Text("Where the ranges come from", "范围的来源"),
    "ranges": Text(
        "Each slider runs over the 95% range that this projection holds possible ten "
        "years after its base: the spread of the United Nations' projection of "
        "China, and beyond it what is not known of a small area. A change grows in a "
        "straight line over ten years and then stays. The box takes values from 0.4 to "
        "4 children, 60 to 95 years and −60 to 60 per 1,000.",
        "各滑块的范围，是本预测认为基期后十年可能出现的95%范围：包括联合国对中国预测的离散程度，"
        "以及小地区尚不可知的部分。改变在十年内直线增长，此后保持。"
        "数值框可输入0.4至4个孩子、60至95岁、每千人−60至60人。",
    ),
    "advice": Text(
        "For planning schools, care and pensions. Not a target for any office.",
        "供规划学校、托育和养老参考，不是任何单位的任务。",
    ),
}
