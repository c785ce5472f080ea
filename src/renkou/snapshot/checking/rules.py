"""The rules of `renkou snapshot check`, in the words that its findings use."""

from __future__ import annotations

from renkou.schema import Text

from .finding import Rule, Severity


def _error(key: str, what: Text, why: Text, mend: Text) -> Rule:
    return Rule(key, Severity.ERROR, what, why, mend)


def _warning(key: str, what: Text, why: Text, mend: Text) -> Rule:
    return Rule(key, Severity.WARNING, what, why, mend)


STRUCTURE = _error(
    "structure",
    Text("The table cannot be read as declared", "该表无法按规定结构读取"),
    Text("Nothing can be computed from it.", "无法据此进行任何统计。"),
    Text("Write the table again with that mended.", "请修正后重新生成该表。"),
)
MISSING_TABLE = _error(
    "missing-table",
    Text("A table that every figure needs is missing", "缺少所有统计都需要的表"),
    Text("There is nobody to count.", "没有可统计的人口。"),
    Text("Add the table.", "请补充该表。"),
)
UNKNOWN_FILE = _warning(
    "unknown-file",
    Text("A Parquet file is not one of the tables", "存在不属于任何表的Parquet文件"),
    Text(
        "It is not read; its name may be misspelt.", "该文件不会被读取，可能名称有误。"
    ),
    Text("Rename or remove it.", "请改名或移除。"),
)
NO_ROWS = _warning(
    "no-rows",
    Text("The table has no rows", "该表没有数据行"),
    Text("Its figures will all be zero.", "相关数字将全部为零。"),
    Text(
        "Leave the table out if nothing is known, so that figures say so.",
        "如确无资料，请不要放入该表，统计会据此说明。",
    ),
)
EMPTY = _error(
    "empty",
    Text("Empty where a value is needed", "必填处为空"),
    Text("The row cannot be placed or counted.", "该行无法归属或计数。"),
    Text(
        "Fill in the value at the source, or leave the row out.",
        "请在来源处补全，或去掉该行。",
    ),
)
CODE = _error(
    "code",
    Text("A code that the table does not have", "代码不在规定范围内"),
    Text("The row would be in no group.", "该行不会计入任何分组。"),
    Text(
        "Translate it to one of the codes in the data dictionary.",
        "请换成数据字典中的代码。",
    ),
)
COUNT = _error(
    "number",
    Text("A number outside its range", "数字超出范围"),
    Text("It cannot be a count of anything.", "不可能是任何事物的计数。"),
    Text("Mend the number at the source.", "请在来源处更正。"),
)
MIDNIGHT = _error(
    "time-of-day",
    Text("A date with a time of day", "日期带有时刻"),
    Text(
        "It may come from another time zone and be a day off.",
        "可能来自其他时区，会相差一天。",
    ),
    Text("Write it as a date.", "请写成日期类型。"),
)
AREA_FORM = _error(
    "area-form",
    Text("Not a 12-digit area code", "地区代码不是12位"),
    Text("The row cannot be placed on the map of areas.", "该行无法归入任何地区。"),
    Text(
        "Pad a 9-digit township code with 000; keep codes as text.",
        "9位乡级代码末尾补000；代码须存为文本。",
    ),
)
AREA_UNKNOWN = _error(
    "area-unknown",
    Text("An area code that is not on the list in use", "地区代码不在所用名录中"),
    Text("The people there would be counted nowhere.", "该处人口将不计入任何地区。"),
    Text(
        "State the list's date as area_list in snapshot.toml, or put the city's own "
        "areas.csv beside the tables.",
        "请在snapshot.toml中以area_list注明名录日期，或在表旁放置本市的areas.csv。",
    ),
)
TOO_OLD = _error(
    "too-long-ago",
    Text("A day before 1850", "日期早于1850年"),
    Text("Nobody in a register was there.", "登记册中不会有当时的人。"),
    Text(
        "Look for a mistyped year or a filler such as 1900-01-01.",
        "请查找年份误录或占位日期。",
    ),
)
FUTURE = _error(
    "future",
    Text("A day after the snapshot's last", "日期晚于快照的最后一日"),
    Text("It cannot have happened, or been recorded, yet.", "此事尚不可能发生或登记。"),
    Text(
        "Mend the day, or state the true last_day in snapshot.toml.",
        "请更正日期，或在snapshot.toml中写明正确的last_day。",
    ),
)
RECORDED_BEFORE = _error(
    "recorded-before",
    Text("Recorded before it happened", "登记早于发生"),
    Text("One of the two days is wrong.", "两个日期必有一误。"),
    Text("Mend the day of the event or of recording.", "请更正发生日期或登记日期。"),
)
END_FORESEEN = _warning(
    "end-foreseen",
    Text("An end recorded before it came", "终止日期在登记时尚未到来"),
    Text(
        "Plans change; the end may not have happened.", "计划可能有变，未必真的终止。"
    ),
    Text("Leave valid_to empty until the end has come.", "终止之前valid_to应为空。"),
)
SPELL_ORDER = _error(
    "end-not-after-start",
    Text("Ends on or before the day it begins", "终止日期不晚于起始日期"),
    Text(
        "Such a spell covers no day, or counts backwards.",
        "该时段不含任何一天，或会倒扣。",
    ),
    Text(
        "valid_to is the first day it no longer holds.", "valid_to为失效首日，请更正。"
    ),
)
DEATH_BEFORE_BIRTH = _error(
    "death-before-birth",
    Text("Died before being born", "死亡早于出生"),
    Text("The age at death is negative.", "死亡年龄为负。"),
    Text("Mend one of the two days.", "请更正其中一个日期。"),
)
VERY_OLD = _warning(
    "over-120",
    Text("Older than 120", "年龄超过120岁"),
    Text(
        "More likely a death that was never recorded, or a wrong year of birth.",
        "多为死亡未登记或出生年份有误。",
    ),
    Text("Look the person up at the source.", "请在来源处核实。"),
)
OWN_PARENT = _error(
    "own-relative",
    Text(
        "A person is named as their own parent or partner", "本人被记为自己的父母或配偶"
    ),
    Text("Children and couples would be miscounted.", "子女数和婚姻数会有误。"),
    Text("Mend the id.", "请更正编号。"),
)
SAME_PLACE = _warning(
    "move-to-same-place",
    Text("A move from a place to itself", "迁出地与迁入地相同"),
    Text("It changes no population.", "不改变任何地区的人口。"),
    Text("Leave it out, or mend one of the places.", "请去掉，或更正其中一处。"),
)
MONTH_START = _error(
    "month-start",
    Text("A month not given by its first day", "月份未以首日表示"),
    Text("Two rows could stand for one month.", "同一月份可能出现两行。"),
    Text(
        "Write the month as its first day, such as 2024-03-01.",
        "请写成当月首日，如2024-03-01。",
    ),
)
SUPERSEDED_ORDER = _error(
    "superseded-not-after-recorded",
    Text("Replaced on or before the moment it was recorded", "更替时间不晚于登记时间"),
    Text("The version was never known.", "该版本从未为系统所知。"),
    Text(
        "superseded_at is the next version's recorded_at.",
        "superseded_at应为下一版本的登记时间。",
    ),
)
DUPLICATE = _error(
    "duplicate-key",
    Text("The same thing stands twice at one time", "同一事项同时存在两条"),
    Text("It is counted twice.", "会被重复计数。"),
    Text(
        "Keep one; give an earlier version its superseded_at.",
        "只保留一条；旧版本须填写superseded_at。",
    ),
)
VERSION_TWICE = _error(
    "version-twice",
    Text("One version of a record stands twice", "同一记录的同一版本出现两次"),
    Text("It is not clear which holds.", "无法判断以哪条为准。"),
    Text(
        "Remove one, or number the versions 1, 2, 3.", "请去掉一条，或按1、2、3编号。"
    ),
)
VERSION_GAP = _error(
    "version-gap",
    Text("A version between two others is missing", "两个版本之间缺少一个版本"),
    Text("What was known in between cannot be told.", "无法得知其间所知的情况。"),
    Text("Add the missing version.", "请补上所缺版本。"),
)
VERSION_LATE_START = _warning(
    "version-start",
    Text("A record whose first version is missing", "记录缺少首个版本"),
    Text(
        "Figures as known on an earlier day lack it.",
        "按较早日期的已知情况统计时会缺少它。",
    ),
    Text("Add the earlier versions, or number from 1.", "请补上先前版本，或从1编号。"),
)
VERSION_CHAIN = _error(
    "version-chain",
    Text(
        "Replaced at another moment than the next version was recorded",
        "更替时间与下一版本的登记时间不一致",
    ),
    Text(
        "In between, two versions or none would hold.", "其间会有两个或没有有效版本。"
    ),
    Text(
        "Set superseded_at to the next version's recorded_at.",
        "请将superseded_at设为下一版本的登记时间。",
    ),
)
WITHDRAWN = _warning(
    "no-successor",
    Text("Replaced, but by no later version", "已被更替，但没有后续版本"),
    Text("It counts as withdrawn from that moment.", "自该时刻起视为撤回。"),
    Text(
        "Add the later version, or empty superseded_at.",
        "请补上后续版本，或清空superseded_at。",
    ),
)
NOWHERE = _error(
    "points-nowhere",
    Text("The person is not in the table persons", "该人员不在persons表中"),
    Text(
        "Their age and sex are not known, so they are in no figure.",
        "年龄和性别未知，不会计入任何数字。",
    ),
    Text("Add the person, or mend the id.", "请补上该人员，或更正编号。"),
)
RELATIVE_NOWHERE = _warning(
    "relative-nowhere",
    Text(
        "A parent or partner who is not in the table persons",
        "父母或配偶不在persons表中",
    ),
    Text(
        "Figures that need their age or home leave the row out.",
        "需要其年龄或住地的统计会略去该行。",
    ),
    Text("Add the person where they are known.", "如有资料，请补上该人员。"),
)
OVERLAP = _error(
    "overlap",
    Text("Two spells of one kind of one person overlap", "同一人同类时段重叠"),
    Text("The person is counted in two places on one day.", "同一日在两处被计数。"),
    Text(
        "End the earlier spell on the day the later begins.",
        "前一时段应在后一时段起始日终止。",
    ),
)
TWO_HEADS = _warning(
    "two-heads",
    Text("A household with two heads on one day", "同一户同日有两位户主"),
    Text("It is counted by one of them.", "统计只按其中一位归属。"),
    Text("Keep one as the head.", "请只保留一位户主。"),
)
BEFORE_BIRTH = _error(
    "spell-before-birth",
    Text("A spell that begins before the person was born", "时段早于本人出生"),
    Text("They would be counted at a negative age.", "会以负年龄被计数。"),
    Text(
        "Mend the day of birth or the start of the spell.", "请更正出生日期或起始日期。"
    ),
)
AFTER_DEATH = _warning(
    "spell-past-death",
    Text("A spell that runs on after the day of death", "时段在死亡之后仍未终止"),
    Text(
        "Figures cut it at the death; other readers may not.",
        "统计会在死亡处截止，其他使用者未必如此。",
    ),
    Text("End the spell on the day after the death.", "时段应在死亡次日终止。"),
)
EVENT_AFTER_DEATH = _error(
    "event-after-death",
    Text(
        "A marriage, divorce, adoption or move of someone already dead",
        "已死亡者仍有婚姻、收养或迁移",
    ),
    Text("One of the two days, or the person, is wrong.", "日期或人员必有一误。"),
    Text("Mend the day of death or of the event.", "请更正死亡日期或事件日期。"),
)
DEATH_DIFFERS = _error(
    "death-differs",
    Text("Another day of death than in the table persons", "死亡日期与persons表不一致"),
    Text(
        "Deaths and population would contradict each other.",
        "死亡数与人口数会互相矛盾。",
    ),
    Text("Make both the true day.", "请统一为真实日期。"),
)
DEATH_UNRECORDED = _warning(
    "death-without-record",
    Text(
        "Died by the table persons, with no row in deaths",
        "persons表显示死亡，deaths表无记录",
    ),
    Text("The death is missing from the number of deaths.", "死亡数会少计。"),
    Text("Add the death to deaths.", "请在deaths表补上。"),
)
DEATH_NO_SPELL = _warning(
    "death-without-spell",
    Text("Lived nowhere on the day of death", "死亡当日没有居住时段"),
    Text("The death is in no area and no population.", "该死亡不计入任何地区和人口。"),
    Text(
        "Add or extend the spell through the day of death.",
        "请补充或延长时段至死亡当日。",
    ),
)
BIRTH_DIFFERS = _error(
    "birth-differs",
    Text(
        "Another day of birth or sex than in the table persons",
        "出生日期或性别与persons表不一致",
    ),
    Text(
        "Births and population would contradict each other.",
        "出生数与人口数会互相矛盾。",
    ),
    Text("Make both the true value.", "请统一为真实值。"),
)
PARENT_YOUNGER = _error(
    "parent-younger",
    Text("A parent born on the day of the child or later", "父母不比子女年长"),
    Text("The person, or a day of birth, is wrong.", "人员或出生日期有误。"),
    Text("Mend the id or the day.", "请更正编号或日期。"),
)
MOTHER_AGE = _warning(
    "mother-age",
    Text(
        "A mother younger than 12 or older than 60 at the birth",
        "母亲生育年龄小于12岁或大于60岁",
    ),
    Text(
        "More often a wrong id or day of birth than the truth.",
        "多为编号或出生日期有误。",
    ),
    Text("Look both persons up at the source.", "请在来源处核实两人。"),
)
MIXED_SYNTHETIC = _error(
    "mixed-synthetic",
    Text("Invented and real persons in one snapshot", "同一快照混有虚构与真实人员"),
    Text("No figure could be published or trusted.", "任何数字都不可发布或采信。"),
    Text("Keep them in two snapshots.", "请分成两份快照。"),
)
NAMING_COLUMN = _error(
    "identifying-column",
    Text("A column that says who people are", "含有可识别个人身份的列"),
    Text(
        "A snapshot is read by people who may not know that.",
        "快照的使用者无权知晓个人身份。",
    ),
    Text("Leave the column out.", "请去掉该列。"),
)
NAMING_VALUE = _error(
    "identifying-value",
    Text(
        "Values that look like identity numbers, telephone numbers or names",
        "疑似身份号码、电话或姓名",
    ),
    Text(
        "A snapshot holds pseudonyms that say nothing of the person.",
        "快照只能含不透露个人信息的化名编号。",
    ),
    Text(
        "Replace them by pseudonyms; renkou snapshot from-csv does so with a key.",
        "请换成化名编号；renkou snapshot from-csv可用密钥完成。",
    ),
)
EXTRA_COLUMN = _warning(
    "extra-column",
    Text("A column that is not declared", "未声明的列"),
    Text(
        "It is never read, and may hold more than should be shared.",
        "不会被读取，且可能含不应共享的内容。",
    ),
    Text("Leave the column out.", "请去掉该列。"),
)

ALL_RULES: tuple[Rule, ...] = tuple(
    value for value in list(globals().values()) if isinstance(value, Rule)
)
