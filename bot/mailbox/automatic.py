"""Mail that no person wrote: absence notes, receipts, lists, loops (RFC 3834, RFC 2919, RFC 8098)."""

import re
from collections.abc import Collection
from email.message import Message

from bot.channels.mail import OURS
from bot.mailbox.answer import Kind
from bot.mailbox.decode import addresses, header

_ABSENCE = re.compile(
    r"\s*(?:回复\s*[:：]\s*)?(?:[【\[（(])?\s*(?:自动回复|自动答复|自动应答|外出|不在办公室|休假|假期回复|已读|未读"
    r"|automatic reply|auto(?:matic)?[ -]?(?:reply|response|answer)|out of (?:the )?office"
    r"|(?:not )?read\s*[:：])",
    re.IGNORECASE,
)
#: Headers that programs write into what they answer by themselves, and the values that do not count.
_ANSWERED = ("X-Autoreply", "X-Autorespond", "X-AutoReply-From", "X-QQ-AutoReply", "X-Mail-Autoreply")
_PRECEDENCE = re.compile(r"auto[-_]?reply|junk", re.IGNORECASE)
_LISTS = ("List-Id", "List-Post", "List-Unsubscribe", "Mailing-List")


def kind_of(mail: Message, own: Collection[str]) -> Kind:
    """What the headers say the mail is; bounces are told apart before. `own`: the addresses that we send from."""
    sender = {spec for _, spec in addresses(mail, "From")}
    submitted = header(mail, "Auto-Submitted").casefold()
    if header(mail, OURS):
        return Kind.OWN if sender & set(own) else Kind.LOOP
    if sender & set(own):
        return Kind.OWN
    if any(header(mail, name) for name in _LISTS) or header(mail, "Precedence").casefold() in {"list", "bulk"}:
        return Kind.LIST
    by_program = (
        submitted not in {"", "no"}
        or any(header(mail, name) for name in _ANSWERED)
        or _PRECEDENCE.search(header(mail, "Precedence"))
        or _is_receipt(mail)
        or _ABSENCE.match(header(mail, "Subject"))
        or header(mail, "Return-Path") == "<>"
    )
    return Kind.ABSENCE if by_program else Kind.ANSWER


def _is_receipt(mail: Message) -> bool:
    return mail.get_content_type() == "multipart/report" or mail.get_content_subtype() == "disposition-notification"
