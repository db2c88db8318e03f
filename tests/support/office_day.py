"""A whole office at the command line: a folder, a units file, ledgers as files, and a real mail server on a socket.

Nothing of the program is called but its commands; what an office would see is what came over the wire.
"""

import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import docx
import pytest

from tests.support.commands import Ran, duban, empty_place
from tests.support.running import Running, running
from tests.support.smtp import Mail, MailServer, smtp_server

#: A unit of the file: its name → (name, address) of each contact, or (name, address, role).
Units = Mapping[str, Sequence[tuple[str, ...]]]
#: A row of a ledger: number, task, units, deadline.
Row = tuple[str, str, str, str]
COORDINATOR = ("督查室", "dc@example.org")


class OfficeDay:
    """`at` is the office's clock: every command runs at it. `mails` are those that arrived since the last look."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, box: Running[MailServer]) -> None:
        self.folder, self._patch, self._box = folder, monkeypatch, box
        self.at = "2021-06-01T09:00+08:00"
        self._seen = 0

    @property
    def server(self) -> MailServer:
        """The mail server, for faults and refusals."""
        return self._box.server

    def units(self, units: Units, coordinators: Iterable[tuple[str, str]] = (COORDINATOR,), more: str = "") -> None:
        """Writes config/units.toml anew."""
        lines = []
        for name, contacts in units.items():
            lines.append(f'[[unit]]\nname = "{name}"')
            for person, address, *role in contacts:
                said = f'role = "{role[0]}"\n' if role else ""
                lines.append(f'[[unit.contact]]\n{said}name = "{person}"\nemail = "{address}"')
        lines += [f'[[coordinator]]\nname = "{name}"\nemail = "{address}"' for name, address in coordinators]
        path = self.folder / "config" / "units.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join([*lines, more]) + "\n", encoding="utf-8")

    def setting(self, file: str, words: str) -> None:
        """Writes one file of config/."""
        (self.folder / "config" / file).write_text(words, encoding="utf-8")

    def ledger(self, file: str, title: str, rows: Iterable[Row], issued: str = "2021年5月20日") -> Path:
        """A table as offices keep it, on a page of its own: title, rows, the day it was issued."""
        head = "<tr><th>序号</th><th>工作任务</th><th>责任单位</th><th>完成时限</th></tr>"
        body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
        page = f"<html><body><h1>{title}</h1><p>{issued}</p><table>{head}{body}</table></body></html>"
        path = self.folder / file
        path.write_text(page, encoding="utf-8")
        return path

    def run(self, *words: str) -> Ran:
        """One command, at `at` where it takes an instant."""
        return duban(self._patch, *words)

    def do(self, *words: str) -> Ran:
        """A command that must succeed, at `at`."""
        done = self.run(*words, "--now", self.at)
        assert done.code in {0, 1}, (words, done.out, done.err)
        return done

    def dispatched(self, file: str, title: str, rows: Iterable[Row], on: str = "2021-06-01") -> str:
        """Imports and dispatches; gives the ledger's id."""
        before = self.ids()
        self.do("import", str(self.ledger(file, title, rows)))
        (made,) = self.ids() - before
        self.do("dispatch", made, "--yes", "--on", on)
        return made

    def ids(self) -> set[str]:
        done = self.run("ledgers", "--json")
        return {row["id"] for row in json.loads(done.out)} if done.code == 0 and done.out.strip() else set()

    def tick(self, at: str = "") -> list[Mail]:
        """The clock put to `at`, one wake-up, and the mails that came of it."""
        if at:
            self.at = at if "T" in at else f"{at}T09:00+08:00"
        self.do("tick")
        return self.mails()

    def mails(self) -> list[Mail]:
        """What arrived since the last look."""
        new = self.server.mails[self._seen :]
        self._seen = len(self.server.mails)
        return new


@contextmanager
def office_day(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OfficeDay]:
    """An office in `folder` whose mail goes to a server of its own."""
    empty_place(folder, monkeypatch)
    with running(smtp_server) as box:
        monkeypatch.setenv("DUBAN_SMTP_URL", f"smtp://127.0.0.1:{box.server.port}?starttls=never")
        monkeypatch.setenv("DUBAN_MAIL_FROM", "duban@example.org")
        yield OfficeDay(folder, monkeypatch, box)


def words(mail: Mail) -> str:
    """Subject and plain text."""
    plain = mail.parsed.get_body(("plain",))
    return f"{mail.parsed['Subject']}\n{plain.get_content() if plain is not None else ''}"


def drafts_of(mail: Mail) -> str:
    """The words of the Word files that are attached to it."""
    found = (part for part in mail.parsed.iter_attachments() if str(part.get_filename()).endswith(".docx"))
    files = (part.get_payload(decode=True) for part in found)
    documents = (docx.Document(io.BytesIO(data)) for data in files if isinstance(data, bytes))
    return "\n".join(paragraph.text for document in documents for paragraph in document.paragraphs)


def to(mails: Iterable[Mail], address: str) -> str:
    """All that `address` got, as it reads."""
    return "\n".join(words(mail) for mail in mails if address in mail.recipients)
