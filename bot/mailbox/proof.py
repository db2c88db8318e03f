"""Whether one's own mail server found the sender's address to be his (RFC 8601). Other servers' word is not heard."""

from collections.abc import Collection
from email.message import Message

from authres import AuthenticationResultsHeader
from authres.core import AuthResError

from bot.mailbox.answer import Proof
from bot.mailbox.decode import headers

#: Domains below which offices register: gov.cn is nobody's own.
_PUBLIC_SECOND = {"gov", "com", "org", "net", "edu", "ac", "mil"}
_NAME = "Authentication-Results"


def proof_of(mail: Message, sender: str, servers: Collection[str], *, required: bool) -> Proof:
    """The verdict on `sender` by those headers that one of `servers` wrote.

    `servers`: ids of one's own, each with what lies below its domain. A header with such an id counts only above all
    that others wrote, as a server writes on top; a sender could have written the rest himself. `required`: the servers
    are known to write one on every mail, so that none means that the mail did not come by them.
    """
    domain = sender.rpartition("@")[2]
    for found in filter(None, map(_parsed, headers(mail, _NAME))):
        server = (found.authserv_id or "").lower().rstrip(".")
        if not any(_is_within(server, own) for own in servers):
            break
        return Proof.PASS if any(_proves(result, domain) for result in found.results) else Proof.FAIL
    return Proof.FAIL if required else Proof.UNTOLD


def servers_near(host: str) -> tuple[str, ...]:
    """The ids that the server at `host` may write under: those of the domain that it belongs to."""
    labels = host.lower().rstrip(".").split(".")
    if len(labels) < 2 or labels[-1].isdigit():
        return (host.lower(),)
    keep = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _PUBLIC_SECOND else 2
    return (".".join(labels[-keep:]),)


def _parsed(value: str) -> AuthenticationResultsHeader | None:
    try:
        return AuthenticationResultsHeader.parse(f"{_NAME}: {value}")
    except (
        AuthResError,
        ValueError,
        IndexError,
        AttributeError,
    ):  # the library's own faults on what is no header of it
        return None


def _proves(result: object, domain: str) -> bool:
    """DMARC says it outright; DKIM and SPF where they are about the sender's own domain (RFC 7489 §3.1)."""
    method, verdict = getattr(result, "method", ""), getattr(result, "result", "")
    if verdict != "pass" or method not in {"dmarc", "dkim", "spf"}:
        return False
    told = [
        str(one.value).lower().rpartition("@")[2].rstrip(".")
        for one in getattr(result, "properties", [])
        if (one.type, one.name) in {("header", "from"), ("header", "d"), ("header", "i"), ("smtp", "mailfrom")}
    ]
    return bool(domain) and any(_is_within(domain, one) or _is_within(one, domain) for one in told if "." in one)


def _is_within(name: str, domain: str) -> bool:
    return bool(domain) and (name == domain or name.endswith(f".{domain}"))
