"""Photographs of a document's pages that a coordinator sends: gathered on a card, then read as one document."""

from dataclasses import replace

from bot.conversation.answer import FETCH, Answer, Reply
from bot.conversation.documents import read_document
from bot.conversation.request import Request, page
from bot.messages.buttons import CARD, button
from bot.reading.pictures import is_picture_name
from bot.reading.recognition import bundle, is_installed
from bot.roster.roster import COORDINATOR
from bot.work.answers.cards import Card, asked, cards_of_kind, change_card, new_card
from bot.work.duties.evidence import folder, from_file, keep

#: The card on which pages wait to be read.
GATHERING = "pages"


def is_photograph(request: Request) -> bool:
    """Whether a coordinator sends a picture without a word, in private, and nothing was asked that it may answer."""
    actor, said = request.actor, request.said
    if actor is None or actor.role != COORDINATOR or not said.private or said.words.strip() or len(said.files) != 1:
        return False
    if not is_picture_name(said.files[0].name) or not is_installed():
        return False
    return asked(request.office, said.chat, said.user, request.now) is None


def take_photograph(request: Request) -> Answer:
    """Keeps the picture as the next page; the card says how many there are, and has the button that reads them."""
    file = request.said.files[0]
    if file.content is None:
        return FETCH
    kept = from_file(request.office, file.name, file.content)
    keep(request.office, kept, request.now)
    card = _open_card(request) or new_card(
        request.office, Card("", request.said.chat, GATHERING, content={"pages": []}), request.now
    )
    pages = [*card.content["pages"], kept.name]
    card = change_card(request.office, replace(card, content={"pages": pages}))
    rows = ((button("read_pages", CARD, card.id, "read", n=len(pages)),), (button("cancel", CARD, card.id, "cancel"),))
    return Answer((Reply(page(request, "pages", n=len(pages)), rows, card.message, card.id),))


def _open_card(request: Request) -> Card | None:
    """The card of this chat on which pages are gathered now."""
    found = [card for card in cards_of_kind(request.office, GATHERING) if card.chat == request.said.chat]
    return found[-1] if found else None


def on_photographs(request: Request, card: Card, act: str) -> Answer:
    """All pages are there, or they are no document."""
    change_card(request.office, replace(card, kind="over", content={}))
    if act != "read":
        return Answer((Reply(page(request, "cancelled"), (), card.message),))
    files = folder(request.office)
    pages = [(name, content) for name in card.content["pages"] if (content := files.get(name)) is not None]
    name = f"photos-{request.office.today(request.now):%Y%m%d}"
    if len(pages) == 1:
        return read_document(request, f"{name}.{pages[0][0].rpartition('.')[2]}", pages[0][1])
    return read_document(request, f"{name}.zip", bundle(pages))
