"""The fixed words of a plan's page, written in both languages."""

from __future__ import annotations

from renkou.schema.text import Text

WORDS: dict[str, Text] = {
    "skip": Text("Skip to content", "跳到正文"),
    "figures": Text("Figures", "各项数字"),
    "figures_measured": Text(
        "As typed; what the base and the other figures leave; the projection's median "
        "and 80% interval; the probability that it is met",
        "所写数字；基期与其他各项所容许的范围；推算的中位数和80%区间；达到的概率",
    ),
    "ranges": Text("Figures on their own scales", "各项数字的位置"),
    "drivers": Text("What drives them", "不确定性的来源"),
    "notes": Text("Assumed, and how it is worked out", "假定与方法"),
    "assumed": Text("Assumed", "假定"),
    "method": Text("Method", "方法"),
    "table": Text("Table", "数据表"),
    "csv": Text("CSV", "CSV下载"),
    "none_assumed": Text(
        "Nothing beyond what the plan gives.", "除计划所写外无其他假定。"
    ),
}
METHOD = (
    Text(
        "Every year's balance (births, deaths, net migrants), rates over the mean "
        "population, births as total fertility times women by age, and deaths by life "
        "expectancy bind the figures; what the others leave of one is its "
        "least and its "
        "most under these, with fertility, mortality and migration each within four "
        "standard deviations of the projection.",
        "各项数字受以下关系约束：逐年人口平衡（出生、死亡、净迁移）、各率以平均人口为分母、"
        "出生数等于总和生育率乘以分年龄妇女数、死亡数随预期寿命而定。某项的容许范围，"
        "是生育、死亡、迁移各在推算的四个标准差之内时它的最小值和最大值。",
    ),
    Text(
        "The probability is the share of a thousand courses of the base, by "
        "single ages "
        "and years, in which the figure is met; the drivers are the variances with one "
        "of fertility, mortality and migration alone.",
        "概率是基期人口按单岁、逐年推算的一千条走势中达到该项的比例；不确定性的来源，"
        "按生育、死亡、迁移各自单独变动时的方差计算。",
    ),
)
