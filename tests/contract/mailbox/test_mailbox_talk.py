"""The corpus of talk in mails: whatever is written in answer to ours, nothing is done that was not meant."""

from dataclasses import replace
from functools import cache

import pytest

from bot.model import Audience, Item, Message, NoticeKind
from bot.roster.roster import CONTACT, COORDINATOR
from bot.store import duties, outbox
from bot.store.new_messages import alone, new_message
from bot.work.office import Office
from bot.work.outgoing.reviews import REVIEW
from tests.support.correspondence import Correspondence
from tests.support.office import at
from tests.support.talk_lines import (
    CONTACT_NAME,
    NOW,
    OFFICE,
    UNITS,
    Spoken,
    deeds_since,
    last_event,
    office_at_work,
    talk_lines,
)

LINES = list(talk_lines("mail.tsv"))
#: Mails of which just what is meant is done; in answer to the others it is asked.
RIGHT = 45

ready = cache(office_at_work)


def letter(office: Office, line: Spoken) -> tuple[Message, str]:
    """A mail of ours about just these items, and whom it went to."""
    decides = line.who == COORDINATOR
    with office.store.begin() as session:
        found = [duty for duty in duties.duties(session) if duty.number in line.about and line.unit in {"", duty.unit}]
        kind, reader = (
            (NoticeKind.DECISION, Audience.COORDINATOR) if decides else (NoticeKind.REMINDER, Audience.CONTACT)
        )
        rung = REVIEW if decides else "T-1"
        items = tuple(Item(duty.id, duty.unit, rung, kind, reader, number=duty.number) for duty in found)
        to, address = (OFFICE, "gk@example.org") if decides else (line.unit, f"c{UNITS.index(line.unit)}@example.org")
        kind_of_letter, role = ("review", COORDINATOR) if decides else ("reminder", CONTACT)
        about = {"kind": kind_of_letter, "to": to, "role": role, "contact": CONTACT_NAME, "items": items}
        row = new_message(at(NOW), **about, **alone("email", address))  # type: ignore[arg-type]  # of one type each
        outbox.add(session, [row])
    return Message(row["id"], "督办提醒", ""), address


@cache
def done(line: Spoken) -> frozenset[str]:
    base = ready(line.state)
    office = replace(base, store=base.store.copy())
    post, (message, address) = Correspondence(office), letter(office, line)
    since = last_event(office)
    headers = {"Auto_Submitted": "auto-replied"} if line.is_automatic else {}
    post.answer(address, line.words, message, **headers)  # type: ignore[arg-type]
    post.fetch(NOW)
    return deeds_since(office, since)


@pytest.mark.parametrize("line", LINES, ids=[f"{at_}" for at_ in range(len(LINES))])
def test_nothing_is_done_that_was_not_meant(line: Spoken) -> None:
    assert done(line) in {line.deeds, frozenset()}, line.words


def test_most_is_understood() -> None:
    assert sum(done(line) == line.deeds for line in LINES) >= RIGHT
