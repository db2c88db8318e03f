"""A move in words: read by `bot.speech`, done by `bot.work`, answered with what was done."""

from collections.abc import Sequence

from bot.conversation.answer import FETCH, Answer
from bot.conversation.choice import VERBS, choose_own
from bot.conversation.done import done_page
from bot.conversation.request import Request, page
from bot.conversation.strangers import invited
from bot.conversation.usage import usage_of
from bot.conversation.views import help_
from bot.errors import UsageError
from bot.roster.roster import CONTACT
from bot.speech import Errand, Said, Unclear, read
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
    said = read(request.said.lines)
    if isinstance(said, Unclear):
        if request.said.files:
            return request.answer(page(request, "file"))
        return request.answer(page(request, "unknown", nearest=said.nearest, role=request.known.role))
    if any(one.verb is Errand.HELP for one in said):
        return help_(request, [])
    missing = [file for file in request.said.files if file.content is None]
    if missing:
        for file in missing:
            check_size(request.office, file.name, file.size if file.size is not None else 1)
        return FETCH
    return _done(request, said)


def _done(request: Request, said: Sequence[Said]) -> Answer:
    evidence = [from_file(request.office, file.name, file.content or b"") for file in request.said.files]
    spoken = Spoken(tuple(said), chat=str(request.said.chat), about=request.said.about, evidence=tuple(evidence))
    try:
        deeds = do_spoken(request.office, request.known, spoken, request.now)
    except UsageError as fault:
        act = _BARE.get(str(said[0].verb)) if fault.key == "mailbox.no_numbers" and len(said) == 1 else None
        if act is not None and request.known.role == CONTACT and not said[0].words and not evidence:
            return choose_own(request, act)
        found = usage_of(fault, said)
        if found is not fault and evidence:
            return request.answer(page(request, "file"))
        raise found from fault
    return request.answer(done_page(request, deeds, evidence))
