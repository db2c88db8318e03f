"""The words that charge somebody (牵头, 负责, 配合, 督导) and the nouns they stand before (单位, 处室, 乡镇, 领导, 人).

A role word before a noun is a label, a header or a bracket's word (配合街道); alone it closes names in a sentence
(市财政局、市审计局配合). Which role a compound has, the first of its words in the order of `ROLES` decides:
牵头责任单位 leads, 督导责任部门 supervises, and 责任 says nothing beside another word.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from bot.vocabulary.patterns import any_of, words

Role = Literal["lead", "assisting", "supervising", "responsible"]

#: All roles, the one that decides a compound first. Who supervises is shown, and has no duty.
ROLES: tuple[Role, ...] = ("lead", "assisting", "supervising", "responsible")


@dataclass(frozen=True, slots=True)
class RoleWord:
    """A word of one role. `closes` is False where it charges nobody in a sentence (责任, 主体责任).

    `not_before` are words before which it means something else (组织实施 is not 组织), `not_after` signs behind
    which it does (政协办 is an office).
    """

    word: str
    role: Role
    closes: bool = True
    not_before: str = ""
    not_after: str = ""

    @property
    def pattern(self) -> str:
        """The word as a pattern."""
        ahead = f"(?<![{self.not_after}])" if self.not_after else ""
        return f"{ahead}{self.word}(?!{self.not_before})" if self.not_before else ahead + self.word


#: The longer word first where one begins with the other.
ROLE_WORDS: tuple[RoleWord, ...] = (
    RoleWord("总牵头", "lead"),
    RoleWord("牵头", "lead"),
    RoleWord("主办", "lead"),
    RoleWord("主责", "lead"),
    RoleWord("主要责任", "lead", closes=False),
    RoleWord("第一责任", "lead", closes=False),
    RoleWord("总负责", "lead"),
    RoleWord("负总责", "lead"),
    RoleWord("为主", "lead"),
    RoleWord("抓总", "lead"),
    RoleWord(
        "组织",
        "lead",
        not_before="实施|落实|开展|推进|领导|协调|保障|部|机构|验收|检查|督查|督导|考核|评审|评估|抽查|复核|核查|审核|审计|复查",
    ),
    RoleWord("配合", "assisting"),
    RoleWord("协办", "assisting", not_after="政科"),
    RoleWord("协助", "assisting"),
    RoleWord("协同", "assisting"),
    RoleWord("协作", "assisting"),
    RoleWord("参与", "assisting"),
    RoleWord("参加", "assisting"),
    RoleWord("会办", "assisting"),
    RoleWord("支持", "assisting"),
    RoleWord("保障", "assisting"),
    RoleWord("督导", "supervising"),
    RoleWord("督办", "supervising"),
    RoleWord("督查", "supervising"),
    RoleWord("督促", "supervising"),
    RoleWord("督察", "supervising"),
    RoleWord("指导", "supervising"),
    RoleWord("监督", "supervising"),
    RoleWord("验收", "supervising"),
    RoleWord("检查", "supervising"),
    RoleWord("考核", "supervising"),
    RoleWord("分管", "supervising", closes=False),
    RoleWord("包保", "supervising", closes=False),
    RoleWord("包联", "supervising", closes=False),
    RoleWord("包抓", "supervising", closes=False),
    RoleWord("包案", "supervising", closes=False),
    RoleWord("挂钩", "supervising", closes=False),
    RoleWord("主体责任", "responsible", closes=False),
    RoleWord("第二责任", "responsible", closes=False),
    RoleWord("具体责任", "responsible", closes=False),
    RoleWord("共同责任", "responsible", closes=False),
    RoleWord("责任落实", "responsible", closes=False),
    RoleWord("责任", "responsible", closes=False),
    RoleWord("具体落实", "responsible"),
    RoleWord("落实", "responsible"),
    RoleWord("承办", "responsible"),
    RoleWord("分办", "responsible"),
    RoleWord("经办", "responsible"),
    RoleWord("负责", "responsible"),
    RoleWord("组织实施", "responsible"),
    RoleWord("实施", "responsible"),
    RoleWord("执行", "responsible"),
    RoleWord("办理", "responsible"),
    RoleWord("承担", "responsible"),
    RoleWord("完成", "responsible"),
    RoleWord("整改", "responsible"),
    RoleWord("分工", "responsible", closes=False),
    RoleWord("监管", "responsible", closes=False),
    RoleWord("主管", "responsible", closes=False),
)

#: What a body is called in a label, a header or a bracket.
BODY_NOUNS: tuple[str, ...] = words(
    "庭室 站所 科所 院所 所站 部室 馆室 支行 网点 年级 分公司 子公司 项目部 车间 大队 支队 中队 片区 分局 分馆 "
    "领导小组 领导单位 县市区 乡镇街道 镇街 单位 部门 处室 科室 股室 机构 主体 县区 市县 地区 区县 "
    "团队 合议庭 工作组 机关 乡镇 街道 社区 企业 公司 学校 医院 班组 专班 支部 处 科 室 股 组 局 镇 方"
)

#: What a person is called there.
PERSON_NOUNS: tuple[str, ...] = words(
    "市领导 县领导 区领导 镇领导 乡领导 局领导 院领导 校领导 厅领导 省领导 市级领导 县级领导 区级领导 "
    "省级领导 领导同志 领导干部 领导 市长 县长 区长 镇长 局长 厅长 院长 校长 主任 负责人 责任人 "
    "联系人 联络员 人员 同志 委员 人"
)


WORDS_PATTERN = "(?:" + "|".join(one.pattern for one in sorted(ROLE_WORDS, key=lambda one: -len(one.word))) + ")"
#: A noun of these, and no word that only begins as one: 办理方式, 处理, 组织.
BODIES_PATTERN = f"(?:{any_of(BODY_NOUNS)})(?!(?<=方)[式案法向面针]|(?<=处)[理置]|(?<=组)[织成])"
PERSONS_PATTERN = any_of(PERSON_NOUNS)
_OF_ROLE = {role: re.compile("|".join(one.pattern for one in ROLE_WORDS if one.role == role)) for role in ROLES}
_LEVEL = "(?:具体|主要|共同|相关|省级?|市级?|县级?|区级?|镇级?|本级)?"
_WORDS = WORDS_PATTERN + "{1,4}"  # bounded, that a text of nothing else costs no more than others
_AND = "(?:和|及|与|、|/|或)"

#: A label of bodies, of any role: 牵头单位, 配合责任部门, 牵头单位和责任单位, 责任单位及分工.
NOUN_LABEL_PATTERN = rf"{_LEVEL}{_WORDS}(?:责任)?{BODIES_PATTERN}(?:{_AND}(?:{_WORDS}{BODIES_PATTERN}|分工)){{0,8}}"
#: Role words that a colon or brackets make a label: 牵头：…
LABEL_WORDS = words("牵头 主办 主责 总牵头 配合 协办 协助 协作 参与 协同 会办 督导 督办 督查 监督 指导 承办 分办")
LABEL_PATTERN = rf"{NOUN_LABEL_PATTERN}|{any_of(LABEL_WORDS)}"
#: The same within a cell or bracket of units, where any role word is a label before a colon: 落实：…；检查：…
CELL_LABEL_PATTERN = rf"{NOUN_LABEL_PATTERN}|{any_of({*LABEL_WORDS, *(one.word for one in ROLE_WORDS)})}"

_OFTEN_ALONE = words("牵头 主办 主责 配合 协办 协助 参与 协同 会办 督导 督办 责任 落实")
#: A label where a name should stand, having lost its value: 责任单位; 主管部门 may be meant.
LABEL_ALONE_PATTERN = rf"(?:{any_of(_OFTEN_ALONE)}){{1,4}}(?:单位|部门|处室|科室|部室|股室|机构|乡镇|街道)"

#: What says by which rule those named before it act, and charges them: 按职责分工, 依各自权限.
_BY = words("按照 按 根据 依据 依")
_WHOSE = words("各自 自身 本 其 有关 部门 工作 行业")
_RULES = words("职责 职能 分工 权限 任务 要求 管辖 规定 程序 区域 属地")
BY_DUTY_PATTERN = rf"{any_of(_BY)}{any_of(_WHOSE)}*(?:的)?{any_of(_RULES)}[^，；。]*"
#: What those charged carry out, behind the role word: 负责有关工作, 配合落实到位.
OBJECT_PATTERN = rf"(?:(?:(?:有关|相关|各项)?工作|{any_of(words('到位 落实 任务 事项 事宜 实施'))})*)"
#: What somebody does who does not only help or supervise: 协同负责, 组织实施, 负责资金保障.
DOES_PATTERN = (
    "协同" + any_of(words("负责 落实 承办 实施 推进 办理 完成")) + "|负责(?:做好)?[^，；。配协参助]{0,6}(?:保障|支持)"
)
CARRIES_OUT_PATTERN = "(?<!督促)(?<!指导)(?<!监督)" + any_of(words("落实 实施 承办 办理 执行 承担 完成"))

#: Any words that charge those named before them, as a pattern.
CLOSING_PATTERN = "|".join(one.pattern for one in sorted(ROLE_WORDS, key=lambda one: -len(one.word)) if one.closes)


@lru_cache(maxsize=1024)
def role_of(label: str) -> Role:
    """The role of a label, a header or a bracket's word: the first in `ROLES` that any of its words has."""
    return next((role for role in ROLES if _OF_ROLE[role].search(label)), "responsible")


#: A label with a verb for its colon (责任单位为县水利局), and one with its role in a bracket (（配合）：).
LABEL_IS_PATTERN = rf"(?:^|(?<=[，,；;。、（(]))(?P<label>{NOUN_LABEL_PATTERN})[为是](?=[\u4e00-\u9fff]{{2}})"
MARKED_LABEL_PATTERN = (
    r"(?:^|(?<=[，,；;。：]))(?:责任单位|责任部门)?[（(](?P<role>牵头|主办|责任|配合|协办|协助)[）)]\s*[：:]"
)
