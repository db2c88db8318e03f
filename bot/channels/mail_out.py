"""Mail as it is set up: through a server, or as files in a folder."""

from bot.channels.base import Channel, Setup
from bot.channels.email import EmailChannel
from bot.channels.file import FileChannel
from bot.channels.smtp_url import read_smtp_url


def build(setup: Setup) -> Channel:
    """The server wins over the folder."""
    settings = setup.settings
    if settings.smtp_url is not None:
        server = read_smtp_url(settings.smtp_url.get_secret_value())
        return EmailChannel(server, now=setup.clock, mail_from=settings.mail_from, reply_to=settings.reply_to)
    assert settings.mail_folder is not None
    return FileChannel(settings.mail_folder, now=setup.clock, mail_from=settings.mail_from, reply_to=settings.reply_to)
