"""An office that works by its commands alone, `duban tick` by `duban tick`, its mails taken by a real mail server."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.commands import Ran, duban, empty_place
from tests.support.running import Running, running
from tests.support.smtp import Mail, MailServer, smtp_server

UNITS = """
[[unit]]
name = "区财政局"
[[unit.contact]]
name = "财政联络员"
email = "cz@example.org"
[[unit.contact]]
role = "leader"
name = "财政分管"
email = "czl@example.org"

[[unit]]
name = "区教育局"
[[unit.contact]]
name = "教育联络员"
email = "jy@example.org"

[[unit]]
name = "区司法局"
[[unit.contact]]
name = "司法联络员"
email = "sf@example.org"

[[coordinator]]
name = "区政府办公室"
email = "gk@example.org"
"""
CONTACT, LEADER, OTHER, OFFICE = "cz@example.org", "czl@example.org", "jy@example.org", "gk@example.org"


@dataclass(frozen=True)
class Letter:
    """One mail: to whom, and its words; the subject without its reference."""

    to: str
    subject: str
    text: str


class Living:
    """An office in an empty folder; its ledger is called `works`."""

    def __init__(self, place: Path, monkeypatch: pytest.MonkeyPatch, box: Running[MailServer]) -> None:
        self._monkeypatch, self._box, self._read = monkeypatch, box, 0
        (place / "config").mkdir()
        (place / "config" / "units.toml").write_text(UNITS, encoding="utf-8")
        monkeypatch.setenv("DUBAN_SMTP_URL", f"smtp://127.0.0.1:{box.server.port}?starttls=never")
        monkeypatch.setenv("DUBAN_MAIL_FROM", "duban@example.org")
        self.policy = place / "config" / "policy.toml"

    def run(self, *words: str, code: int | None = 0) -> Ran:
        """One command, which must end with this code; None: with any."""
        ran = duban(self._monkeypatch, *words)
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
        return [letter for letter in self.tick_all(now) if not letter.subject.startswith("【周报】")]

    def tick_all(self, now: str) -> list[Letter]:
        """The same with digests."""
        self.run("tick", "--now", f"{now}+08:00", code=None)
        new = self._box.server.mails[self._read :]
        self._read += len(new)
        return [_letter(mail) for mail in new]

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
    place = empty_place(folder, monkeypatch)
    with running(smtp_server) as box:
        yield Living(place, monkeypatch, box)
