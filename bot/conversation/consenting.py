"""同意, 不同意: decided where just one thing waits, or the answer is to its card; of several it is asked which."""

from dataclasses import replace

from bot.conversation.answer import Answer, Reply
from bot.conversation.doing import begun, carry_out
from bot.conversation.request import Request, page
from bot.conversation.reviewing import A_PAGE, ASKED, AT_ONCE, review_card
from bot.conversation.steps import ask_for
from bot.plan.duty import Duty
from bot.plan.lifecycle import Verb
from bot.speech import Said
from bot.speech.consent import Consent
from bot.work.answers.cards import Card, card_items
from bot.work.answers.waiting_cards import told_of, waiting
from bot.work.duties.submissions import Submission

#: What is handed in, and the act by which one agrees to it or does not; None: what is to become of it is asked.
ACTS: dict[Verb, tuple[str | None, str]] = {
    Verb.REPORTED: ("approve", "back"),
    Verb.EXTENSION_REQUESTED: ("grant", "refuse"),
    Verb.HANDED_BACK: (None, "keep"),
}
_LETTER = "letter"


def consented(request: Request, said: Consent) -> Answer:
    """What was agreed to, or not; which it is, where several things wait or the words leave a doubt."""
    about = told_of(request.office, request.said.chat, request.said.about) if request.said.about else ()
    found = [one for one in (_part(one, said, {item.duty for item in about}) for one in waiting(request.office)) if one]
    if not found:
        return request.answer(page(request, "none_to_review"))
    waits = {duty.number for one in found for duty in one.duties}
    is_sure = said.is_sure and len(found) == 1 and waits.issuperset(said.numbers)
    act = ACTS[found[0].verb][0 if said.agreed else 1] if is_sure else None
    if act is None:
        heading = Reply(page(request, "which_waits", n=len(found)), aside=request.aside)
        return Answer((heading, *(review_card(request, one) for one in found[:A_PAGE])))
    return _decided(request, found[0], act, said.words)


def _part(one: Submission, said: Consent, about: set[int]) -> Submission | None:
    """Of what waits the part that is spoken of."""
    duties = tuple(duty for duty in one.duties if _is_meant(duty, said, about))
    return replace(one, duties=duties) if duties else None


def _is_meant(duty: Duty, said: Consent, about: set[int]) -> bool:
    return (not about or duty.id in about) and (not said.numbers or duty.number in said.numbers)


def _decided(request: Request, one: Submission, act: str, words: str) -> Answer:
    origin, items = Card("", request.said.chat, _LETTER), card_items(one.duties)
    if act in ASKED and not words:
        return ask_for(request, begun(request, origin, "ask", items, act=act), ASKED[act])
    verb = AT_ONCE.get(act, Verb.SENT_BACK)
    return carry_out(request, begun(request, origin, "doing", items), Said(verb, words=words))
