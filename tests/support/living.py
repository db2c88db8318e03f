"""An office of three units that works by its commands, `duban tick` by `duban tick` (see `office_day`)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.commands import Ran
from tests.support.office_day import OfficeDay, Units, office_day
from tests.support.smtp import Mail

CONTACT, LEADER, OTHER, OFFICE = "cz@example.org", "czl@example.org", "jy@example.org", "gk@example.org"
UNITS: Units = {
    "区财政局": [("财政联络员", CONTACT), ("财政分管", LEADER, "leader")],
    "区教育局": [("教育联络员", OTHER)],
    "区司法局": [("司法联络员", "sf@example.org")],
}


@dataclass(frozen=True)
class Letter:
    """One mail: to whom, and its words; the subject without its reference."""

    to: str
    subject: str
    text: str


class Living:
    """An office in an empty folder; its ledger is called `works`."""

    def __init__(self, day: OfficeDay) -> None:
        self._day = day
        day.units(UNITS, [("区政府办公室", OFFICE)])
        self.policy = day.folder / "config" / "policy.toml"

    def run(self, *words: str, code: int | None = 0) -> Ran:
        """One command, which must end with this code; None: with any."""
        ran = self._day.run(*words)
        assert code is None or ran.code == code, (words, ran.out, ran.err)
        return ran

    def dispatch(self, day: str, *items: tuple[str, str], units: str = "区财政局") -> None:
        """Makes and dispatches a ledger of these items, each with its deadline's words."""
        for n, (words, deadline) in enumerate(items, 1):
            title = ("--title", "2026年工作要点") if n == 1 else ()
            now = ("--now", f"{day}T08:30+08:00")
            self.run("add", "works", "--text", words, "--deadline", deadline, "--units", units, *title, *now, code=None)
        self.run("dispatch", "works", "--on", day, "--yes", code=None)

    def tick(self, now: str) -> list[Letter]:
        """Plans and sends at this wall time of the office; gives what arrived, digests left out."""
        return [letter for letter in self.tick_all(now) if not letter.subject.startswith(("【周报】", "【日报】"))]

    def tick_all(self, now: str) -> list[Letter]:
        """The same with digests."""
        self.run("tick", "--now", f"{now}+08:00", code=None)
        return [_letter(mail) for mail in self._day.mails()]

    def mark(self, *words: str, now: str) -> Ran:
        """`duban mark` at this wall time."""
        return self.run("mark", *words, "--now", f"{now}+08:00")


def _letter(mail: Mail) -> Letter:
    plain = mail.parsed.get_body(("plain",))
    assert plain is not None
    return Letter(mail.recipients[0], str(mail.parsed["Subject"]).partition(" 〔D-")[0], plain.get_content())


@contextmanager
def living(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Living]:
    """An office without a ledger yet."""
    with office_day(folder, monkeypatch) as day:
        yield Living(day)
