"""What shows something and moves nothing, and the binding of a chat: each calls one function of `bot.work`."""

from dataclasses import replace
from functools import partial

from bot.conversation.answer import NOTHING, Answer, Reply, Slow
from bot.conversation.lists import figures_of, list_of
from bot.conversation.request import Request, fitting, page
from bot.conversation.standing_picture import picture_of
from bot.conversation.strangers import invited
from bot.messages.calendar_file import Entry, calendar_file
from bot.messages.channel_limits import fits_telegram, longest
from bot.messages.tidy import tidy_lines
from bot.plan.duty import ENDED
from bot.roster.roster import COORDINATOR
from bot.work.office import Actor
from bot.work.people.chat_links import links_for_chat
from bot.work.people.chat_settings import choose_topic
from bot.work.people.invitation import Who, bind, send_test
from bot.work.views import conversation
from bot.work.views.visible_duties import visible

#: What asks for a line each of all units, or sections.
BY_WORD = {"单位": "unit", "units": "unit", "章节": "section", "sections": "section"}
#: Units and deadlines of one task in one reply.
MOST_LINES = 12


def start(request: Request, words: list[str]) -> Answer:
    """Binds the chat that brings a code; without one, or with a spent one, says how things stand."""
    public = replace(request, aside=False)  # what a code brought about is the group's to read: it is bound by it
    if not words:
        outcome = "known" if request.actor else "asleep" if request.asleep else "greeting"
        return public.answer(page(request, "start", **_start_values(request, outcome)))
    said = request.said
    actor = bind(request.office, words[0], Who(said.chat, said.user, said.person), request.now)
    # A code that was taken just before the program was killed comes again: the chat is bound by then.
    outcome = "bound" if actor else "known" if request.actor else "no-code"
    if actor is not None:
        if said.topic:
            choose_topic(request.office, said.chat, said.topic)
        send_test(request.office, actor, said.chat, request.now)
    answer = public.answer(page(request, "start", **_start_values(request, outcome, actor)))
    return replace(answer, menu=actor.role) if actor is not None else answer


def _start_values(request: Request, outcome: str, actor: Actor | None = None) -> dict[str, object]:
    said = request.said
    group = "topic" if said.topic else "topics" if said.has_topics else ""
    send_at = f"{request.office.rules.policy.send_at:%H:%M}"
    return {"actor": actor or request.actor, "outcome": outcome, "group": group, "send_at": send_at}


def help_(request: Request, words: list[str]) -> Answer:  # noqa: ARG001 - as every command
    """What one may ask for."""
    return request.answer(page(request, "help", actor=request.actor))


@invited
def status(request: Request, words: list[str]) -> Answer:
    """`/status [unit|section|number|overdue|soon|open]`; “单位” and “章节” alone mean all of them."""
    by = BY_WORD.get(" ".join(words).casefold())
    if by is not None:
        return figures_of(request, by)
    answer = list_of(request, "status", " ".join(words))
    if words or request.known.role != COORDINATOR:
        return answer
    return replace(answer, slow=Slow(partial(picture_of, request), partial(_pictured, request)))


def _pictured(request: Request, picture: bytes) -> Answer:
    return Answer((Reply("", aside=request.aside, picture=picture),)) if picture else NOTHING


@invited
def mine(request: Request, words: list[str]) -> Answer:  # noqa: ARG001 - as every command
    """`/mine`."""
    return list_of(request, "mine", "")


@invited
def calendar(request: Request, words: list[str]) -> Answer:  # noqa: ARG001 - as every command
    """`/calendar`: the speaker's dates as a file that a calendar takes."""
    found = visible(request.office, request.known, request.now)
    entries = [
        Entry(one.duty.id, one.line) for one in found if one.line.due is not None and one.duty.state not in ENDED
    ]
    if not entries:
        return request.answer(page(request, "no_dates"))
    name = "、".join(request.known.units) or request.office.name
    content = calendar_file(entries, name, request.now)
    said = Reply(page(request, "dates", n=len(entries)), aside=request.aside)
    return Answer((said, Reply("", aside=request.aside, file=("duban.ics", content))))


@invited
def task(request: Request, words: list[str]) -> Answer:
    """`/task 26`: its words are cut before its lines are."""
    view = conversation.view(request.office, request.known, words, request.now)
    neat = replace(view, lines=tidy_lines(view.lines))

    def write(shown: int, rows: int) -> str:
        return page(request, "task", view=neat, shown=shown, rows=rows)

    rows = min(len(view.lines), MOST_LINES)
    whole = longest(lambda shown: write(shown, rows), len(view.words), fits_telegram, least=0)
    return request.answer(whole or fitting(lambda fewer: write(0, fewer), rows))


@invited
def board(request: Request, words: list[str]) -> Answer:  # noqa: ARG001 - as every command
    """`/board`: links to sign in by, for the speaker alone."""
    links = links_for_chat(request.office, request.said.user, request.known, request.now)
    aside = replace(request, aside=request.aside or not request.said.private)
    return aside.answer(page(request, "board", links=links))
