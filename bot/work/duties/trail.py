"""A duty's next state written with a line in the trail: nothing changes without one."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.plan.duty import Duty
from bot.plan.lifecycle import Verb
from bot.store import duties
from bot.store.store import record
from bot.store.trail_values import changes_to_json
from bot.texts import text, text_or
from bot.work.office import Actor


def change(session: Session, actor: Actor, now: datetime, verb: str, duty: Duty, then: Duty, **facts: object) -> Duty:
    """Stores what `verb` made of a duty, and gives it. `facts` as of `record`: note, evidence, effective_on, move."""
    changes = changes_to_json(duties.save(session, duty, then))
    record(
        session,
        actor,
        now,
        verb,
        ledger_id=then.ledger_id,
        duty_id=then.id,
        **{"before": duty.state, "after": then.state, "changes": changes, **facts},
    )
    return then


def step_words(verb: str) -> str:
    """What a line of the trail says was done, in the language set; a verb without words as it is."""
    return text(f"plan.verb_{verb}") if verb in set(Verb) else text_or(f"cli.did_{verb}", verb)
