"""Signing in and out: by a link alone. An address changes nothing, the button of its page does."""

from datetime import timedelta

from starlette.responses import Response

from bot.board import feeds
from bot.board.call import COOKIE, LANGUAGE_COOKIE, Call, fault_page, own_page, page, see
from bot.board.own_unit import own_people
from bot.texts import LANGUAGES
from bot.work.people.links import look_at
from bot.work.people.visits import VISIT_FOR, ask_for_link, is_too_often, sign_in, sign_out, sign_out_everywhere

LANGUAGE_FOR = timedelta(days=365)


def ask(call: Call) -> Response:
    """Where one asks for a link by mail."""
    can_mail = call.office.settings.smtp_url is not None or call.office.settings.mail_folder is not None
    return page(
        call, "signin", sent="sent" in call.query, next=own_page(call.query.get("next", ""), ""), can_mail=can_mail
    )


def send(call: Call) -> Response:
    """Sends it to whom the units file names; whether it does is told to nobody."""
    if is_too_often(call.office, call.address, call.now):
        return fault_page(call, "often", 429)
    ask_for_link(call.office, call.field("email")[:200], call.now)
    return see(call, "/signin", sent=1)


def look(call: Call) -> Response:
    """What a link opens, and a button that goes on."""
    with call.office.store.look() as session:
        found = look_at(session, call.office, call.path["token"], call.now)
    if found is None:
        return page(call, "spent", 410)
    return page(call, "enter", found=found, token=call.path["token"])


def enter(call: Call) -> Response:
    """The button: from now on this browser is signed in."""
    found = sign_in(call.office, call.path["token"], call.now)
    if found is None:  # whoever has a link that opens is no guesser: a whole office may sign in by one address
        if is_too_often(call.office, call.address, call.now):
            return fault_page(call, "often", 429)
        return page(call, "spent", 410)
    if call.cookie:
        sign_out(call.office, call.cookie)  # whoever was signed in here before is not any more
    answer = see(call, "/")
    _keep(call, answer, COOKIE, found[0], VISIT_FOR)
    return answer


def leave(call: Call) -> Response:
    """Signs this browser out, or all of the person's."""
    if call.field("everywhere"):
        sign_out_everywhere(call.office, call.known, call.now)
    elif call.cookie:
        sign_out(call.office, call.cookie)
    answer = see(call, "/signin")
    answer.delete_cookie(COOKIE, path=call.place.base or "/")
    return answer


def speak(call: Call) -> Response:
    """From now on this browser is answered in another language; messages stay in the office's."""
    answer = see(call, own_page(call.field("back")))
    chosen = call.field("language")
    if chosen in LANGUAGES:
        _keep(call, answer, LANGUAGE_COOKIE, chosen, LANGUAGE_FOR)
    return answer


def _keep(call: Call, answer: Response, name: str, value: str, span: timedelta) -> None:
    """A cookie for this board alone, which no script reads and no other site's form sends."""
    answer.set_cookie(
        name,
        value,
        max_age=int(span.total_seconds()),
        path=call.place.base or "/",
        secure=call.place.secure,
        httponly=True,
        samesite="lax",
    )


def me(call: Call) -> Response:
    """Who is signed in here, and the ways out."""
    return page(call, "me", **feeds.own(call), **own_people(call))
