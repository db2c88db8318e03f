"""What a meeting decided: one paragraph may charge several bodies, each with what it is to do and by when."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.ledger.items.item import Item, UnitCell
from bot.ledger.prose.subjects import leading_units
from bot.roster.role_clauses import role_closing
from bot.roster.unit_words import read_units
from bot.vocabulary.roles import CLOSING_PATTERN, Role

_CLOSING = re.compile(rf"(?:{CLOSING_PATTERN})+$")
_WITH = r"(?:会同|联合|(?<=[局委办厅部室府会])商(?=[省市区县州各本]))"
_TOGETHER = re.compile(_WITH + r"(?P<who>[\u4e00-\u9fff、（）]{2,40})")
_OPENING = re.compile(r"^(?:由|请|要求|责成|同意由|并由|会议(?:议定|决定|明确|要求)[，：]?)")


def read_decisions(items: Sequence[Item]) -> list[Item]:
    """The items, each decision of a meeting parted by whom it charges; the parts are numbered behind its number."""
    return [part for item in items for part in (_parted(item) if item.decided and not item.units else [item])]


def _parted(item: Item) -> Iterator[Item]:
    parts = [(units, text) for text in _texts(item.text) if (units := _units(text))]
    if not parts:
        yield item
        return
    whole = len(parts) == 1
    for at, (units, text) in enumerate(parts, start=1):
        label = item.label if whole else f"{item.label}.{at}"
        printed = item.printed if whole else f"{item.printed}{at}"
        yield replace(item, label=label, printed=printed, text=item.text if whole else text, units=units)


def _texts(text: str) -> Iterator[str]:
    """The stretches of a paragraph that charge somebody each; what charges nobody goes on with the one before."""
    held = ""
    for clause in re.split("(?<=[；;。，])", text):
        starts = bool(leading_units(_bare(clause))) and not _closing(clause) and not _only_time(held)
        if held and starts and _says_more(held):
            yield held.strip("，；; ")
            held = ""
        held += clause
    if held.strip():
        yield held.strip("，；; ")


def _says_more(held: str) -> bool:
    """Whether a stretch says what is to be done, beside whom it charges."""
    clauses = [clause for clause in re.split("[；;。，]", held) if clause]
    return any(not _closing(clause) for clause in clauses)


def _only_time(held: str) -> bool:
    return bool(held) and len(held) <= 12 and not leading_units(_bare(held))


def _units(text: str) -> list[UnitCell]:
    """Who is charged at the head of a stretch, clause by clause, with the roles that close the clauses."""
    found: list[UnitCell] = []
    for clause in re.split("[；;。，]", text):
        bare = _bare(clause)
        names = _names(_TOGETHER.split(bare)[0])
        if not names:
            if found:
                break
            continue
        role = _closing(clause) or ("lead" if _TOGETHER.search(bare) else "responsible")
        found.append(UnitCell(role, "、".join(names)))
        if together := _TOGETHER.search(bare):
            others = _names(together["who"])
            found += [UnitCell("assisting", "、".join(others))] if others else []
        if _closing(clause) is None:
            break
    return found


def _closing(clause: str) -> Role | None:
    found = _CLOSING.search(clause.strip("，；;。 "))
    return role_closing(found[0]) if found else None


def _names(words: str) -> tuple[str, ...]:
    """The bodies that `words` are, or begin with."""
    read = read_units(words)
    return read.all if read.names_only else leading_units(words)


def _bare(clause: str) -> str:
    return _OPENING.sub("", clause.strip("，；;。 "))
