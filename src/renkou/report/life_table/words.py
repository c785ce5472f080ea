"""The fixed words of the page of a life table."""

from __future__ import annotations

from renkou.schema.text import Text

SEXES = {
    "total": Text("Both sexes", "男女合计"),
    "male": Text("Men", "男"),
    "female": Text("Women", "女"),
}
SPANS = {
    1: Text("one year", "1年"),
    3: Text("three years", "3年"),
    5: Text("five years", "5年"),
}
WORDS = {
    "heading": Text("Life table", "生命表"),
    "sex": Text("Sex", "性别"),
    "span": Text("Years together", "合并年数"),
    "against": Text("Against", "对比"),
    "nothing": Text("nothing", "不对比"),
    "show": Text("Show", "显示"),
    "charts": Text("Charts of the life table", "生命表图"),
    "warnings": Text("Too few to be sure", "数量偏少的提示"),
    "table": Text("The table", "生命表"),
    "how": Text("How it is made", "编制方法"),
    "method": Text(
        "Period table, ages 0, 1, 5 … 85 and over, from deaths and person-years of "
        "the register in these years. 1a0 by Andreev and Kingkade, n/2 above, the open "
        "group 1/M. Intervals 95%: of ex by Chiang (1984) with the open group's term; "
        "of nqx normal in its logarithm, variance (1 − q)/D. The value that borrows "
        "from other areas of the same level shrinks each area's mortality towards "
        "theirs, by broad age (empirical Bayes).",
        "时期生命表，年龄组为0、1、5……85岁及以上，依据登记的当期死亡数与人年数。"
        "0岁组死者的存活时间按Andreev与Kingkade，其上各组取组距之半，"
        "开口组为死亡率的倒数。区间均为95%：ex按Chiang（1984）并含开口组项；"
        "nqx按对数正态，方差为1减nqx再除以死亡数。借助同级其他地区的估计值，"
        "按大年龄组将各地死亡率向其靠拢（经验贝叶斯）。",
    ),
}
