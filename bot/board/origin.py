"""Where a request comes from: a page of ours or elsewhere, by what the browser says and by the visit's token."""

import hmac
from urllib.parse import urlsplit

from starlette.requests import Request

from bot.board.call import Call, own_page
from bot.board.place import Place

#: Browsers that name the site a form comes from say one of these for our own pages and for typed addresses.
OURS = {"same-origin", "none"}


def is_from_here(request: Request, call: Call) -> bool:
    """Whether a form was sent by a page of ours, by what the browser says of its site."""
    site = request.headers.get("sec-fetch-site")
    if site is not None and site not in OURS:
        return False
    origin = request.headers.get("origin")
    if origin is not None and not _is_same(origin, request, call.place):
        return False
    # Signed in by a proxy's header, and nothing says where the form is from.
    return site is not None or origin is not None or call.visit is None or bool(call.cookie)


def is_of_this_visit(call: Call) -> bool:
    """Whether a form was written for this very visit: it brings its token back."""
    return not call.cookie or hmac.compare_digest(call.token, call.field("token"))


def _is_same(origin: str, request: Request, place: Place) -> bool:
    """An address on this machine may be called by any name that the browser used."""
    parts = urlsplit(origin)
    if f"{parts.scheme}://{parts.netloc}".lower() == place.origin:
        return True
    return parts.netloc.lower() == request.headers.get("host", "").lower() != ""


def came_from(request: Request, place: Place) -> str:
    """The page of ours that led here, empty where none did."""
    found = request.headers.get("referer", "")
    if not _is_same(found, request, place):
        return ""
    parts = urlsplit(found)
    path = parts.path.removeprefix(place.base)
    return own_page(f"{path}?{parts.query}" if parts.query else path, "")
