"""Which stored ledger a document is: by issuer, number, year and title, and by how much of it is alike."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.errors import UsageError
from bot.ledger import Changes, compare
from bot.model import Ledger
from bot.store import ledgers
from bot.store.tables import LedgerRow
from bot.work.stored_ledger import stored_ledger

_BRACKETS = str.maketrans("〔［【", "[[[") | str.maketrans("〕］】", "]]]")


@dataclass(frozen=True, slots=True)
class Resemblance:
    """A stored ledger that a document may correct. `doubt`: why that is not certain; None where it is.

    `alike` of `of` items are one in both: the larger ledger's items count.
    """

    ledger_id: str
    changes: Changes
    alike: int
    of: int
    doubt: str | None


class UncertainLedgerError(UsageError):
    """A correction or another ledger: it was not said, and cannot be told. Nothing was changed."""

    def __init__(self, ledger: Ledger, found: Resemblance) -> None:
        super().__init__(
            f"work.which_ledger_{found.doubt}",
            title=ledger.title,
            number=ledger.document_number or "–",
            ledger=found.ledger_id,
            alike=found.alike,
            of=found.of,
        )
        self.found = found


def find_same(session: Session, ledger: Ledger) -> Resemblance | None:
    """The stored ledger that has this one's name, the most alike of several; None where it surely is another."""
    found = [_resemblance(row, ledger) for row in _namesakes(session, ledger)]
    likely = [one for one in found if one is not None]
    return max(likely, key=lambda one: (one.doubt is None, one.alike / max(1, one.of)), default=None)


def namesakes(session: Session, ledger: Ledger) -> tuple[str, ...]:
    """The ids of stored ledgers that have this one's title and nothing else of it: it is another, which is said."""
    return tuple(row.id for row in _namesakes(session, ledger) if _resemblance(row, ledger) is None)


def _namesakes(session: Session, ledger: Ledger) -> Iterator[LedgerRow]:
    """Those of the same title and year, or of the same number, unless another body issued them."""
    for row in ledgers.all_ledgers(session):
        if _differ(row.content.get("issuer"), ledger.issuer):
            continue
        numbered = bool(ledger.document_number) and _plain(row.document_number) == _plain(ledger.document_number)
        years = row.year is None or ledger.year is None or row.year == ledger.year
        if numbered or (years and row.title and _plain(row.title) == _plain(ledger.title)):
            yield row


def _resemblance(row: LedgerRow, ledger: Ledger) -> Resemblance | None:
    before = stored_ledger(row)
    changes = compare(before, ledger)
    alike = len(changes.same)
    of = max(len(before.tasks) + len(before.duties), len(ledger.tasks) + len(ledger.duties))
    is_alike = 2 * alike >= of
    other_number = _differ(row.document_number, ledger.document_number)
    if other_number and not alike:
        return None
    doubt = "number" if other_number else "unlike" if not is_alike else "year" if row.year != ledger.year else None
    return Resemblance(row.id, changes, alike, of, doubt)


def _differ(one: str | None, other: str | None) -> bool:
    """Whether both are known and not the same."""
    return bool(one) and bool(other) and _plain(one) != _plain(other)


def _plain(words: str | None) -> str:
    """Words without what is written one way here and another there: spaces, marks of titles, kinds of brackets."""
    return re.sub(r"[\s《》〈〉“”\"]+", "", unicodedata.normalize("NFKC", (words or "").translate(_BRACKETS)))
