"""`duban demo`: the main job on an invented district, from document to digest, on embedded defaults."""

import shutil
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

from bot.app.office import open_office
from bot.channels.file import FileChannel
from bot.cli.common import OPERATOR
from bot.cli.example_office import EXAMPLE, FIRST, example_environment
from bot.cli.ledger_view import show_ledger, show_questions
from bot.cli.standing_view import show_standing
from bot.cli.terminal import err, out, progress, say
from bot.files import make_private_folder
from bot.ledger.extraction import extract
from bot.messages import render
from bot.reading import read
from bot.resources import is_installed, shipped
from bot.texts import text
from bot.work.documents.dispatch import dispatch, preview
from bot.work.documents.intake import take_in
from bot.work.office import Office
from bot.work.rehearsal.demo import Seen, play
from bot.work.views.status import status

FOLDER = Path("var/demo")
LAST = date(2027, 2, 8)
DIGEST_DAY = date(2026, 11, 9)
#: A few messages of each kind are shown in full, the rest are counted.
IN_FULL = {"dispatch": 1, "reminder": 1, "urging": 2}


def run() -> None:
    if FOLDER.exists():
        shutil.rmtree(FOLDER)
    make_private_folder(FOLDER)
    office = open_office(example_environment("sqlite://"))  # nothing of it is worth a wait for the disk
    try:
        _run(office)
    finally:
        office.store.close()


def _run(office: Office) -> None:
    source = shipped(*EXAMPLE, "ledger.docx")
    out.rule(text("demo.reading"), align="left")
    ledger = extract(read(source), settings=office.reading)
    start = datetime.combine(FIRST, office.rules.policy.send_at, office.rules.zone)
    taken = take_in(office, ledger, source.name, start, OPERATOR)
    show_ledger(ledger)
    show_questions(ledger.questions, {})
    say("demo.defaults")
    out.rule(text("demo.dispatching"), align="left")
    found = preview(office, taken.ledger_id, start, defaults=True)
    say("cli.dispatch_preview", title=found.title, duties=found.duties, units=len(found.units), contacts=found.contacts)
    dispatch(office, taken.ledger_id, start, start, OPERATOR, defaults=True)
    out.rule(text("demo.year", first=FIRST, last=LAST), align="left")
    _show(office, *_play(office, start))


def _play(office: Office, start: datetime) -> tuple[list[Seen], list[str]]:
    """The year, a few messages shown on the way, and the digest of the week with a late task."""
    clock = {"now": start}
    mails = FileChannel(
        FOLDER / "mail", now=lambda: clock["now"], mail_from="督办 <duban@example.org>", is_forced=False
    )
    channels = {"email": mails}
    end = datetime.combine(LAST + timedelta(days=1), datetime.min.time(), office.rules.zone)
    left = dict(IN_FULL)
    seen: list[Seen] = []
    digest: list[str] = []
    with progress() as bar:
        task = bar.add_task(text("demo.clock"), total=(LAST - FIRST).days)

        def move_on(day: date) -> None:
            clock["now"] = datetime.combine(day, office.rules.policy.send_at, office.rules.zone)
            bar.update(task, completed=(day - FIRST).days, description=str(day))

        for event in play(office, channels, start, end, move_on):
            seen.append(event)
            _show_on_the_way(event, left, digest)
    return seen, digest


def _show_on_the_way(event: Seen, left: dict[str, int], digest: list[str]) -> None:
    """The first messages of a kind in full; the digest of the week in which something is late is kept for the end."""
    if event.message is None:
        return
    if event.kind == "digest" and event.at.date() == DIGEST_DAY:
        digest += [event.message.subject, event.message.text]
    if left.get(event.kind, 0):
        left[event.kind] -= 1
        err.print(f"\n── {event.at:%Y-%m-%d %H:%M} {event.message.subject}", style="bold", markup=False, soft_wrap=True)
        err.print(event.message.text, markup=False, soft_wrap=True)


def _show(office: Office, seen: list[Seen], digest: list[str]) -> None:
    kinds = Counter(event.kind for event in seen if event.message is not None)
    closed = [event.closed for event in seen if event.closed]
    out.rule(text("demo.digest", day=DIGEST_DAY), align="left")
    for words in digest:
        out.print(words, markup=False, soft_wrap=True)
    out.rule(text("demo.after"), align="left")
    end = datetime.combine(LAST, office.rules.policy.send_at, office.rules.zone)
    for standing in status(office, end, "overdue"):
        show_standing(standing)
    parts = text("demo.comma").join(
        text("demo.count", kind=text(f"demo.kind_{kind}"), n=n) for kind, n in kinds.most_common()
    )
    say("demo.sum", n=sum(kinds.values()), parts=parts, closed=len(closed))
    _write_index(seen)
    say("demo.files", folder=FOLDER / "mail", index=FOLDER / "index.html")
    if is_installed():
        say("demo.next", style="bold", board="duban demo --board", run="duban run", enter="")
    else:
        say("demo.next", style="bold", board="make board", run="make run", enter=text("demo.enter"))


def _write_index(seen: list[Seen]) -> None:
    """A page that lists the messages of the year, each a link."""
    sent = [event for event in seen if event.message is not None]
    (FOLDER / "index.html").write_text(render("demo.html", events=sent), encoding="utf-8")
