"""`duban link`: a one-time address by which somebody signs in at the board."""

from datetime import datetime

from bot.board.place import place_of
from bot.cli.common import OPERATOR, office_at
from bot.cli.terminal import out, print_json, say
from bot.errors import UsageError
from bot.roster.roster import COORDINATOR
from bot.work.people.links import make_link
from bot.work.people.person import Claim


def run(
    coordinator: str | None, unit: str | None, role: str, person: str | None, as_json: bool, now: datetime | None
) -> None:
    name = coordinator or unit
    if name is None or (unit and coordinator):
        raise UsageError("cli.link_whom")
    with office_at(now) as (office, instant):
        token = make_link(office, Claim(COORDINATOR if coordinator else role, name, person), instant, OPERATOR)
        url = f"{place_of(office.settings).url}/in/{token}"
        if as_json:
            print_json({"url": url, "name": name})
            return
        out.print(url, markup=False, soft_wrap=True)
        say("cli.link_made", name=name)
        if office.settings.board_url is None:
            say("cli.link_no_board", style="yellow")
