"""The invented district as an office of its own: its settings, its ledger taken in and dispatched."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from tempfile import TemporaryDirectory

from bot.app.office import open_office
from bot.cli.common import OPERATOR
from bot.ledger.extraction import extract
from bot.reading import read
from bot.resources import shipped
from bot.texts import language
from bot.work.documents.dispatch import dispatch
from bot.work.documents.intake import take_in
from bot.work.office import Office

EXAMPLE = ("examples", "qingyu")
FIRST = date(2026, 2, 10)


def example_environment(database: str) -> dict[str, str]:
    """The example's own settings over this database, whatever the environment says."""
    return {
        "DUBAN_CONFIG": str(shipped(*EXAMPLE, "config")),
        "DUBAN_DATABASE_URL": database,
        "DUBAN_LANGUAGE": language(),
    }


@contextmanager
def example_office() -> Iterator[Office]:
    """The district on the day of its dispatch, in a folder of its own that is gone afterwards."""
    with TemporaryDirectory() as folder:
        office = open_office(example_environment(f"sqlite:///{folder}/duban.db"))
        try:
            start = datetime.combine(FIRST, office.rules.policy.send_at, office.rules.zone)
            source = shipped(*EXAMPLE, "ledger.docx")
            taken = take_in(office, extract(read(source), settings=office.reading), source.name, start, OPERATOR)
            dispatch(office, taken.ledger_id, start, start, OPERATOR, defaults=True)
            yield office
        finally:
            office.store.close()
