"""One message as a mail by RFC 5322: both bodies, attachments, and the headers that an office's server looks for.

Sources: RFC 5322 §3.6.4 (Message-ID), RFC 2047 (Chinese in headers), RFC 2231 (Chinese file names),
RFC 3834 §5 (Auto-Submitted, so that absence notes do not answer).
"""

import hashlib
import re
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, getaddresses

from bot.channels.base import bad_address
from bot.model import Attachment, Message

_SEPARATORS = re.compile(r"[,;，；、\r\n]+")
_UNSAFE_ID = re.compile(r"[^A-Za-z0-9._-]+")


def read_recipients(address: str) -> list[str]:
    """The bare addresses of a list such as `a@x.cn; 办公室 <b@y.cn>`, each once, in order, domains in ASCII.

    Raises ChannelError (permanent) if one has no form of an address, or Chinese before the @, which needs SMTPUTF8
    on every server of the way.
    """
    found = [read_address(part) for part in _SEPARATORS.split(address) if part.strip()]
    if not found:
        raise bad_address("email")
    return list(dict.fromkeys(spec for _, spec in found))


def read_address(words: str) -> tuple[str, str]:
    """Display name and bare address of `办公室 <a@b.cn>` or `a@b.cn`. Raises ChannelError (permanent)."""
    pairs = getaddresses([words.strip()])
    name, spec = pairs[0] if len(pairs) == 1 else ("", "")
    local, _, domain = spec.rpartition("@")
    if not (local and domain) or not local.isascii() or any(not c.isprintable() or c == " " for c in spec):
        raise bad_address("email")
    try:
        ascii_spec = f"{local}@{domain.encode('idna').decode()}"
        Address(addr_spec=ascii_spec)
    except (ValueError, IndexError, MessageError):
        raise bad_address("email") from None
    return name, ascii_spec


def message_id(message: Message, domain: str) -> str:
    """`<id@domain>`, the same at every try, so that a repeat is seen as such by the reader's mail program."""
    return f"<{stable_name(message.id)}@{domain}>"


def stable_name(words: str) -> str:
    """`words` in letters that a header and a file name bear; what had to be changed is told apart by a digest."""
    name = _UNSAFE_ID.sub("-", words).strip("-.")[:80]
    if name and name == words:
        return name
    digest = hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{name}-{digest}" if name else digest


def build_mail(message: Message, sender: str, recipients: list[str], at: datetime) -> bytes:
    """The mail as it goes over the wire, CRLF, seven-bit. `at` becomes the Date."""
    name, spec = read_address(sender)
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(display_name=name, addr_spec=spec)
    mail["To"] = tuple(Address(addr_spec=recipient) for recipient in recipients)
    mail["Subject"] = " ".join(message.subject.split())  # a line break would be refused as a forged header
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = message_id(message, spec.rpartition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"
    if message.repeat:
        mail["X-Duban-Repeat"] = "yes"
    mail.set_content(message.text or "\n", cte="base64")
    if message.html is not None:
        mail.add_alternative(message.html, subtype="html", cte="base64")
    for attachment in message.attachments:
        _attach(mail, attachment)
    return mail.as_bytes()


def _attach(mail: EmailMessage, attachment: Attachment) -> None:
    maintype, _, subtype = attachment.media_type.partition("/")
    if not subtype or maintype in {"message", "multipart"}:  # those would need to be parsed first
        maintype, subtype = "application", "octet-stream"
    mail.add_attachment(attachment.content, maintype=maintype, subtype=subtype, filename=attachment.name)
