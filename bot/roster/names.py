"""What a Chinese administrative unit's name looks like: its ending, its level, what it leaves out.

Nothing here knows a particular unit or place: a name is judged by its form alone.
"""

import re
import unicodedata
from functools import lru_cache

#: One character that the name of a body, or of a group of bodies, may end with.
_END_CHARACTERS = "局委办室厅部院会署处科股司府队所厂园校组港社馆区县市州盟旗镇乡村廳辦會處縣鄉鎮區"

#: Longer endings, whose last character alone tells nothing.
_END_WORDS = (
    "残联|妇联|工商联|文联|侨联|社联|科协|车站|工作站|气象站|总站|中心站|服务站|中心|公司|集团|支行|分行|总行|人行|银行|部门|单位|机构|"
    "大学|中学|小学|企业|街道|电视台|气象台|电台|地方|各地|专班|基地|电网|海关|政府|班子|集体|农场|林场|运营商|口岸|群团|系统|"
    "主体|街办|成员|网点|酒店|窗口|业主|服务团|监狱|單位|部門"
)
_ENDS = re.compile(f"(?:{_END_WORDS}|[{_END_CHARACTERS}])(?:（[^（）]*）)*$")

#: What no name contains or ends with, though its last character might be a name's.
_NO_NAME = re.compile(
    r"[。；：！？《》]|(?:全部|内部|外部|局部|社会|机会|会议|大会|例会|现场会|(?:分析|座谈|推进|调度|听证|发布|交流|洽谈|对接|评审|研讨|培训|动员|协调|部署|汇报|专题|"
    "博览|招聘|推介|说明|总结|表彰|生活|运动|办公|常务)会|办法|网站|平台|体系|现场|市场|小区)$"
)

#: Words that stand for many bodies.
_GROUP = re.compile(
    r"^(?:各|全[市县区省州镇]|相关|有关|其他|其它|所有)|(?:相关|有关|各)(?:职能|责任|成员|主管|业务|行业)?(?:部门|单位|处室|科室|企业|地方|人民政府)"
    r"|(?:[省市县区州]直|直属|[省市县区州]级)(?:各|相关|有关)?(?:部门|单位|机关)|成员单位|(?:部门|单位|职能部门|责任单位)$"
)

#: A level's character before a department's name; the look-ahead keeps 市场监管局, 区域… and 县级… whole.
_LEVEL = re.compile(
    r"^(自治[区州县](?!人民政府$)|兵团|省|市(?!场|政(?!府|务|协|法|数|策)|容|级|域|民(?!政|族|宗|防|委)|内|区)|区(?!域|级|块|划|县)|县(?!级|域|区|（)|州(?!级)|旗(?!县|（)|盟|镇(?!（)|乡(?!镇|村|（))"
)
_PARTY = re.compile(r"^([省市区县州旗盟]委)(?=.+[部办室局会委]$)")

#: Offices that only the party committee has.
_PARTY_OFFICE = re.compile(
    "^(?:.+部|编办|网信办|巡[察视]办|改革办|政研室|政策研究室|政法委|老干部局|机要局|农办|台办|国安办|财经办)$"
)

#: A department that may have left its level out: it ends so, and nothing in it names a place.
_DEPARTMENT = re.compile(
    r"(?:局|委|办|厅|室|委员会|办公室|办事机构|总队|支队|大队|中心|中心管委会|公积金管委会|残联|妇联|工商联|文联|科协|总工会|红十字会|供销社|人民法院|检察院|监委|审计委)$"
)
_NOT_ELIDED = re.compile(
    r"^(?:各|全|最高|相关|有关|其他|国家|国务院|中央|中共|中国|驻|省|国网|武警|移动|联通|电信|铁塔|中石|人行|属地|地方|本|人民银行|银保监|海关|海事|边检|团|牵头|责任|所在)"
    r"|(?:分局|开发区|新区|园区|景区|街道|乡镇|[乡镇](?:人民)?政府|公司|集团|银行|支行|领导小组|指挥部|学校|大学|学院|医院|中队|派出所|村民?委|社区)"
)


_SPACE = re.compile(r"\s+")
_WIDE = str.maketrans("(),;:〈〉<>〔〕【】[]", "（），；：（）（）（）（）（）")


@lru_cache(maxsize=4096)
def normal(text: str) -> str:
    """`text` with full-width brackets and separators, no white space: two writings of one name become the same."""
    flat = unicodedata.normalize("NFKC", text).replace("\u200b", "").replace("\ufeff", "")
    return _SPACE.sub("", flat).translate(_WIDE)


def is_unit(name: str) -> bool:
    """True where `name` ends as a body's or a group's name does."""
    bare = re.sub(r"（[^（）]*）$", "", name)
    return len(bare) >= 2 and len(name) <= 45 and bool(_ENDS.search(name)) and not _NO_NAME.search(name)


def is_group(name: str) -> bool:
    """True where `name` stands for many bodies (市直各单位, 各县（市、区）人民政府, 相关部门)."""
    return bool(_GROUP.search(name))


def level(name: str) -> str | None:
    """The level written before a department's name: 市 of 市财政局, None for 市场监管局 and for groups."""
    if is_group(name):
        return None
    found = _LEVEL.match(name)
    return found[1] if found and len(name) >= len(found[1]) + 2 else None


def party_prefix(name: str) -> str | None:
    """市委 of 市委组织部."""
    found = _PARTY.match(name)
    return found[1] if found else None


def may_be_elided(name: str, place: str = "") -> bool:
    """True where `name` is a department without its level. `place`: the name stem of the issuing place."""
    if level(name) or is_group(name) or (place and name.startswith(place)):
        return False
    return bool(_DEPARTMENT.search(re.sub(r"（[^（）]*）$", "", name))) and not _NOT_ELIDED.search(name)


def complete(name: str, before: str, place: str = "") -> str:
    """`name` with the level that the unit `before` it in the list carries (市财政局、住建局 → 市住建局)."""
    if _PARTY_OFFICE.match(name) and (party := party_prefix(before)) and may_be_elided(name[:-1] + "办", place):
        return party + name
    mark = level(before)
    return mark + name if mark and may_be_elided(name, place) else name
