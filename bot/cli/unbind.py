"""`duban unbind CHAT`: ends what a chat is bound for."""

from datetime import datetime

from bot.cli.common import OPERATOR, office_at
from bot.cli.terminal import say
from bot.work.people.access import whom
from bot.work.people.life import unbind


def run(chat: str, now: datetime | None) -> None:
    with office_at(now) as (office, instant):
        ended = unbind(office, chat, OPERATOR, instant)
    for bound in ended:
        say("cli.unbound", whom=whom(bound.role, bound.name), person=bound.person, chat=bound.chat)
