"""A folder as a channel: every message as an .eml that any mail program opens, and its page beside it."""

import asyncio
import errno
from pathlib import Path

from bot.channels.base import excerpt
from bot.channels.mail import build_mail, stable_name
from bot.channels.mail_address import read_recipients, read_reply_to, read_sender
from bot.clock import Clock
from bot.errors import ChannelError
from bot.files import PRIVATE, make_private_folder, write_whole
from bot.model import Message, Receipt, page_with_pictures

_FULL = {errno.ENOSPC, errno.EDQUOT}


class FileChannel:
    """Writes `<id>.eml` and `<id>.html` into `folder`, which is made if need be.

    The name comes from the message's id: a repeat takes the place of the first try, so nothing is there twice.
    What is in the folder is whole: it is written aside, forced to the disk unless `is_forced` is off, and then renamed.
    Raises SettingsError if `mail_from` or `reply_to` is no address.
    """

    kind = "file"

    def __init__(
        self,
        folder: Path,
        *,
        now: Clock,
        mail_from: str = "duban@localhost",
        reply_to: str | None = None,
        is_forced: bool = True,
    ) -> None:
        read_sender(mail_from)
        self._reply_to = read_reply_to(reply_to)
        self.folder = folder
        self._now = now
        self._mail_from = mail_from
        self._is_forced = is_forced

    async def send(self, message: Message, address: str) -> Receipt:
        recipients = read_recipients(address if "@" in address else f"{stable_name(address)}@localhost")
        mail = build_mail(message, self._mail_from, recipients, self._now(), self._reply_to)
        fault = None
        try:
            path = await asyncio.to_thread(self._write, message, mail)
        except OSError as exc:
            fault = self._fault(exc)
        if fault is not None:
            raise fault
        return Receipt(self.kind, address, path.name)

    async def close(self) -> None:
        """Nothing is held open."""

    def _write(self, message: Message, mail: bytes) -> Path:
        make_private_folder(self.folder)
        name = stable_name(message.id)
        if message.html is not None:
            self._put(self.folder / f"{name}.html", page_with_pictures(message.html, message.attachments).encode())
        path = self.folder / f"{name}.eml"
        self._put(path, mail)
        return path

    def _put(self, path: Path, content: bytes) -> None:
        write_whole(path, content, PRIVATE, is_forced=self._is_forced)

    def _fault(self, exc: OSError) -> ChannelError:
        key = "channels.disk_full" if exc.errno in _FULL else "channels.folder_refused"
        answer = excerpt(exc.strerror or type(exc).__name__)
        return ChannelError(key, permanent=False, settings=True, folder=str(self.folder), answer=answer)
