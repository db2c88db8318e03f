"""Mail that did not arrive, as servers say so: reports (RFC 3464), and the letters of Chinese providers in words."""

import re
from email.message import Message

from bot.mailbox.answer import Bounce
from bot.mailbox.decode import header, text_of
from bot.mailbox.markup import words_of

_POSTMAN = re.compile(r"(?:^|<)(?:mailer-?daemon|postmaster|mail-?delivery|bounce[s]?)(?:@|$)", re.IGNORECASE)
_SUBJECT = re.compile(
    r"退信|系统退信|投递失败|发送失败|未送达|无法投递|无法送达|被退回|邮件延迟|undeliver|returned mail"
    r"|delivery (?:status|failure|has failed)"
    r"|failure notice|mail delivery (?:failed|system)|delayed mail",
    re.IGNORECASE,
)
_ID = re.compile(r"(?:message-id\s*[:：]\s*)?<([^<>\s]{3,200}@[^<>\s]{1,200})>", re.IGNORECASE)
_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
#: Before the address that did not take it: QQ, 163, Coremail, Exchange in Chinese, sendmail, qmail.
_TO = re.compile(
    r"(?:收件人邮件地址|收件人地址|收件人|无法投递到|未能送达|投递失败的地址|final-recipient"
    r"|could not be delivered to|recipient)"
    r"[^@\n]{0,40}?([A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)",
    re.IGNORECASE,
)
_REASON = re.compile(r"(?:退信原因|失败原因|原因|diagnostic-code|reason|出错原因)\s*[:：]\s*(.+)", re.IGNORECASE)
_CODE = re.compile(r"(?<![\d.])([45])(?:\d\d(?![\d.])|\.\d{1,3}\.\d{1,3})")
_FOR_GOOD = re.compile(
    r"不存在|无此用户|用户未找到|已停用|已被禁用|被禁用|已注销|拒收|user unknown|no such user"
    r"|does not exist|mailbox unavailable|invalid recipient|account (?:is )?disabled",
    re.IGNORECASE,
)
_FOR_NOW = re.compile(r"延迟|稍后|仍在尝试|will (?:continue|retry|keep)|delayed|still trying|greylist", re.IGNORECASE)


def bounce_of(mail: Message) -> Bounce | None:
    """What a server says of a mail of ours that it did not deliver; None where this is no such word of a server."""
    status = _status(mail)
    if status is not None:
        return _reported(mail, status)
    sender = header(mail, "From")
    if not (_POSTMAN.search(sender) or header(mail, "Return-Path") == "<>") or not _SUBJECT.search(
        header(mail, "Subject")
    ):
        return None
    return _in_words(_all_words(mail))


def _status(mail: Message) -> Message | None:
    for part in mail.walk():
        if part.get_content_type() == "message/delivery-status":
            return part
    return None


def _reported(mail: Message, status: Message) -> Bounce:
    """By the fields of RFC 3464 §2.3: one group of them for each recipient."""
    groups = [group for group in status.get_payload() if isinstance(group, Message)] if status.is_multipart() else []
    told = [group for group in groups if header(group, "Final-Recipient") or header(group, "Original-Recipient")]
    recipients: list[str] = []
    reasons: list[str] = []
    failed = False
    for group in told:
        named = header(group, "Original-Recipient") or header(group, "Final-Recipient")
        recipients += _ADDRESS.findall(named.lower())
        reasons.append(header(group, "Diagnostic-Code") or header(group, "Status"))
        failed |= header(group, "Action").casefold() == "failed" and not header(group, "Status").startswith("4")
    return Bounce(_ids(mail), tuple(recipients), failed, next(filter(None, reasons), "")[:200])


def _in_words(words: str) -> Bounce:
    reason = _REASON.search(words)
    told = " ".join((reason[1] if reason else "").split()) or _first_code(words)
    code = _CODE.search(told) or _CODE.search(words)
    permanent = bool(_FOR_GOOD.search(words)) or (code is not None and code[1] == "5")
    if _FOR_NOW.search(words) and not (code and code[1] == "5"):
        permanent = False
    recipients = dict.fromkeys(address.lower() for address in _TO.findall(words))
    return Bounce(tuple(dict.fromkeys(_ID.findall(words))), tuple(recipients), permanent, told[:200])


def _first_code(words: str) -> str:
    return next((" ".join(line.split()) for line in words.splitlines() if _CODE.search(line)), "")


def _ids(mail: Message) -> tuple[str, ...]:
    """The Message-IDs of the mails within the mail, and of those whose headers stand in it as text."""
    found: list[str] = []
    for part in mail.walk():
        if part is not mail and part.get_content_maintype() != "multipart":
            found += _ID.findall(header(part, "Message-ID"))
            if part.get_content_type() in {"text/rfc822-headers", "text/plain", "message/rfc822-headers"}:
                found += [
                    one
                    for line in text_of(part).splitlines()
                    if "message-id" in line.lower()
                    for one in _ID.findall(line)
                ]
    return tuple(dict.fromkeys(found))


def _all_words(mail: Message) -> str:
    """All text of the mail, with the headers of a mail within it."""
    found = []
    for part in mail.walk():
        if part is not mail and part["Message-ID"]:
            found.append(f"Message-ID: {header(part, 'Message-ID')}")
        if part.get_content_maintype() == "text":
            words = text_of(part)
            found.append(words_of(words) if part.get_content_subtype() == "html" else words)
    return "\n".join(found)
