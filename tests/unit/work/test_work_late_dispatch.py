"""What is dispatched after its last day: no figure of it contradicts another while its units have their short term."""

from datetime import date, timedelta

import pytest

from bot.plan.lifecycle import Verb
from bot.plan.lights import Light
from bot.work.duties.moves import Move, make_move
from bot.work.export.rows import exported
from bot.work.letters.digest import digest_letter
from bot.work.office import Office
from bot.work.views.status import status_page
from tests.support.office import CLERK, at, dispatched, due, ledger, task, tick

BOTH = ("区教育局", "区司法局")


@pytest.mark.parametrize("days", range(9))
def test_the_digest_counts_as_the_status_and_the_export_do(office: Office, days: int) -> None:
    dispatched(office, ledger(task("1", due("2021-05-20"), lead="区财政局", units=BOTH), task("2", due("2021-06-30"))))
    tick(office, "2021-06-01T09:00")
    make_move(office, Move("1", Verb.REPORTED, "区教育局"), CLERK, at("2021-06-01T10:00"))
    now = at("2021-06-01T11:00") + timedelta(days=days)
    shown = {str(light): n for light, n in status_page(office, now, None).standings[0].counts.items() if n}
    with office.store.begin() as session:
        letter = digest_letter(session, office, "办公室", date(2021, 5, 31), now)
    assert {name: n for name, n in letter.figures[0].counts.items() if n} == shown
    rows = [str(row.light) for row in exported(office, "test-2021", now).rows]
    assert {name: rows.count(name) for name in set(rows)} == shown


def test_the_lead_reads_of_the_others_what_their_own_letters_say(office: Office) -> None:
    dispatched(office, ledger(task("1", due("2021-05-20"), lead="区财政局", units=BOTH)))
    sent = tick(office, "2021-06-01T09:00")[0]
    (lead,) = [message.text for message in sent if message.subject.startswith("【交办】区财政局")]
    assert "其他单位：临期 2 家" in lead
    assert "逾期" not in lead
    assert Light.OVERDUE not in status_page(office, at("2021-06-01T10:00"), None).standings[0].counts
