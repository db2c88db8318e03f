"""What a column holds, told by the words of its header, in any order and however they are spaced."""

import re
from enum import StrEnum
from functools import lru_cache

from bot.ledger.text.normal_form import key
from bot.vocabulary.latin_columns import latin_role
from bot.vocabulary.patterns import any_of
from bot.vocabulary.plan_columns import milestone, plan_period
from bot.vocabulary.roles import BODIES_PATTERN, PERSONS_PATTERN, ROLE_WORDS, WORDS_PATTERN, Role, role_of
from bot.vocabulary.script import simplified
from bot.vocabulary.time_columns import BARE_WORDS, is_planned, time_kind


class Column(StrEnum):
    """The roles a column can have."""

    NUMBER = "number"
    SECTION = "section"
    TASK = "task"
    MEASURE = "measure"
    LEAD = "lead"
    RESPONSIBLE = "responsible"
    ASSISTING = "assisting"
    SUPERVISING = "supervising"
    DEADLINE = "deadline"
    BASIS = "basis"  # the day that “N个工作日内” counts from
    START = "start"
    FACT = "fact"  # a time that was, or that is nobody's limit
    EITHER = "either"  # a limit or a fact, as the other columns and the coordinator say
    PLAN = "plan"  # a period of its own (一季度目标), with what is to be reached by its end
    MILESTONE = "milestone"
    MARKED = "marked"  # a body of its own, marked where it has a role
    PERSON = "person"
    STATUS = "status"
    NOTE = "note"
    OTHER = "other"  # what kind of task it is, and the like


UNIT_COLUMNS = (Column.LEAD, Column.RESPONSIBLE, Column.ASSISTING, Column.SUPERVISING)
_NOUN = BODIES_PATTERN
_SUPERVISES = any_of(one.word for one in ROLE_WORDS if one.role == "supervising")

#: The role of the names in a column of units.
ROLE_OF_COLUMN: dict[Column, Role] = {
    Column.LEAD: "lead",
    Column.RESPONSIBLE: "responsible",
    Column.ASSISTING: "assisting",
    Column.SUPERVISING: "supervising",
}

#: Tried from the top: what names a person or a state comes before what names a unit, a unit before a task.
_RULES: tuple[tuple[Column, str], ...] = (
    (
        Column.NUMBER,
        (
            r"^(?:序号|编号|序|号|项次|次序|no\.?|№|任务序号|任务编号|顺序号|项目序号|(?:任务|事项|工作|项目|问题)?(?:编码|代码)|(?:对应)?(?:任务|问题|事项)(?:序号|编号)|"
            r"(?:原|提案|建议|议案|工单|信访件?|督办|批示|案件?)(?:编号|号)|(?:任务|事项|工作|项目|问题|督办|工单|记录|流水)(?:id|流水号|号))$"
        ),
    ),
    (Column.NOTE, r"^(?:备注|说明|注|附注|其他|其它|依据|来源|文件依据|政策依据)$|^备注"),
    (
        Column.OTHER,
        r"^(?:任务|工作|事项|项目|问题)?(?:等级|级别|性质|属性|优先级|紧急程度|重要程度|分值|来源)$|^(?:任务|事项|工作)类型$|^(?:父|上级)(?:任务|事项|项目|级)",
    ),
    (
        Column.SECTION,
        r"^(?:包[保联抓案]|挂[钩牌]|帮扶|联系|服务)(?:的)?(?:企业|项目|村组?|社区|学校|医院|对象|区域|点位|户)(?:名称)?$",
    ),
    (Column.SUPERVISING, rf"^{_SUPERVISES}+(?:责任)?{_NOUN}$"),
    (
        Column.PERSON,
        r"责任人|负责人|联系人|(?:提出|提案|建议|领衔|经办|承办|督办|包保|包案|填报|审核|牵头)人|代表|委员(?!会)|联络员|经办人|具体人员|(?:牵头|责任|分管|包保|包联|市级|县级|区级|主管|局|挂钩|督办)领导(?!小组|单位)|领导$|联系(?:方式|电话)|电话|姓名|职务|签字|责任市长|牵头市长",
    ),
    (
        Column.STATUS,
        (
            r"(?:完成|进展|落实|整改|办理|推进|进度|实施|工作|任务|事项|项目|办结|销号|化解|处置|处理|回复|答复|反馈|执行|整治|验收|核查|到位)"
            r"(?:情况|情形|进展|状态|结果|成效|率)|列管建议|^(?:办|做|干|弄|搞|完成)得(?:怎么样|咋样|如何)|^(?:咋样|怎么?样)了?$|"
            r"(?:完成|进展|进度|落实|整改|办理|推进)(?:说明|比例|百分比|程度|反馈)|"
            r"(?:完成|形象|工程|任务|工作|整改|当前|目前|最新)进度$|^(?:进展|状况|现状)$|状态$|是否|(?<!计划)(?<!拟)销号(?!时限|期限|时间|日期)|"
            r"(?:目前|最新|整改|当前|现在?)(?:进展|情况)|存在困难|下一?步(?:打算|计划|工作)|"
            r"得分|评分|(?:任务|事项|项目|问题)(?:数|总数|数量|个数)|数量$|分值|权重|核查|满意度|督办情况"
        ),
    ),
    (
        Column.DEADLINE,
        (
            r"时限|期限|到期|(?:完成|整改|计划|截止|结束|起止|实施|推进|办理|落实|预计|答复|完工|销号|出台)(?:时间|日期|时段|节点|时点)|考核时[点限间]|^时点$|时间(?:节点|安排|要求|进度|表|$)|进度(?:安排|要求|节点|计划)|(?:完成|整改)(?:年限|节点)|节点要求|^节点$|^日期$|^(?:序时|总体)?进度$|^限时$|"
            r"^(?:计划|要求|应|应当|拟|预计|预定)(?:完成|办结|销号)$|(?:完成|办结|计划|整改)月份$|^(?:什么|啥)时候|^(?:何时|几时|多久)"
        ),
    ),
    (Column.LEAD, "谁来?牵头"),
    (Column.ASSISTING, "谁来?(?:配合|协助|参与|帮忙?)|^帮[手忙](?:的人)?$"),
    (Column.RESPONSIBLE, "谁来?(?:办|干|做|管|负责|落实|完成)|^(?:由?谁|哪个(?:单位|部门))$"),
    (
        Column.LEAD,
        rf"(?:牵头|主办|主责|第一责任|主要责任|总牵头|总负责|负总责|组织){_NOUN}|^(?:牵头|主办|主责)$|^牵头(?:责任)?{_NOUN}",
    ),
    (
        Column.ASSISTING,
        rf"(?:配合|协办|协助|参与|参加|协同|会办|会签|协作|支持)(?:责任)?{_NOUN}|^(?:配合|协办|会办|协助|参与|协同)$",
    ),
    (
        Column.RESPONSIBLE,
        rf"(?:责任|落实|承办|负责|实施|分工|执行|办理|整改|监管|主管|承担|完成|具体|组织实施|任务|相关|有关|涉及|报送|建设|项目){_NOUN}|^(?:{_NOUN}|部门分工|责任分工|任务分工|责任|分工|职责分工|单位名称|属地|责任区|(?:责任|职责)清单)$|单位及?分工",
    ),
    (
        Column.SECTION,
        (
            r"^(?:类别|分类|领域|板块|方面|类型|项目类别|任务类别|工作类别|维度|条线|部分|章节|目标|总体目标|"
            r"工作目标|一级指标|重点领域|工作领域|专项|类目|大类|所属领域|工作板块|事项类别|任务分类)$|类别$"
        ),
    ),
    (
        Column.MEASURE,
        r"(?:工作|具体|任务|目标|落实|考核|建设|质量|办理)要求|措施|举措|做法|具体(?:内容|任务|事项|工作|安排)|主要内容|工作标准|目标任务|细化|(?:年度|阶段|预期|整改|工作|任务|具体)目标|任务分解|(?<!任务及)(?<!任务和)要求$|标准$|预期成果|成果形式|工作安排|实施内容|建设内容|完成标志|方法步骤",
    ),
    (
        Column.TASK,
        (
            r"任务|事项|(?:工作|重点|主要|整改|改革|具体)(?:内容|工作|项目|问题|清单|重点)|^(?:工作|内容|项目|问题|指标|要点|条目|清单|议题|建议|提案|案由|题目|标题|诉求|线索|意见|议定事项|名称|重点|举措名称|(?:反馈|整改|征求|巡[视察]|督察)意见|意见建议)$|问题(?:清单|描述|表现|内容)?$|(?<!单位)(?<!部门)(?<!机构)名称$|项目名称|工作要点|要点|反馈问题|二级指标|三级指标|指标(?:名称|内容)|工作名称|议定|批示|督办内容|部署|内容$|实事|标题$|指标$|"
            r"(?:情况|隐患)描述$|^隐患(?:名称|点位|部位|情况|清单|问题)?$|(?:要?[做办干](?:什么|啥)|什么事|啥事)|要?[做办干]的事|不符合项|(?:存在|主要)(?:缺陷|不足|短板|差距)"
        ),
    ),
)
_COMPILED = tuple((column, re.compile(pattern, re.IGNORECASE)) for column, pattern in _RULES)

#: Header words to name when none is found.
LOOKED_FOR = (
    "工作任务",
    "重点任务",
    "具体要求",
    "工作措施",
    "牵头单位",
    "责任单位",
    "落实单位",
    "配合单位",
    "完成时限",
    "时限要求",
    "完成时间",
)
_LONGEST_HEADER = 20
_LONGEST_OF_TWO = 48  # characters of a header in two languages
_CHARGED_PERSON = re.compile(rf"{WORDS_PATTERN}{PERSONS_PATTERN}")

#: A column of units that names persons too.
_UNIT_AND_PERSON = re.compile(
    r"(?:单位|部门|科室|处室)(?:及|和|、|/|与)?(?:具体|主要|第一)?(?:责任人|负责人|联系人|人员|领导)"
)

#: A column of units, each with its time.
_UNIT_AND_TIME = re.compile(r"(?:单位|部门|科室)(?:及|和|、|/|与)(?:完成|整改|办理)?(?:时限|期限|时间)")

_MORE_THAN_UNIT = re.compile(
    "(?<=[单部科处][位门室])(?:及|和|、|/|与|其|的)?(?=具体|主要|第一|责任人|负责人|联系人|人员|领导|完成|整改|办理|时)"
)
_ROLES = re.compile(rf"{WORDS_PATTERN}+(?:责任)?{_NOUN}")
_COLUMN_OF_ROLE = {role: column for column, role in ROLE_OF_COLUMN.items()}
#: Places with bodies in brackets: 责任村（单位）.
_BODIES_TOO = re.compile(rf"(?P<who>{WORDS_PATTERN}+[\u4e00-\u9fff]{{0,3}})[（(](?:责任)?{_NOUN}[）)]")
_TWO_LANGUAGES = re.compile(
    r"(?P<chinese>[\u4e00-\u9fff（）()/、]{2,})[\s/|（(]*(?P<latin>[A-Za-z][A-Za-z .&/-]+)[）)]?"
    r"|(?P<first>[A-Za-z][A-Za-z .&/-]*)[\s/|]+(?P<behind>[\u4e00-\u9fff]{2,})"
)

#: What a sentence has and a header has not.
_SENTENCE = re.compile(
    rf"^(?:关于|推进|推动|加强|完善|做好|开展|落实|建立|健全|提升)(?!{_NOUN}$|措施|举措|情况|进展|状态|计划|要求|时|节点|进度|领导|人)|解决(?!.{{0,4}}(?:事项|问题|困难|诉求))|制定|打造"
)


@lru_cache(maxsize=4096)
def column_of(header: str) -> Column | None:
    """The role of a column by its header, None where the words tell nothing. Spaces and line breaks do not matter."""
    if latin := latin_role(header):
        return Column(latin)
    if own := _own_language(header):
        return column_of(own)
    header = simplified(header)
    if body := _BODIES_TOO.fullmatch(key(header)):
        return _COLUMN_OF_ROLE[role_of(body["who"])]
    word = re.sub(r"[（(][^（）()]*[）)]", "", key(header)).strip(":：、，,.*")
    if not word:
        word = key(header).strip("()（）:：")
    if _SENTENCE.search(word):
        return None
    if not word or len(word) > _LONGEST_HEADER or re.search(r"[。；;“”《》]|^\d+[.、．]", word):
        return None
    if _UNIT_AND_TIME.search(word) or _UNIT_AND_PERSON.search(word):
        return _COLUMN_OF_ROLE[role_of(_MORE_THAN_UNIT.split(word)[0])]
    found = _by_number(word) or _by_time(word) or next((one for one, rule in _COMPILED if rule.search(word)), None)
    # Where several words of roles stand together (牵头包保部门), the first in their order decides.
    return _COLUMN_OF_ROLE[role_of(word)] if found in (None, Column.SUPERVISING) and _ROLES.fullmatch(word) else found


def _own_language(header: str) -> str:
    """The Chinese words of a header that says the same in English too (完成日期 Due Date); "" for any other."""
    found = _TWO_LANGUAGES.fullmatch(header.strip()) if len(header) <= _LONGEST_OF_TWO else None
    if not found or not latin_role(found["latin"] or found["first"]):
        return ""
    return found["chinese"] or found["behind"]


def names_persons(header: str) -> bool:
    """True for the header of a column of units that names persons beside them (牵头单位及责任人)."""
    return bool(_UNIT_AND_PERSON.search(key(simplified(header))))


def _by_number(word: str) -> Column | None:
    return Column.NUMBER if _COMPILED[0][1].search(word) else None


def _by_time(word: str) -> Column | None:
    """The role of a column of times; None where the word names none, or more than a time."""
    if plan_period(word):
        return Column.PLAN
    kind = time_kind(word)
    if kind is not None and kind != "limit":
        return Column(kind)
    if word in BARE_WORDS["limit"] or is_planned(word):
        return Column.DEADLINE
    return Column.MILESTONE if kind is None and milestone(word) else None


def charges_person(header: str) -> bool:
    """True for the header of a column of persons who answer for the item (责任人, 牵头领导), not of contacts."""
    return bool(_CHARGED_PERSON.search(key(simplified(header))))


@lru_cache(maxsize=4096)
def role_in_brackets(header: str) -> Column | None:
    """The role that a header's bracket adds: 责任单位（牵头） leads, 责任单位（配合） assists."""
    found = re.fullmatch(r"(.{0,12})[（(](牵头|主办|配合|协办)(?:单位|部门)?[）)]", key(header))
    if not found or (found[1] and column_of(found[1]) is None):
        return None
    return Column.LEAD if found[2] in ("牵头", "主办") else Column.ASSISTING
