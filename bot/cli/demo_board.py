"""`duban demo --board`: the pages on the invented district in the middle of its year, until stopped."""

import os
import shutil
from datetime import date, datetime, timedelta
from pathlib import Path

from bot.app.live import LiveOffice
from bot.app.logs import set_up_logging
from bot.app.office import open_office
from bot.board.place import place_of
from bot.board.server import open_door
from bot.channels.file import FileChannel
from bot.cli.common import OPERATOR
from bot.cli.example_office import EXAMPLE, FIRST
from bot.cli.run import run_until_stopped, running_from
from bot.cli.terminal import out, progress, say
from bot.files import make_private_folder
from bot.ledger.extraction import extract
from bot.plan.lifecycle import Verb
from bot.reading import read
from bot.resources import shipped
from bot.roster.roster import CONTACT, COORDINATOR
from bot.texts import language, text
from bot.work.documents.dispatch import dispatch
from bot.work.documents.intake import take_in
from bot.work.documents.original import as_original
from bot.work.duties.moves import Move, make_move
from bot.work.office import Actor, Office
from bot.work.people.links import make_link
from bot.work.people.person import Claim
from bot.work.rehearsal.demo import LATE_UNIT, play

FOLDER = Path("var/board")
DAY = date(2026, 6, 10)
LISTEN = "127.0.0.1:8080"
UNIT, OTHER = "区财政局", "区教育局"
#: What waits for the coordinator on that day: number, unit, verb, note, until.
WAITING = (
    ("4", UNIT, Verb.REPORTED, "决算已在门户网站公开", None),
    ("4", OTHER, Verb.REPORTED, "已公开", None),
    ("9", LATE_UNIT, Verb.EXTENSION_REQUESTED, "系统升级尚未验收", date(2026, 11, 20)),
)


def run() -> None:
    if FOLDER.exists():
        shutil.rmtree(FOLDER)
    make_private_folder(FOLDER)
    shutil.copytree(shipped(*EXAMPLE, "config"), FOLDER / "config")
    environ = _environment()
    office = open_office(environ)
    now = datetime.combine(DAY, office.rules.policy.send_at, office.rules.zone) + timedelta(minutes=10)
    try:
        open_door(place_of(office.settings)).close()  # a port that is taken is said before the months are played
        _play(office, now)
        set_up_logging(office.settings)
        say("demo.board", style="bold", url=office.settings.board_url)
        _show_links(office, now)
        run_until_stopped(LiveOffice(office, environ), running_from(now), ["clock", "courier", "board"])
    finally:
        office.store.close()


def _environment() -> dict[str, str]:
    listen = os.environ.get("DUBAN_BOARD_LISTEN") or LISTEN
    return {
        "DUBAN_CONFIG": str(FOLDER / "config"),
        "DUBAN_DATABASE_URL": f"sqlite:///{FOLDER / 'duban.db'}",
        "DUBAN_LANGUAGE": os.environ.get("DUBAN_LANGUAGE") or language(),
        "DUBAN_MAIL_FOLDER": str(FOLDER / "mail"),
        "DUBAN_BOARD_LISTEN": listen,
        "DUBAN_BOARD_URL": os.environ.get("DUBAN_BOARD_URL") or f"http://{listen}",
        "DUBAN_METRICS_PORT": "0",
    }


def _play(office: Office, end: datetime) -> None:
    """The first months under a fast clock, and then what units have just said."""
    source = shipped(*EXAMPLE, "ledger.docx")
    start = datetime.combine(FIRST, office.rules.policy.send_at, office.rules.zone)
    ledger, file = extract(read(source), settings=office.reading), as_original(office, source.name, source.read_bytes())
    taken = take_in(office, ledger, source.name, start, OPERATOR, original=file)
    dispatch(office, taken.ledger_id, start, start, OPERATOR, defaults=True)
    mails = FileChannel(FOLDER / "mail", now=lambda: end, mail_from=office.settings.mail_from, is_forced=False)
    channels = {"email": mails}
    with progress() as bar:
        task = bar.add_task(text("demo.clock"), total=(DAY - FIRST).days)
        for _ in play(office, channels, start, end, lambda day: bar.update(task, completed=(day - FIRST).days)):
            pass
    for number, unit, verb, note, until in WAITING:
        make_move(office, Move(number, verb, unit=unit, note=note, until=until), Actor(unit, COORDINATOR, "demo"), end)


def _show_links(office: Office, now: datetime) -> None:
    whom = (Claim(COORDINATOR, office.name), Claim(CONTACT, UNIT), Claim("leader", UNIT))
    for claim in whom:
        token = make_link(office, claim, now, OPERATOR)
        say("demo.board_as", name=claim.name, role=text(f"board.role_{claim.role}"))
        out.print(f"  {office.settings.board_url}/in/{token}", markup=False, soft_wrap=True)
