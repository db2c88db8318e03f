"""The levels that names begin with (省, 市, 县委), names without one, and the words that stand for many bodies."""

from bot.vocabulary.patterns import any_of, words

#: The signs of the levels of government.
LEVEL_SIGNS = "省市县区州"
#: What many bodies are called, and what they may be said to be in common.
MANY = words("部门 单位 处室 科室 企业 地方 人民政府")
ALIKE = words("职能 责任 成员 主管 业务 行业")
WHICH = words("相关 有关 各")
#: With these a name of many bodies begins, or it ends with one of those.
GROUP_OPENINGS = words("各 相关 有关 其他 其它 所有")
GROUP_ENDINGS = words("部门 单位 职能部门 责任单位")

#: Words that stand for many bodies: 市直有关部门, 全县, 各成员单位.
GROUP_PATTERN = (
    rf"^(?:{any_of(GROUP_OPENINGS)}|全[市县区省州镇])|{any_of(WHICH)}{any_of(ALIKE)}?{any_of(MANY)}"
    rf"|(?:[{LEVEL_SIGNS}]直|直属|[{LEVEL_SIGNS}]级)(?:各|相关|有关)?(?:部门|单位|机关)|成员单位|{any_of(GROUP_ENDINGS)}$"
)
#: Those that end as no body does: 各地, 有关方面.
GROUP_ALONE_PATTERN = "(?:各(?:级|界|方|地)|(?:各|有关|相关|各有关|各相关)方面)"

#: A level's character before a department's name; the look-ahead keeps 市场监管局, 区域… and 县级… whole.
LEVEL_PATTERN = (
    r"^(自治[区州县](?!人民政府$)|兵团|省|市(?!场|政(?!府|务|协|法|数|策)|容|级|域|民(?!政|族|宗|防|委)|内|区)"
    r"|区(?!域|级|块|划|县)|县(?!级|域|区|（)|州(?!级)|旗(?!县|（)|盟|镇(?!（)|乡(?!镇|村|（))"
)
#: 市委 before an office of its own.
PARTY_PATTERN = r"^([省市区县州旗盟]委)(?=.+[部办室局会委]$)"

#: With what a body ends that may stand elsewhere in a document with its level.
MAY_LACK_LEVEL = words(
    "局 委 办 厅 室 委员会 总队 支队 大队 中心 管委会 残联 妇联 工商联 文联 科协 总工会 红十字会 供销社 法院 检察院"
)
#: With what a name begins that lacks none.
WHOLE = words("各 全 最高 相关 有关 其他 国家 国务院 中央 中共 中国 驻 省 国网 武警 属地 地方 本 牵头 责任 所在")
