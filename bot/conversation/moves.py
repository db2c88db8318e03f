"""A move in words: read by `bot.speech`, done by `bot.work`, answered with what was done."""

from collections.abc import Sequence

from bot.conversation.answer import FETCH, Answer
from bot.conversation.choice import VERBS, choose_own
from bot.conversation.consenting import consented
from bot.conversation.done import done_page
from bot.conversation.request import Request, page
from bot.conversation.reviewing import review, review_of_unit
from bot.conversation.steps import Kept, begin
from bot.conversation.strangers import invited
from bot.conversation.unclear_words import own_meant, unclear
from bot.conversation.undoing import is_read, read_typed
from bot.conversation.usage import usage_of
from bot.conversation.views import help_
from bot.errors import UsageError
from bot.plan.lifecycle import MOVES, Verb
from bot.roster.roster import CONTACT, COORDINATOR, LEADER
from bot.speech import Errand, Said, Speech, Unclear, read
from bot.speech.consent import consent
from bot.speech.decision import decides
from bot.speech.nearest import nearest
from bot.speech.reminders import names_hour
from bot.speech.spans import is_rough
from bot.speech.verbs import NAMES
from bot.texts import text
from bot.work.answers.cards import Card
from bot.work.answers.spoken import Spoken, do_spoken
from bot.work.duties.evidence import check_size, from_file

#: What is asked which it is for where a contact says no number.
_BARE = {str(verb): act for act, verb in VERBS.items() if act not in {"all", "later"}}


@invited
def later(request: Request, words: list[str]) -> Answer:  # noqa: ARG001 - as every command
    """稍后提醒: of which, and when, is asked."""
    return choose_own(request, "later")


@invited
def move(request: Request, words: list[str]) -> Answer:  # noqa: ARG001 - as every command
    """What the lines ask for, all of it or nothing; to what is not understood the nearest that would be."""
    if request.said.voice:
        return request.answer(page(request, "voice"))
    said = _read(request)
    if isinstance(said, Unclear):
        if request.said.files:
            return request.answer(page(request, "file"))
        agreed = consent(request.said.words) if request.known.role == COORDINATOR else None
        return consented(request, agreed) if agreed is not None else unclear(request, said)
    if any(one.verb is Errand.HELP for one in said):
        return help_(request, [])
    if any(one.verb is Errand.LATER for one in said):
        return _later(request, said)
    if request.known.role == LEADER and is_read(request, said):
        return read_typed(request)
    missing = [file for file in request.said.files if file.content is None]
    if missing:
        for file in missing:
            check_size(request.office, file.name, file.size if file.size is not None else 1)
        return FETCH
    return _done(request, said)


def _later(request: Request, said: Sequence[Said]) -> Answer:
    """稍后提醒 of what was named, on the day that was; what of it was not is asked."""
    words = request.said.words.strip()
    one, kept = said[0], Kept(until=said[0].until, words=words if names_hour(words) else "")
    if len(said) > 1:
        return unclear(request, Unclear(request.said.words.strip()))
    if not one.numbers:
        return choose_own(request, "later", kept)
    found = own_meant(request, one.numbers)
    if not found:
        return unclear(request, Unclear(request.said.words.strip(), "", one.numbers))
    return begin(request, Card("", request.said.chat, "letter"), "later", found, kept)


def _read(request: Request) -> Speech:
    """What the lines say; of whoever decides nothing, words that may name a unit are no decision."""
    said = read(request.said.lines)
    if request.known.role == CONTACT and not isinstance(said, Unclear):
        decided = next((one for one in said if one.units and decides(one.verb)), None)
        if decided is not None:
            line = request.said.words.strip()
            return Unclear(line, nearest(line), decided.numbers)
    return said


def _done(request: Request, said: Sequence[Said]) -> Answer:
    evidence = [from_file(request.office, file.name, file.content or b"") for file in request.said.files]
    spoken = Spoken(tuple(said), chat=str(request.said.chat), about=request.said.about, evidence=tuple(evidence))
    try:
        deeds = do_spoken(request.office, request.known, spoken, request.now)
    except UsageError as fault:
        act = _BARE.get(str(said[0].verb)) if fault.key == "mailbox.no_numbers" and len(said) == 1 else None
        if act is not None and request.known.role == CONTACT and not evidence:
            return choose_own(request, act, _kept(said[0]))
        if fault.key == "mailbox.no_numbers" and request.known.role == COORDINATOR and len(said) == 1:
            return _reviewed(request, said[0])
        if not evidence and (asked := _asked_back(request, said, fault)) is not None:
            return asked
        verbs = [one.verb for one in said if isinstance(one.verb, Verb)]
        theirs = next((verb for verb in verbs if request.known.role not in MOVES[verb].by), None)
        if theirs is not None and request.known.role == CONTACT:
            raise UsageError("plan.not_yours", verb=text(f"plan.verb_{theirs}")) from fault
        found = usage_of(fault, said)
        if found is not fault and evidence:
            return request.answer(page(request, "file"))
        raise found from fault
    return request.answer(done_page(request, deeds, evidence))


def _reviewed(request: Request, said: Said) -> Answer:
    """What waits where a coordinator decides and says no number: of the unit that is named, or all of it."""
    if said.units or (said.words and said.verb is Verb.CLOSED):
        return review_of_unit(request, said)
    if said.words:
        raise UsageError("mailbox.no_numbers")
    return review(request, [])


def _kept(said: Said) -> Kept:
    """What was said besides the verb, for when it is known of what; a signature needs no words."""
    words = said.words if said.verb in {Verb.REPORTED, Verb.EXTENSION_REQUESTED, Verb.HANDED_BACK} else ""
    is_name = said.verb is Verb.HANDED_BACK and words in NAMES[Verb.HANDED_BACK]
    rough = said.verb is Verb.EXTENSION_REQUESTED and not (said.until or said.longer) and is_rough(words)
    return Kept(said.until, said.longer, "" if is_name or rough else words)


def _asked_back(request: Request, said: Sequence[Said], fault: UsageError) -> Answer | None:
    """What an extension with its numbers still lacks, its day or the reason, is asked for; None for anything else."""
    one = said[0]
    lacks = fault.key in {"work.asks_until", "work.needs_note"}
    if not lacks or len(said) > 1 or one.verb is not Verb.EXTENSION_REQUESTED or request.known.role != CONTACT:
        return None
    found = own_meant(request, one.numbers)
    if not found or len(found) != len(one.numbers):
        return None
    return begin(request, Card("", request.said.chat, "letter"), "extend", found, _kept(one))
