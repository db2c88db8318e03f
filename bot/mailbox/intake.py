"""From the bytes of a mail to an `Answer`."""

from collections.abc import Collection
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.policy import compat32
from hashlib import sha256

from bot.mailbox.answer import Answer, Enclosed, Kind
from bot.mailbox.automatic import kind_of
from bot.mailbox.bounces import bounce_of
from bot.mailbox.decode import addresses, file_name, header, ids, parts, text_of
from bot.mailbox.markup import words_of
from bot.mailbox.proof import proof_of
from bot.mailbox.quotation import own_words
from bot.messages.reference import find_reference

MEGABYTE = 1024 * 1024
#: A picture in a signature is smaller than any photo of a document.
SMALLEST_PICTURE = 20_000


@dataclass(frozen=True, slots=True)
class Post:
    """What is known of one's own mailbox before any mail is read.

    `own`: the addresses that we send from. `servers`: the ids under which one's own server writes
    Authentication-Results; `proves`: that it writes them on every mail. Of the files of a mail the first `most_files`
    are taken, of at most `file_mb` each.
    """

    own: frozenset[str] = frozenset()
    servers: tuple[str, ...] = ()
    proves: bool = False
    most_files: int = 10
    file_mb: int = 20


def read_mail(raw: bytes, post: Post) -> Answer:
    """What a mail says. Nothing in it raises: what cannot be read is empty."""
    mail = message_from_bytes(raw, policy=compat32)
    name, sender = _sender(mail)
    bounce = bounce_of(mail)
    kind = Kind.BOUNCE if bounce is not None else kind_of(mail, post.own)
    subject = header(mail, "Subject")
    texts, enclosed = _bodies(mail), _files(mail)
    files, left_out = _within(enclosed, post)
    return Answer(
        message_id=next(iter(ids(mail, "Message-ID")), f"sha256-{sha256(raw).hexdigest()}"),
        sender=sender,
        name=name,
        subject=subject,
        kind=kind,
        proof=proof_of(mail, sender, post.servers, required=post.proves),
        reference=find_reference(subject),
        replied=tuple(dict.fromkeys([*ids(mail, "In-Reply-To"), *reversed(ids(mail, "References"))])),
        lines=own_words(texts) if kind is Kind.ANSWER else (),
        files=files if kind is Kind.ANSWER else (),
        left_out=left_out,
        bounce=bounce,
    )


def _sender(mail: Message) -> tuple[str, str]:
    """Name and address; of a mail that has several senders, or none, nobody's."""
    found = addresses(mail, "From")
    return found[0] if len(found) == 1 else ("", "")


def _bodies(mail: Message) -> str:
    """The text; where a program sent HTML alone, the words of it."""
    texts = [part for part in parts(mail) if part.get_content_maintype() == "text" and not _is_file(part)]
    plain = [text_of(part) for part in texts if part.get_content_subtype() == "plain"]
    if any(words.strip() for words in plain):
        return "\n".join(plain)
    return "\n".join(words_of(text_of(part)) for part in texts if part.get_content_subtype() == "html")


def _is_file(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(file_name(part))


def _files(mail: Message) -> list[Enclosed]:
    found = []
    for part in parts(mail):
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes) or not content or not _is_file(part):
            continue
        if part["Content-ID"] and part.get_content_maintype() == "image" and len(content) < SMALLEST_PICTURE:
            continue
        found.append(Enclosed(file_name(part) or "file", content))
    return found


def _within(enclosed: Collection[Enclosed], post: Post) -> tuple[tuple[Enclosed, ...], tuple[str, ...]]:
    """The files that are taken, and the names of those beyond the limits."""
    fitting = [file for file in enclosed if len(file.content) <= post.file_mb * MEGABYTE]
    taken = tuple(fitting[: post.most_files])
    return taken, tuple(file.name for file in enclosed if file not in taken)
