"""The next of a series, when the last day of the one before has passed."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.plan.duty import Duty
from bot.plan.moves import goes_on, rolled_on
from bot.store import duties
from bot.work.duties.assignment import next_occurrence
from bot.work.office import Office


def renew(session: Session, office: Office, ids: Sequence[int], now: datetime, told_now: Collection[int]) -> int:
    """Makes the next occurrences, to be looked at in the next round of this same tick; gives how many have ended.

    What is owed every day and has no report goes on as the same duty: one of them is open, those before are counted.

    `told_now`: of these the units hear in this very tick for the first time.
    """
    made: list[tuple[Duty, Duty]] = []
    for duty in duties.get_duties(session, ids).values():
        last = duty.original_due or duty.due
        if last is not None and (twin := next_occurrence(duty, last, office.rules.calendar)):
            # At the day's sending hour: what comes up early in the morning is no message beside that of the hour.
            made.append((duty, twin._replace(next_at=max(now, office.rules.at(office.today(now))))))
    known = duties.known_keys(session, (twin for _, twin in made))
    rolled = {duty.id: (duty, twin) for duty, twin in made if goes_on(duty) and duties.key_of(twin) not in known}
    for duty, twin in rolled.values():
        duties.save(session, duty, rolled_on(duty, twin, office.rules, is_new=duty.id in told_now))
    duties.add(session, (twin for duty, twin in made if duty.id not in rolled and duties.key_of(twin) not in known))
    duties.set_renewed(session, [one for one in ids if one not in rolled])
    return len(ids)
