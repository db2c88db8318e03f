"""People who answer by mail: what the office sends, a mailbox in memory, and whoever writes into it."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from itertools import count

from bot.channels.memory import MemoryChannel
from bot.courier.courier import Courier
from bot.mailbox.intake import Post
from bot.mailbox.mail_round import Mailbox, fetch
from bot.mailbox.memory import MemoryBox
from bot.model import Message
from bot.work.answers.incoming import Outcome
from bot.work.letters.composer import Composer
from bot.work.letters.digest import digest_letter
from bot.work.office import Office
from bot.work.planning.tick import plan
from tests.support.office import at

OURS = "duban@example.org"


@dataclass
class Correspondence:
    """An office whose mails are answered. `sent` are all that went out, with their addresses."""

    office: Office
    box: MemoryBox = field(default_factory=MemoryBox)
    post: Post = field(default_factory=lambda: Post(own=frozenset({OURS}), servers=("mx.example.org",)))
    sent: list[tuple[Message, str]] = field(default_factory=list)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    def tick(self, when: str) -> list[tuple[Message, str]]:
        """What goes out at `when`."""
        plan(self.office, at(when))
        return self.deliver(when)

    def deliver(self, when: str) -> list[tuple[Message, str]]:
        """What waits and goes out at `when`, without planning anew."""
        channel = MemoryChannel("email")
        courier = Courier(self.office.store, {"email": channel}, Composer(self.office, digest_letter))
        asyncio.run(courier.round(at(when)))
        self.sent += channel.sent
        return list(channel.sent)

    def to(self, address: str) -> Message:
        """The last mail to that address."""
        return next(message for message, where in reversed(self.sent) if where == address)

    def answer(
        self,
        sender: str,
        text: str,
        to: Message | None,
        files: Sequence[tuple[str, bytes]] = (),
        *,
        by_subject: bool = False,
        **headers: str,
    ) -> bytes:
        """A mail put into the box, in answer to one of ours by its headers, or by its subject alone."""
        mail = EmailMessage()
        mail["From"], mail["To"] = sender, OURS
        mail["Subject"] = f"回复：{to.subject} 〔{to.reference}〕" if to is not None else "你好"
        mail["Message-ID"] = f"<m{next(self._numbers)}@mail.example.org>"
        if to is not None and not by_subject:
            mail["In-Reply-To"] = f"<{to.id}@example.org>"
        for name, value in headers.items():
            mail[name.replace("_", "-")] = value
        mail.set_content(text)
        for name, content in files:
            mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
        self.box.put(mail.as_bytes())
        return mail.as_bytes()

    def fetch(self, when: str) -> Counter[Outcome]:
        """What became of the mails that have come; the replies go out."""
        found = fetch(self.office, Mailbox("test", self.box, self.post), lambda: at(when))
        self.deliver(when)
        return found
