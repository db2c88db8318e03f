"""The words of a unit cell or bracket → who leads, who is responsible, who assists.

Labels (牵头单位：…；责任单位：…) and sentences (X、Y牵头，市直各单位按职责分工落实) are read alike: a role word
takes the names before it, a label those after it. Names are completed where the writer left the level out,
and never merged: that two names mean one body is proposed by `aliases`, not decided here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from bot.roster.names import complete, is_unit, level, normal
from bot.roster.persons import without_persons

Role = Literal["lead", "responsible", "assisting"]
ROLES: tuple[Role, ...] = ("lead", "responsible", "assisting")


@dataclass(frozen=True, slots=True)
class UnitWords:
    """Who is named, in the order written. `open_list` holds the words that leave a list open (等部门)."""

    lead: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    assisting: tuple[str, ...] = ()
    open_list: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Every name once, leaders first."""
        return tuple(dict.fromkeys((*self.lead, *self.responsible, *self.assisting)))


@dataclass(slots=True)
class _Draft:
    names: dict[Role, list[str]] = field(default_factory=lambda: {role: [] for role in ROLES})
    open_list: list[str] = field(default_factory=list)
    last: str = ""


_NOUN = "(?:单位|部门|处室|科室|股室|机构|主体|县区|市县|县市区|地区|领导单位|机关|方)"
_LABEL_LEAD = f"(?:牵头|主办|主责|主要责任|第一责任|总牵头){_NOUN}?(?:和|及|、|/|或)?(?:责任{_NOUN})?"
_LABEL_HELP = f"(?:配合|协办|协助|参与|参加|协同|会办|协作|支持)(?:责任)?{_NOUN}?"
_LABEL_RESP = (
    "(?:责任|落实责任|主体责任|具体落实|落实|承办|负责|实施|分工|执行|办理|具体责任|共同责任|整改|监管|主管|督导)"
    f"{_NOUN}"
)
LABEL = re.compile(
    f"(?P<lead>{_LABEL_LEAD})：|(?P<assisting>{_LABEL_HELP})：|(?P<responsible>{_LABEL_RESP}(?:及分工)?)："
)

_LABEL_IS = re.compile("((?:牵头|主办|责任|配合|协办)(?:单位|部门))[为是](?=[省市区县州各])")
_BY_DUTY = (
    r"(?:按照?|根据|依据|依)(?:各自|自身|本|其|有关|部门|工作|行业)*(?:的)?(?:职责|职能|分工|权限|任务|要求|"
    r"管辖|规定|程序|区域|属地)[^，；。]*"
)
_LEAD_WORDS = "牵头|主办|总负责|主责|为主"
_HELP_WORDS = "配合|协办|协助|协同|参与|参加|支持"
_DUTY_WORDS = (
    "负责|落实|承办|办理|实施|执行|完成|推进|承担|组织实施|组织开展|组织落实|贯彻|做好|指导|督促|监督|统筹|"
    "协调|具体|分别|共同|联合|一并|分工|强化|加强|抓好|分头|各司其职|依法|开展"
)
_ROLE_END = re.compile(
    f"(?P<by>{_BY_DUTY})|(?P<lead>(?:负责)?(?:{_LEAD_WORDS})(?!部门|单位|处室)(?:(?:，)?(?:{_DUTY_WORDS}|组织|，?会商|抓|，?研究))*)"
    f"|(?P<assisting>(?:共同|积极|协同|密切|予以|给予|具体|负责|协助)*(?:{_HELP_WORDS})(?:{_DUTY_WORDS}|组织|有关工作|相关工作|工作)*)"
    f"|(?P<responsible>(?:{_DUTY_WORDS})+(?:有关工作|相关工作|工作|到位|任务)?)"
)
_HELPED = re.compile("（([^（）]{2,60}[局委办厅部室会院府](?:共同)?(?:配合|协助|参与))）(?=$|[、，；。])")
_TOGETHER = re.compile("会同(?=.)|(?<=[局委办厅部室府会])(?:，)?(?:联合|商)(?=[省市区县州旗各国])")
_ETC = re.compile(r"(?<=[局委办厅室部院会署处科司府联队站所心行门位区县市镇乡道村社台馆）])等")
_BARE_ETC = re.compile(
    r"^(?:[省市县区州]直|[省市县区州]级)?(?:相关|有关|各相关|各有关|多个|\d+个|[一二三四五六七八九十]+个)?(?:职能|成员|责任|主管|业务)?(?:部门|单位|处室|科室|委办局|部委)?(?:和单位|、单位)?$"
)
_KEPT_ETC = re.compile(r"^[省市县区州][直级].*(?:有关|相关|各)")
_LEADER_FIRST = re.compile(r"排(?:在)?(?:第一位|首位|名第一|第一)[^，。；]{0,12}(?:为|是)?牵头")


def says_first_leads(text: str) -> bool:
    """True where a note says that the first unit named leads (排在第一位的为牵头部门)."""
    return bool(_LEADER_FIRST.search(normal(text)))


@lru_cache(maxsize=8192)
def read_units(
    raw: str, default_role: Role = "responsible", *, place: str = "", first_leads: bool = False
) -> UnitWords:
    """The units of one cell or bracket. `default_role`: what the column says of names without a role word.

    `place` is the name stem of the issuing place, which no level is put before. With `first_leads` the first
    of several names leads where no word says who does.
    """
    draft = _Draft()
    for role, part in _labelled(_joined(raw), default_role):
        for clause in re.split(r"[；。]", part):
            _read_clause(draft, clause, role, place)
    return _finish(draft, first_leads)


def _finish(draft: _Draft, first_leads: bool) -> UnitWords:
    names = {role: tuple(dict.fromkeys(draft.names[role])) for role in ROLES}
    if first_leads and not names["lead"] and len(names["responsible"]) > 1:
        names["lead"], names["responsible"] = names["responsible"][:1], names["responsible"][1:]
    return UnitWords(names["lead"], names["responsible"], names["assisting"], tuple(draft.open_list))


# ------------------------------------------------------------ lines and labels
def _joined(raw: str) -> str:
    """One line: a break between two names becomes 、, a break inside a name or before its bracket goes away."""
    pieces = [piece for piece in re.split(r"\s+", raw.strip()) if piece]
    out = ""
    for piece in pieces:
        if not _is_person(normal(out), normal(piece)):
            out += seam(normal(out), normal(piece)) + piece if out else piece
    text = _LABEL_IS.sub(r"\1：", without_persons(normal(out)))
    return "；".join([_HELPED.sub("", text), *_HELPED.findall(text)])


def _is_person(before: str, after: str) -> bool:
    """True for a person's name below the unit that it belongs to (市财政局⏎张某某)."""
    last = re.split(r"[、，；。：]", before)[-1]
    whole = is_unit(last) and re.fullmatch(r"(?![省市区县州旗各国])[\u4e00-\u9fff]{2,3}", after)
    return bool(whole) and not (is_unit(after) or is_unit(last + after) or _ROLE_END.match(after))


def seam(before: str, after: str) -> str:
    """What stands between two lines of a unit list: 、 where the second begins a name of its own, else nothing."""
    depth = before.count("（") - before.count("）")
    if depth > 0 or re.search(r"[、，；。：（]$", before) or re.match(r"[、，；。：（）]", after):
        return ""
    last, first = re.split(r"[、，；。：]", before)[-1], re.split(r"[、，；。：（]", after)[0]
    if re.fullmatch("[省市区县州旗]{2}", last) or re.match(
        "[分支](?:公司|行|局|队|中心)|中心支行|办事处|管委会", first
    ):
        return ""
    return "、" if is_unit(last) and _starts_name(first, last) else ""


def _starts_name(after: str, before: str) -> bool:
    """True where `after` can begin a name of its own beside `before`, rather than go on with it."""
    if (
        level(after)
        or re.match("[省市区县州旗][直级]|[省市区县州](?:人民)?政府|[省市区县州]委", after)
        or after.startswith(("各", "有关", "相关", "驻", "国", "中", "武警", "人民银行", "人行"))
        or LABEL.match(after + "：")
    ):
        return True
    return level(before) is None and len(after) >= 3 and is_unit(after)


def _labelled(text: str, default_role: Role) -> Iterator[tuple[Role, str]]:
    spots = list(LABEL.finditer(text))
    if not spots:
        yield default_role, text
        return
    if head := text[: spots[0].start()].strip("，；。、（"):
        yield default_role, head
    for spot, following in zip(spots, [*spots[1:], None], strict=True):
        role: Role = "lead" if spot["lead"] else "assisting" if spot["assisting"] else "responsible"
        yield role, text[spot.end() : following.start() if following else len(text)]


# ------------------------------------------------------------------- clauses
def _read_clause(draft: _Draft, clause: str, role: Role, place: str) -> None:
    """Names go to the role word that follows them; those at the end of the clause to `role`."""
    pending: list[str] = []
    for item in _split(clause.strip("，、")):
        for names, said in _item(item, draft, place, pending[-1:] != []):
            pending += names
            if said:
                _give(draft, pending, said)
                pending = []
    _give(draft, pending, role)


def _give(draft: _Draft, names: list[str], role: Role) -> None:
    for name in names:
        draft.names[role].append(name)


def _item(item: str, draft: _Draft, place: str, listed: bool) -> Iterator[tuple[list[str], Role | None]]:
    """The name or names of one item between separators, and the role word that closes it, if any."""
    item = (
        re.sub(r"^(?:分别)?(?:由|请|以|与|和|及|或|以及|其中|同时)(?=.{2})", "", item)
        if not listed
        else re.sub(r"^(?:由|以及|并由|及|和)(?=.{3})", "", item)
    )
    if marked := re.search(r"（(牵头|主办|配合|协办|协助|责任|负责|落实)(?:单位|部门)?）$", item):
        role: Role = (
            "lead" if marked[1] in "牵头主办" else "assisting" if marked[1] in "配合协办协助" else "responsible"
        )
        yield _names(item[: marked.start()], draft, place), role
        return
    if together := _TOGETHER.search(item):
        head, tail = item[: together.start()], item[together.end() :]
        if is_unit(_cut(head)[0]):
            yield _names(_cut(head)[0], draft, place), "lead"
            yield from _item(tail, draft, place, listed=True)
            return
    name, said = _cut(item)
    yield _names(name, draft, place), said


def _cut(item: str) -> tuple[str, Role | None]:
    """The item without the role words at its end, and the role they give."""
    for found in _ROLE_END.finditer(item):
        head, rest = item[: found.start()], item[found.start() :]
        if (
            _open_bracket(head)
            or (head and not _ends_name(head))
            or (is_unit(item) and found.end() < len(item) and not found["by"])
        ):
            continue
        return head, _role_of(rest)
    return item, None


def _open_bracket(text: str) -> bool:
    return text.count("（") > text.count("）")


def _ends_name(head: str) -> bool:
    return is_unit(head) or bool(_ETC.search(head)) or head.endswith("等")


def _role_of(words: str) -> Role:
    if re.search(_LEAD_WORDS, words):
        return "lead"
    return "assisting" if re.search(_HELP_WORDS, words) else "responsible"


def _names(text: str, draft: _Draft, place: str) -> list[str]:
    text = text.strip("，、：（） ") if not re.search(r"（[^（）]*）$", text) else text.strip("，、： ")
    if etc := _ETC.search(text):
        head, tail = text[: etc.start()], re.sub("^(?:，|以及|和|及|与)", "", text[etc.end() :])
        names = _names(head, draft, place)
        if _BARE_ETC.match(tail) and not _KEPT_ETC.match(tail):
            draft.open_list.append("等" + tail)
            return names
        return names + _names(tail, draft, place)
    text = re.sub("(?<=.{2})等(?:有关|相关|职能)*(?:部门|单位|机构)$", "等", text)
    text = text.removesuffix("等") if not text.endswith("高等") else text
    if not text:
        return []
    name = complete(text, draft.last, place)
    if level(name):
        draft.last = name
    return [name]


# --------------------------------------------------------------------- lists
def _split(clause: str) -> list[str]:
    """The items of a list: 、 and ， separate outside brackets, 和 / 与 / 及 only between two whole names."""
    items: list[str] = []
    start = depth = 0
    for at, char in enumerate(clause):
        depth += (char == "（") - (char == "）")
        if depth <= 0 and char in "、，/" and not _inside_group(clause[start:at], clause[at + 1 :]):
            items.append(clause[start:at])
            start = at + 1
    items.append(clause[start:])
    return [
        part for item in items if item.strip() for whole in _split_glued(item.strip()) for part in _split_and(whole)
    ]


def _split_glued(item: str) -> list[str]:
    """Names that a page set one below the other and its reader put together: …管委会市委编办 → two."""
    for at in range(4, len(item) - 2):
        head, tail = item[:at], item[at:]
        if _is_all(head, tail):
            return [head, tail]
        if (
            head[-1] in "局办委厅会室部）"
            and level(tail)
            and level(tail) == level(head)
            and not re.match(r".[直级]", tail)
            and is_unit(head)
            and not _open_bracket(head)
            and is_unit(_cut(tail)[0])
        ):
            return [head, *_split_glued(tail)]
    return [item]


def _is_all(head: str, tail: str) -> bool:
    """True for a department and the 各… behind it, whose space was lost: 县应急局各乡镇."""
    return bool(
        tail.startswith(("各乡", "各镇", "各街", "各县", "各市", "各区", "各有关", "各相关"))
        and re.search("局|[^党工]委$|厅$", head[-2:])
        and is_unit(head)
        and is_unit(_cut(tail)[0])
        and not _open_bracket(head)
    )


def _inside_group(before: str, after: str) -> bool:
    """True inside 各市、县（市、区）人民政府: the word before the mark waits for the ending that follows."""
    if re.search("(?:^|各)委(?:、办)?$", before) and re.match("[办局]", after):
        return True
    if re.search("党(?:工)?委$", before) and re.match("(?:人民)?政府|办事处|管委会", after):
        return True
    if re.fullmatch("中央|国家|[省市县区]|[省市县区部中][属省]|驻.", before) and re.match("[省市县区部].*驻|驻", after):
        return True
    return bool(
        re.match(r"^(?:各|全市各|所辖)?(?:[省市州盟县区旗乡镇]、)*[省市州盟县区旗乡镇]{1,2}(?:（[^（）]*）)?$", before)
        and before[:1] in "各全所"
        and re.match(r"[市州县区旗盟乡镇街开](?!直|委|政府)", after)
        and not after.startswith("各")
    )


def _split_and(item: str) -> list[str]:
    for found in re.finditer("以及|和|与|及", item):
        head, tail = item[: found.start()], item[found.end() :]
        if _open_bracket(head) or not tail or re.match(r"其|所属|下属", tail):
            continue
        bare = _cut(tail)[0] or tail
        if is_unit(head) and _is_whole(_ETC.split(bare)[0]):
            return [head, *_split_and(tail)]
    return [item]


def _is_whole(name: str) -> bool:
    """True for a name that stands alone; 单位 in 各部门和单位, 政府 in 党委和政府 do not."""
    return (
        is_unit(name) and (name[:1] in "各省市区县州" or len(name) >= 4) and name not in ("相关单位", "有关单位")
    ) or name.startswith(("各", "有关", "相关"))
