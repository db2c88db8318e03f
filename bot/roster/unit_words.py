"""The words of a unit cell or bracket → who leads, who is responsible, who assists, who supervises.

Labels (牵头单位：…；责任单位：…) and sentences (X、Y牵头，市直各单位按职责分工落实) are read alike: a role word
takes the names before it, a label those after it. A name stands as it is written, but for the level that a list says
once; what ends in no known body is kept apart, to be asked about. That two names mean one body is proposed by
`aliases`, not decided here.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from bot.roster.cell_clauses import LABEL, clauses, simplify
from bot.roster.list_notes import without_count
from bot.roster.names import complete, is_group, is_latin, is_unit, level
from bot.roster.persons import is_person
from bot.roster.role_clauses import cut_role, role_closing
from bot.roster.unit_lists import may_lack_ending, open_bracket, share_ending, split_list
from bot.vocabulary.bodies import ETC_PATTERN
from bot.vocabulary.labels import DEADLINE_LABEL, PERSON_LABEL, TOLD_LABEL
from bot.vocabulary.list_words import (
    BRACKETED_ROLES,
    DEEDS,
    FILLERS,
    LATER_PATTERN,
    LEADING_PATTERN,
    LIST_CLOSING_PATTERN,
    NOTE_SIGNS,
    SHORT_ROLES,
    TOGETHER_PATTERN,
)
from bot.vocabulary.patterns import any_of
from bot.vocabulary.roles import (
    CELL_LABEL_PATTERN,
    CLOSING_PATTERN,
    LABEL_ALONE_PATTERN,
    LABEL_PATTERN,
    ROLES,
    Role,
    role_of,
)

_NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class UnitWords:
    """Who is named, in the order written. `open_list` holds the words that leave a list open (等部门).

    `doubtful` holds candidates that end in no known body: no units before somebody says so.
    """

    lead: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    assisting: tuple[str, ...] = ()
    supervising: tuple[str, ...] = ()
    open_list: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Every name that has a duty once, leaders first."""
        return tuple(dict.fromkeys((*self.lead, *self.responsible, *self.assisting)))

    @property
    def candidates(self) -> tuple[str, ...]:
        """Everything that stands where a name may: units of every role, and what may be none."""
        return (*self.all, *self.supervising, *self.doubtful)

    @property
    def names_only(self) -> bool:
        """True where units are named and nothing else."""
        return bool(self.all) and not self.doubtful


_LONGEST_SHARED = 20  # names that one ending may be written for (甲、乙、丙县政府)


@dataclass(slots=True)
class _Draft:
    known: Collection[str]
    names: dict[Role, list[str]] = field(default_factory=lambda: {role: [] for role in ROLES})
    open_list: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    last: str = ""  # the last name with a level
    in_list: bool = False  # no role word since it

    def accepts(self, name: str) -> bool:
        if name not in self.known and (_LABEL_ALONE.fullmatch(name) or _NO_NAME.search(name) or open_bracket(name)):
            return False
        return is_unit(name) or is_group(name) or name in self.known or is_latin(name)


_LABEL_ALONE = re.compile(LABEL_ALONE_PATTERN)
_ANY_LABEL = re.compile(
    rf"(?:^|(?<=[，；。、（]))(?:(?P<role>{CELL_LABEL_PATTERN})|(?P<told>{DEADLINE_LABEL}|{PERSON_LABEL}|{TOLD_LABEL})"
    r"|(?P<other>[\u4e00-\u9fff]{2,12}))：|" + LABEL.pattern.replace("(?P<role>", "(?P<within>")
)
_MARKED = re.compile(rf"（(?P<role>{LABEL_PATTERN}|{any_of(BRACKETED_ROLES)})）$")
#: 县水利局（具体承办）: role words with others that say how.
_MARKED_HOW = re.compile(
    rf"（(?P<role>(?:{any_of(FILLERS)})*(?:{CLOSING_PATTERN})(?:{any_of(FILLERS)}|工作|{CLOSING_PATTERN})*)）$"
)
_MARKED_SHORT = re.compile(f"（(?P<role>[{''.join(SHORT_ROLES)}])）$")
_LEADS_MARKED = re.compile(
    "[局委办厅部室院会署处科股司队所站社行司心府]（(?:总?牵头|主办|主责|牵头单位|牵头部门|主|牵)）"
)
_TOGETHER = re.compile(TOGETHER_PATTERN)
_LEADING = re.compile(LEADING_PATTERN)
_LEADING_NEXT = re.compile(LATER_PATTERN)
#: 考核由支队作训科组织: what stands before 由 is no name.
_BY = re.compile("^[^（）]{2,40}(?<![自缘])由(?=.{3})")
_TRADITIONAL_CLOSING = re.compile("[協主承會牽負參督指配落實執辦][助辦頭責與加同導合實施行理]+$")
_CLOSED_LIST = re.compile(rf"(?P<name>[\u4e00-\u9fff]{{2,8}}?)(?P<role>{LIST_CLOSING_PATTERN})")
_NO_NAME = re.compile(
    rf"[{re.escape(NOTE_SIGNS)}]|（[^（）]{{0,6}}{any_of(DEEDS)}）$|（[^（）]*(?:牵头|主办|主责)[^（）]*）$"
)
_ETC = re.compile(ETC_PATTERN)
_BARE_ETC = re.compile(
    r"^(?:[省市县区州]直|[省市县区州]级)?(?:相关|有关|各相关|各有关|多个|\d+[个家]|[一二两三四五六七八九十]+[个家])?(?:职能|成员|责任|主管|业务)?(?:部门|单位|处室|科室|庭室|站所|部室|委办局|部委)?(?:和单位|、单位)?$"
)
_KEPT_ETC = re.compile(r"^[省市县区州][直级].*(?:有关|相关|各)")


@lru_cache(maxsize=8192)
def read_units(
    raw: str, default_role: Role = "responsible", *, known: frozenset[str] = _NOBODY, first_leads: bool = False
) -> UnitWords:
    """The units of one cell or bracket. `default_role`: what the column says of names without a role word.

    `known` are names that are taken whole whatever they end with. With `first_leads` the first of several names
    leads where no word says who does.
    """
    draft = _Draft(known)
    text, first = clauses(raw)
    if default_role == "lead" and (first or _LEADS_MARKED.search(text)):
        default_role = "responsible"  # the column's own role is that of the one that a note or a mark names
    for role, part in _labelled(text, default_role, draft):
        for clause in re.split(r"[；。]", part):
            _read_clause(draft, clause, role)
    names = {role: tuple(dict.fromkeys(draft.names[role])) for role in ROLES}
    if (first_leads or first) and not names["lead"] and len(names["responsible"]) > 1:
        names["lead"], names["responsible"] = names["responsible"][:1], names["responsible"][1:]
    return UnitWords(**names, open_list=tuple(draft.open_list), doubtful=tuple(dict.fromkeys(draft.doubtful)))


# ------------------------------------------------------------------ labels
def _labelled(text: str, default_role: Role, draft: _Draft) -> Iterator[tuple[Role, str]]:
    """(role, words) of each labelled part; what another label says is left out, and of an unknown one asked about."""
    spots = list(_ANY_LABEL.finditer(text))
    if not spots:
        yield default_role, text
        return
    if head := text[: spots[0].start()].strip("，；。、（"):
        yield default_role, head
    for spot, following in zip(spots, [*spots[1:], None], strict=True):
        value = text[spot.end() : following.start() if following else len(text)]
        if label := spot["role"] or spot["within"]:
            yield role_of(label), value
        elif spot["other"] and is_unit(spot["other"]) and (not value or is_person(value.strip("，；。、"))):
            yield default_role, spot["other"]
        elif spot["other"]:
            draft.doubtful.append((spot[0] + value).strip("，；。、"))


# ------------------------------------------------------------------- clauses
def _read_clause(draft: _Draft, clause: str, role: Role) -> None:
    """Names go to the role word that follows them; those at the end of the clause to `role`.

    Of A，B协助 only B assists: A, before the comma, leads.
    """
    before: list[str] = []  # names before a comma, without a role word yet
    pending: list[str] = []
    joined = False  # 院办牵头，会同质控办、医保办…: those named after it help
    for mark, item in split_list(clause.strip("，、"), draft.known):
        if mark == "，":
            before, pending = before + pending, []
        if item.startswith("会同") and len(item) > 3 and (before or pending or any(draft.names.values())):
            _give(draft, before + pending, "lead")
            before, pending, joined, item = [], [], True, item[2:]  # noqa: PLW2901  the words without 会同
        for names, closing in _item(item, draft, bool(before or pending)):
            said: Role | None = "assisting" if joined and closing else closing
            if closing and pending and _is_of_one(closing, item, draft, before + pending):
                _give(draft, before + pending, role)  # 甲处、乙处（牵头）: the mark is of one name
                before, pending = [], []
            pending += names
            if not said:
                continue
            _give(draft, before, _role_before(said, role, led=bool(draft.names["lead"])))
            _give(draft, pending, said)
            before, pending, draft.in_list = [], [], False
    _give(draft, before + pending, "assisting" if joined else role)


def _is_of_one(closing: Role, item: str, draft: _Draft, before: list[str]) -> bool:
    """True where a role in the bracket behind a name is of that name alone.

    Of 甲处、乙处（配合） somebody must do what the second helps with; of three names the second may help too.
    """
    if not any(mark.search(item) for mark in (_MARKED, _MARKED_HOW, _MARKED_SHORT)):
        return False
    alone = not draft.names["lead"] and not draft.names["responsible"] and len(before) == 1
    return closing in ("lead", "supervising") or (closing == "assisting" and alone)


def _role_before(said: Role, role: Role, *, led: bool) -> Role:
    """The role of names that a comma parts from those which `said` closes; `role` is that of names without a word.

    Of A，B协助 the first leads; where another leads already (C牵头，A，B协助), both assist.
    """
    if said == "assisting" and led:
        return said
    if said == "assisting" and role == "responsible":
        return "lead"
    return role if said in ("assisting", "supervising") and role in ("lead", "responsible") else said


def _give(draft: _Draft, names: list[str], role: Role) -> None:
    """Adds the names that are bodies; a list's shared ending is written out, and the rest is kept apart."""
    names = without_count(names)
    ends = _next_accepted(draft, names)
    for at, (name, end) in enumerate(zip(names, ends, strict=True)):
        if end == at:
            open_ended = name not in draft.known and may_lack_ending(name, names[at + 1 : at + 1 + _LONGEST_SHARED])
            (draft.doubtful if open_ended else draft.names[role]).append(name)
            continue
        shared = share_ending(names[at:end], names[end]) if end is not None and end - at <= _LONGEST_SHARED else None
        if shared:
            draft.names[role].append(shared[0])
        elif not (is_person(name) and draft.names[role]):
            draft.doubtful.append(name)


def _next_accepted(draft: _Draft, names: list[str]) -> list[int | None]:
    """For each name the index of the first from it on that is a body; None where none follows."""
    ends: list[int | None] = []
    end: int | None = None
    for at in range(len(names) - 1, -1, -1):
        end = at if draft.accepts(names[at]) else end
        ends.append(end)
    return ends[::-1]


def _item(item: str, draft: _Draft, listed: bool) -> Iterator[tuple[list[str], Role | None]]:
    """The name or names of one item between separators, and the role word that closes it, if any."""
    item = _TRADITIONAL_CLOSING.sub(simplify, (_LEADING_NEXT if listed else _LEADING).sub("", item))
    if (by := _BY.match(item)) and is_unit(cut_role(item[by.end() :])[0]):
        if is_unit(by[0][:-1]):
            yield _names(by[0][:-1], draft), None
        item = item[by.end() :]
        if len(parts := list(split_list(item, draft.known))) > 1:
            for _, part in parts:
                yield from _item(part, draft, listed=True)
            return
    if marked := _MARKED.search(item):
        yield _names(item[: marked.start()], draft), role_of(marked["role"])
        return
    if how := _MARKED_HOW.search(item):
        yield _names(item[: how.start()], draft), role_closing(how["role"])
        return
    if short := _MARKED_SHORT.search(item):
        yield _names(item[: short.start()], draft), SHORT_ROLES[short["role"]]
        return
    if together := _TOGETHER.search(item):
        head, tail = cut_role(item[: together.start()])[0], item[together.end() :]
        if is_unit(head):
            yield _names(head, draft), "lead"
            yield from _item(tail, draft, listed=True)
            return
    name, said = cut_role(item) if item not in draft.known else (item, None)
    if said is None and listed and (closed := _CLOSED_LIST.fullmatch(item)):
        name, said = (
            closed["name"],
            role_closing(closed["role"]),
        )  # 各社区、属地物业配合: what is no body is asked about
    yield _names(name, draft), said


def _names(text: str, draft: _Draft) -> list[str]:
    text = text.strip("，、：（） ") if not re.search(r"（[^（）]*）$", text) else text.strip("，、： ")
    if etc := _ETC.search(text):
        head, tail = text[: etc.start()], re.sub("^(?:，|以及|和|及|与)", "", text[etc.end() :])
        names = _names(head, draft)
        if _BARE_ETC.match(tail) and not _KEPT_ETC.match(tail):
            draft.open_list.append("等" + tail)
            return names
        return names + _names(tail, draft)
    text = re.sub("(?<=.{2})等(?:有关|相关|职能)*(?:部门|单位|机构)$", "等", text)
    text = text.removesuffix("等") if not text.endswith("高等") else text
    if not text:
        return []
    name = complete(text, draft.last, in_list=draft.in_list) if text not in draft.known else text
    if level(name) and draft.accepts(name):
        draft.last, draft.in_list = name, True
    return [name]
