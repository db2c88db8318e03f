"""A coordinator decides of one unit's part in the words at hand: just that part moves."""

from datetime import date
from itertools import product

import pytest

from bot.errors import UsageError
from bot.plan.duty import Duty, State
from bot.plan.lifecycle import Verb
from bot.roster.roster import CONTACT, COORDINATOR, Roster
from bot.speech import Unclear, read
from bot.store import duties
from bot.work.answers.cards import card_items
from bot.work.answers.spoken import Spoken, do_spoken
from bot.work.documents.archive import archive
from bot.work.duties.moves import Move, make_move
from bot.work.office import Actor, Office
from tests.support.office import CLERK, at, dispatched, due, ledger, office_in, task

NOW = at("2021-06-10T10:00")
UNITS = ("东县财政局", "西县财政局", "东县教育局", "东县司法局")
ROSTER = Roster.model_validate(
    {
        "unit": [{"name": name, "aliases": ["东财"] if name == UNITS[0] else []} for name in UNITS],
        "coordinator": [{"name": "东县政府办公室", "email": "gk@example.org"}],
    }
)
#: What names 东县教育局 among the units of an item; and what names no unit for certain.
EDUCATION, DOUBTFUL = ("东县教育局", "教育局", "县教育局"), ("财政局", "县财政局")
COORDINATOR_ = Actor("文书", COORDINATOR, "chat")


@pytest.fixture
def office() -> Office:
    made = office_in(roster=ROSTER)
    tasks = (task(n, due(day), units=UNITS[:3]) for n, day in (("1", "2021-06-30"), ("3", "2021-07-15")))
    dispatched(made, ledger(*tasks))
    for n, unit in product(("1", "3"), UNITS[:3]):
        contact = Actor("联络员", CONTACT, "chat", units=(unit,))
        make_move(made, Move(n, Verb.EXTENSION_REQUESTED, until=date(2021, 8, 1), note="待批复"), contact, NOW)
        make_move(made, Move(n, Verb.REPORTED, note="已办"), contact, NOW)
    return made


def stored(office: Office) -> dict[tuple[str, str], Duty]:
    with office.store.begin() as session:
        return {(duty.number, duty.unit): duty for duty in duties.duties(session)}


def changed(office: Office, line: str, actor: Actor = COORDINATOR_) -> dict[tuple[str, str], Duty]:
    """What stands otherwise once the line was said."""
    before = stored(office)
    said = read([line])
    assert not isinstance(said, Unclear), line
    do_spoken(office, actor, Spoken(said), NOW)
    return {part: duty for part, duty in stored(office).items() if duty != before.get(part)}


ORDERS = ["{v}{u}的{n}，缺章", "{v} {u} {n} 缺章", "{n}{v}{u}，缺章", "{n} {u} {v}：缺章", "{u}{n}{v}，缺章"]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(("name", "state"), [("核准", State.CLOSED), ("退回", State.RETURNED), ("通过", State.CLOSED)])
@pytest.mark.parametrize("unit", EDUCATION)
def test_just_that_part_moves(office: Office, order: str, name: str, state: State, unit: str) -> None:
    found = changed(office, order.format(v=name, u=unit, n="1"))
    assert {part: duty.state for part, duty in found.items()} == {("1", "东县教育局"): state}


@pytest.mark.parametrize("order", ORDERS)
def test_an_alias_names_one(office: Office, order: str) -> None:
    found = changed(office, order.format(v="核准", u="东财", n="1、3"))
    assert {part: duty.state for part, duty in found.items()} == {(n, UNITS[0]): State.CLOSED for n in ("1", "3")}


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("unit", [*DOUBTFUL, "民政局", "东县司法局", "材料"])
def test_an_end_of_several_units_or_of_none_is_asked(office: Office, order: str, unit: str) -> None:
    before = stored(office)
    said = read([order.format(v="核准", u=unit, n="1")])
    if isinstance(said, tuple):
        with pytest.raises(UsageError) as caught:
            do_spoken(office, COORDINATOR_, Spoken(said), NOW)
        assert UNITS[0] in str(caught.value)
    assert stored(office) == before


@pytest.mark.parametrize("line", ["改派1给{}", "把1改派给{}", "东财的1改派给{}", "改派东财的1给{}，工作调整"])
def test_an_item_goes_to_the_unit_named(office: Office, line: str) -> None:
    for_one = "东财" in line
    if not for_one:  # several have it: whose is asked
        with pytest.raises(UsageError):
            changed(office, line.format("司法局"))
        return
    found = changed(office, line.format("司法局"))
    assert {part: duty.state for part, duty in found.items()} == {
        ("1", UNITS[0]): State.WITHDRAWN,
        ("1", UNITS[3]): State.DISPATCHED,
    }


def test_to_whom_is_asked_where_an_end_fits_two(office: Office) -> None:
    with pytest.raises(UsageError, match="西县财政局"):
        changed(office, "改派东县教育局的1给财政局")


@pytest.mark.parametrize(
    ("line", "until"),
    [
        ("同意教育局1延期到7月20日", date(2021, 7, 20)),
        ("同意教育局的1延期", date(2021, 8, 1)),
        ("同意教育局1延期一个月", date(2021, 7, 30)),
        ("不同意教育局1延期", date(2021, 6, 30)),
    ],
)
def test_an_extension_is_decided_for_that_unit(office: Office, line: str, until: date) -> None:
    ((part, duty),) = changed(office, line).items()
    assert part == ("1", "东县教育局")
    assert duty.due == until
    assert duty.extension_until is None


@pytest.mark.parametrize("words", ["签收", "已办结 方案已印发", "核准", "延期一周，材料未齐"])
def test_nothing_of_an_archived_ledger_moves_by_an_answer_to_its_message(office: Office, words: str) -> None:
    items = card_items(stored(office).values())
    archive(office, "test-2021", NOW, CLERK, anyway=True)
    said, before = read([words]), stored(office)
    assert isinstance(said, tuple)
    with pytest.raises(UsageError, match="归档"):
        do_spoken(office, COORDINATOR_, Spoken(said, items=items), NOW)
    assert stored(office) == before
