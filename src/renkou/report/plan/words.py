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
PAGE: dict[str, Text] = {
    "heading": Text(
        "Can a plan's figures hold together?", "规划的各项数字能否同时成立？"
    ),
    "head": Text(
        "Advice to planners. Not a target for any office; it cannot be exported to a "
        "scorecard or split over areas.",
        "供规划参考，不是任何单位的任务；不能导出为考核表，也不能向下分解到地区。",
    ),
    "begin": Text(
        "Type a plan's figures below, or open the plan of 2006 to 2010. Each is set "
        "beside what the others and the population leave of it.",
        "请在下方填写规划数字，或打开2006～2010年规划示例。"
        "每项数字都与其他各项及人口所容许的范围对照。",
    ),
    "own": Text("Your own figures", "填写数字"),
    "own_measured": Text(
        "The base is this area's population by sex and age at the end of the last year "
        "over, as known on the day above. Rows without a value are left out. Checking "
        "takes some seconds.",
        "基期为本地区上一年末分性别、年龄的人口，以上方日期所知为准。"
        "未填数值的行不计。检查约需数秒。",
    ),
    "examples": Text("Examples:", "示例："),
    "start": Text("First year", "起始年"),
    "end": Text("Last year", "结束年"),
    "what": Text("Figure", "项目"),
    "when": Text("Year or years", "年份"),
    "how": Text("Bound", "方式"),
    "value": Text("Value", "数值"),
    "tolerance": Text("Tolerance", "容差"),
    "unit": Text("Unit", "单位"),
    "check": Text("Check", "检查"),
    "paste": Text("A plan as text", "计划文件内容"),
    "stored": Text(
        "The plan stands in the address of the page alone: nothing is stored on the "
        "server.",
        "计划内容只保存在网页地址中，服务器不作任何存储。",
    ),
    "upload": Text("Open a PLAN.toml", "打开PLAN.toml文件"),
    "send": Text("Open and check", "打开并检查"),
    "download": Text("PLAN.toml", "PLAN.toml"),
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
