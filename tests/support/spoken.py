"""What somebody says in a chat, by a verb and words, done as the chat does it."""

from collections.abc import Sequence
from datetime import datetime

from bot.conversation.usage import usage_of
from bot.errors import UsageError
from bot.plan.lifecycle import Verb
from bot.speech import Unclear, read
from bot.speech.verbs import NAMES
from bot.work.answers.deeds import Deed
from bot.work.answers.spoken import Spoken, do_spoken
from bot.work.duties.evidence import Evidence
from bot.work.office import Actor, Office


def act(
    office: Office,
    actor: Actor,
    verb: Verb,
    words: Sequence[str],
    now: datetime,
    evidence: Sequence[Evidence] = (),
) -> Deed:
    """The one move that the words ask for behind the verb's first name. Raises UsageError."""
    said = read([" ".join((NAMES[verb][0], *words))])
    assert not isinstance(said, Unclear)
    try:
        (deed,) = do_spoken(office, actor, Spoken(said, evidence=evidence), now)
    except UsageError as fault:
        raise usage_of(fault, said) from fault
    return deed
