"""What a meeting decided: one paragraph may charge several bodies, each with what it is to do and by when."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.ledger.items.item import Item, UnitCell
from bot.ledger.prose.leading_names import NO_NAME, OF_THE_PLACE, leading_units
from bot.ledger.prose.subjects import time_spans, without_asides
from bot.roster.names import is_group
from bot.roster.role_clauses import role_closing
from bot.roster.unit_words import read_units
from bot.vocabulary.roles import CLOSING_PATTERN, Role
from bot.vocabulary.verbs import HANDS_IN

_CLOSING = re.compile(rf"(?:{CLOSING_PATTERN}){{1,4}}$")
_WITH = r"(?:会同|联合|(?<=[局委办厅部室府会处科院])商(?![务业会标品人]))"
_TOGETHER = re.compile(_WITH + r"(?P<who>[\u4e00-\u9fff、（）]{2,40})")
_OPENING = re.compile(
    r"^(?:由|请|要求|责成|同意由|并由|并|(?:会议)?(?:议定|决定|明确|要求|决议|结论)(?:事项)?[，：]|会议(?:议定|决定|明确|要求))"
)

#: What is charged before the one who is (分流方案由后勤处制定).
_BY = re.compile(r"^[^，；。]{2,24}?由(?=[\u4e00-\u9fff])")
#: What parts the clauses of a sentence: a 、 too, behind a word of a role (由甲部牵头、乙部配合).
_CLAUSES = re.compile("[；;。，]|(?<=牵头|负责|主办|承办|配合|协办|协助)、")
_MARKS = "，；;。 "
_SENTENCES, _COMMAS = (
    re.compile("(?<=[；;。])(?![^（(]{0,80}[）)])"),
    re.compile("(?<=，)(?![^（(]{0,80}[）)])"),
)  # not in brackets
_BESIDE = 8  # characters of a clause that only charges, beside its names and the word of their role
_RHYTHM = re.compile("每[日周月季年]")


def read_decisions(items: Sequence[Item]) -> list[Item]:
    """The items, each decision of a meeting parted by whom it charges; the parts are numbered behind its number."""
    return [part for item in items for part in (_parted(item) if item.decided and not item.units else [item])]


def _parted(item: Item) -> Iterator[Item]:
    parts = [(units, text) for text in _texts(item.text) if (units := _units(text))]
    own = [(units, text) for units, text in parts if item.deadline or not _is_appeal(units, text)] or parts
    if not own:
        yield item
        return
    whole = len(own) == 1
    for at, (units, text) in enumerate(own, start=1):
        label = item.label if whole else f"{item.label}.{at}"
        joint = "" if item.printed.endswith("）") else "."
        printed = item.printed if whole else f"{item.printed}{joint}{at}"
        yield replace(
            item, label=label, printed=printed, text=item.text if whole and not item.narrated else text, units=units
        )


def _is_appeal(units: Sequence[UnitCell], text: str) -> bool:
    """True for a sentence that asks everybody for care, and nothing by a day (各单位要提高站位)."""
    names = [name for cell in units for name in cell.raw.split("、")]
    return not (time_spans(text) or _RHYTHM.search(text) or HANDS_IN.search(text)) and all(map(is_group, names))


# -------------------------------------------------------------------- stretches
def _texts(text: str) -> Iterator[str]:
    """The stretches of a paragraph that charge somebody each; what charges nobody goes on with the one before."""
    held, says_more = "", False
    for sentence in _SENTENCES.split(text):
        for at, clause in enumerate(_COMMAS.split(sentence)):
            if says_more and _begins(clause, held, first=not at, ahead=sentence):
                yield held.strip(_MARKS)
                held, says_more = "", False
            held += clause
            says_more = says_more or _says_more(clause)
    if held.strip():
        yield held.strip(_MARKS)


def _begins(clause: str, held: str, *, first: bool, ahead: str) -> bool:
    """Whether a clause begins a stretch: a sentence that charges somebody, or a body charged within one."""
    if _only_time(held):
        return False
    if first and held.rstrip()[-1:] == "。":
        return any(_charged(one) for one in re.split("(?<=，)", ahead))
    names = leading_units(bare := _bare(clause))
    return bool(names) and not _closing(clause) and _helps(bare, names) != "assisting"


def _charged(clause: str) -> tuple[str, ...]:
    """The bodies that a clause charges as doing something, or as leading it."""
    return () if _closing(clause) == "assisting" else _names(_TOGETHER.split(_bare(clause))[0])


def _says_more(held: str) -> bool:
    """Whether a stretch says what is to be done, beside whom it charges."""
    clauses = [clause for clause in re.split("[；;。，]", held) if clause]
    return any(not _closing(clause) for clause in clauses)


def _only_time(held: str) -> bool:
    return bool(held) and len(held) <= 12 and not leading_units(_bare(held))


# ------------------------------------------------------------------------ units
def _units(text: str) -> list[UnitCell]:
    """Who is charged in a stretch, clause by clause, with the roles that close the clauses; later ones that assist."""
    found: list[UnitCell] = []
    settled = False
    for clause in _CLAUSES.split(without_asides(text)):
        bare, role = _bare(clause), _closing(clause)
        names = _names(_TOGETHER.split(bare)[0])
        if not names:
            settled = settled or bool(found)
            continue
        if settled and not role and _helps(bare, names) != "assisting":
            continue
        role = role or _helps(bare, names) or ("lead" if _TOGETHER.search(bare) else "responsible")
        found.append(UnitCell(role, "、".join(names)))
        if together := _TOGETHER.search(bare):
            others = _names(together["who"])
            found += [UnitCell("assisting", "、".join(others))] if others else []
        settled = settled or _closing(clause) is None
    return found


def _helps(bare: str, names: Sequence[str]) -> Role | None:
    """The role that the words behind the names begin with (县信访局协助做好…, 县交通局牵头制定…), if one."""
    rest = bare[bare.find(names[-1]) + len(names[-1]) :]
    if re.match("(?:要|应)?牵头", rest):
        return "lead"
    return "assisting" if re.match("(?:要|应)?(?:积极|主动|全力)?(?:配合|协助|参与)", rest) else None


def _closing(clause: str) -> Role | None:
    said = clause.strip(_MARKS)
    found = _CLOSING.search(said)
    if not found:
        return None
    head = _bare(said[: found.start()])
    beside = len(head) - sum(map(len, read_units(head).all))
    return role_closing(found[0]) if beside <= _BESIDE else None


def _names(words: str) -> tuple[str, ...]:
    """The bodies that `words` are, or begin with."""
    words = without_asides(words)
    read = read_units(words)
    if NO_NAME.match(words):
        return ()
    return read.all if read.names_only else leading_units(words)


def _bare(clause: str) -> str:
    bare = OF_THE_PLACE.sub("", _OPENING.sub("", clause.strip(_MARKS)))
    by = _BY.match(bare)
    return bare[by.end() :] if by and leading_units(bare[by.end() :]) else bare
