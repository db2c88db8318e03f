"""Files that come with a message, fetched from Telegram within the limits."""

from dataclasses import dataclass, field

from telegram import Document, Message, PhotoSize, Video
from telegram.error import BadRequest, TelegramError

from bot.errors import ChannelError
from bot.work.duties.evidence import check_size
from bot.work.office import Office


@dataclass(frozen=True, slots=True)
class Received:
    """One file: the name that it came with, and what it holds."""

    name: str
    content: bytes = field(repr=False)


async def fetch(message: Message, office: Office) -> Received:
    """The file of a message that has one. Raises UsageError where it is too large, ChannelError where it is lost.

    Telegram itself gives a bot at most 20 MB (core.telegram.org/bots/api#getfile).
    """
    file, name = _file_of(message)
    if file.file_size is not None:
        check_size(office, name, file.file_size)
    try:
        handle = await file.get_file()
        content = bytes(await handle.download_as_bytearray())
    except TelegramError as error:
        answer = error.message if isinstance(error, BadRequest) else type(error.__cause__ or error).__name__
        fault = ChannelError("chat.file_lost", permanent=False, name=name, answer=answer)
    else:
        check_size(office, name, len(content))
        return Received(name, content)
    raise fault


def _file_of(message: Message) -> tuple[Document | PhotoSize | Video, str]:
    if message.document is not None:
        return message.document, message.document.file_name or "file"
    if message.video is not None:
        return message.video, message.video.file_name or "video.mp4"
    return message.photo[-1], "photo.jpg"  # the largest
