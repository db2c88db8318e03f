"""A message is a person's: whoever stands for a unit when it goes is told of that unit's items, and of no others."""

from collections.abc import Mapping
from typing import Any

import pytest

from bot.channels.memory import MemoryChannel
from bot.errors import ChannelError
from bot.model import Message
from bot.plan.lifecycle import Verb
from bot.roster.roster import Roster
from bot.store import duties, outbox
from bot.work.duties.moves import Move, make_move
from bot.work.office import Office
from tests.support.office import CLERK, at, dispatched, due, ledger, task, tick, with_roster

UNITS = ("区财政局", "区教育局", "区司法局")
#: By the unit, its contacts' addresses, the first first.
Standing = Mapping[str, tuple[str, ...]]
SHARED: Standing = dict.fromkeys(UNITS, ("wang@example.org",))


def roster(standing: Standing) -> Roster:
    units: list[dict[str, Any]] = [
        {"name": name, "contact": [{"name": address[:2], "email": address} for address in addresses]}
        for name, addresses in standing.items()
    ]
    return Roster.model_validate({"unit": units, "coordinator": [{"name": "区政府办公室", "email": "o@example.org"}]})


def waiting(office: Office) -> Office:
    """All three units' dispatch waits for one person, since there is no channel."""
    here = with_roster(office, roster(SHARED))
    dispatched(here, ledger(*(task(str(n), due("2021-06-30"), units=(unit,)) for n, unit in enumerate(UNITS, 1))))
    tick(here, "2021-06-01T09:00", {})
    return here


def sent(office: Office, when: str, refused: tuple[str, ...] = ()) -> dict[str, set[str]]:
    """Address → the items of which somebody was told there."""
    memory = MemoryChannel("email")

    class Refusing(MemoryChannel):
        async def send(self, message: Message, address: str) -> Any:
            if address in refused:
                raise ChannelError("channels.bad_address", permanent=True, channel="email")
            return await memory.send(message, address)

    for _ in range(3):
        tick(office, when, {"email": Refusing("email")})
    found: dict[str, set[str]] = {}
    for message, address in memory.sent:
        if not message.subject.startswith(("【周报】", "【日报】")):
            told = {str(n) for n in range(1, 4) if f"第{n}项工作" in message.text}
            found.setdefault(address, set()).update(told)
    return found


def test_one_person_of_three_units_gets_one_message(office: Office) -> None:
    assert sent(waiting(office), "2021-06-01T10:00") == {"wang@example.org": {"1", "2", "3"}}


@pytest.mark.parametrize("moved", UNITS)
def test_who_takes_over_one_unit_gets_its_items_and_no_others(office: Office, moved: str) -> None:
    here = with_roster(waiting(office), roster({**SHARED, moved: ("li@example.org",)}))
    own = str(UNITS.index(moved) + 1)
    assert sent(here, "2021-06-01T10:00") == {"li@example.org": {own}, "wang@example.org": {"1", "2", "3"} - {own}}


def test_a_refused_mailbox_gives_each_unit_to_its_own_deputy(office: Office) -> None:
    deputies: dict[str, tuple[str, ...]] = {
        unit: ("wang@example.org", f"deputy{n}@example.org") for n, unit in enumerate(UNITS, 1)
    }
    here = with_roster(waiting(office), roster(deputies))
    got = sent(here, "2021-06-01T10:00", refused=("wang@example.org",))
    assert got == {f"deputy{n}@example.org": {str(n)} for n in range(1, 4)}


def test_a_unit_that_leaves_the_file_takes_no_others_reminders_with_it(office: Office) -> None:
    here = waiting(office)
    left = {unit: SHARED[unit] for unit in UNITS[1:]}
    gone = with_roster(here, roster(left))
    got = sent(gone, "2021-06-01T10:00")
    assert got["wang@example.org"] == {"2", "3"}
    assert sent(gone, "2021-06-16T09:00")["wang@example.org"] == {"2", "3"}


def test_an_urging_counts_when_it_has_arrived(office: Office) -> None:
    here = with_roster(office, roster(SHARED))
    dispatched(here, ledger(task("1", due("2021-06-30"))))
    tick(here, "2021-06-01T09:00")
    tick(here, "2021-07-01T09:00", {})
    tick(here, "2021-07-08T09:00", {})

    def counted() -> list[int]:
        with here.store.begin() as session:
            return [duty.urgings for duty in duties.duties(session)]

    assert counted() == [0]
    (told,) = [m for m in tick(here, "2021-07-08T10:00")[0] if m.subject.startswith("【催办】")]
    assert "第 1 次" in told.text
    assert counted() == [1]


def test_what_one_unit_closed_is_not_told_to_the_others_contact(office: Office) -> None:
    here = waiting(office)
    make_move(here, Move("1", Verb.CLOSED, unit="区财政局"), CLERK, at("2021-06-01T09:30"))
    assert sent(here, "2021-06-01T10:00") == {"wang@example.org": {"2", "3"}}
    with here.store.begin() as session:
        assert not outbox.messages_in(session, outbox.WAITING)
