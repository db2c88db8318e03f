"""Files that come with a message, fetched from Telegram within its limits."""

from dataclasses import replace

from telegram import Document, Message, PhotoSize, Video
from telegram.error import BadRequest, TelegramError

from bot.conversation import File
from bot.errors import ChannelError


def file_of(message: Message) -> File | None:
    """The file of a message, not fetched yet; None where it has none."""
    found = _found(message)
    return File(found[1], found[0].file_size) if found is not None else None


async def fetch(message: Message) -> tuple[File, ...]:
    """The file with what it holds. Raises ChannelError where it is lost.

    Telegram itself gives a bot at most 20 MB (core.telegram.org/bots/api#getfile).
    """
    found = _found(message)
    if found is None:
        return ()
    file, name = found
    try:
        handle = await file.get_file()
        content = bytes(await handle.download_as_bytearray())
    except TelegramError as error:
        answer = error.message if isinstance(error, BadRequest) else type(error.__cause__ or error).__name__
        fault = ChannelError("chat.file_lost", permanent=False, name=name, answer=answer)
    else:
        return (replace(File(name, len(content)), content=content),)
    raise fault


def _found(message: Message) -> tuple[Document | PhotoSize | Video, str] | None:
    if message.document is not None:
        return message.document, message.document.file_name or "file"
    if message.video is not None:
        return message.video, message.video.file_name or "video.mp4"
    return (message.photo[-1], "photo.jpg") if message.photo else None  # the largest
