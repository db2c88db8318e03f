"""What the program logs: to standard error, our own words at info, and no secret in any line or traceback."""

import json
import logging
import platform
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from bot.printable import printable
from bot.settings import Settings

#: Shorter words would hide half of every line, and are no secrets worth the name.
SHORTEST_SECRET = 4


#: What a record may tell beside its words; never a name or an address.
PARTS = ("message_id", "ledger", "channel", "attempt")


class QuietFormatter(logging.Formatter):
    """Writes *** for every secret, wherever in a record it stands, and the id of the message that it is about."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = sorted({s for s in secrets if len(s) >= SHORTEST_SECRET}, key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        line = printable(super().format(record))
        message_id = getattr(record, "message_id", None)
        if message_id and not isinstance(self, JsonFormatter):
            line = f"{line} [{message_id}]"
        for secret in self._secrets:
            line = line.replace(secret, "***")
        return line


class JsonFormatter(QuietFormatter):
    """One JSON object a line: at, level, logger, message, host, role, and of PARTS what there is."""

    def __init__(self, secrets: Iterable[str], roles: Iterable[str] = ()) -> None:
        super().__init__(secrets)
        self._about = {"host": platform.node(), "role": ",".join(roles)}

    def format(self, record: logging.LogRecord) -> str:
        kept, record.exc_text = record.exc_text, None  # another handler may have put it into words of its own
        try:
            return super().format(record)
        finally:
            record.exc_text = kept

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the library's name
        found = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.message,
            **self._about,
            **{name: getattr(record, name) for name in PARTS if getattr(record, name, None) is not None},
        }
        return json.dumps(found, ensure_ascii=False)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the library's name
        return json.dumps({"traceback": super().formatException(ei)}, ensure_ascii=False)


def secrets_of(settings: Settings) -> set[str]:
    """Token and passwords, as they are written and as they are sent."""
    of_chat = (settings.telegram_token, settings.telegram_webhook_secret)
    whole = (*of_chat, settings.board_wall, settings.hook_url, settings.hook_secret)
    found = {secret.get_secret_value() for secret in whole if secret is not None}
    urls = [url.get_secret_value() for url in (settings.smtp_url, settings.imap_url, settings.database_url) if url]
    proxies = [proxy for url in urls for proxy in parse_qs(urlsplit(url).query).get("proxy", ())]
    for url in (*urls, *proxies, settings.telegram_proxy or ""):
        if password := urlsplit(url).password:
            found |= {password, unquote(password)}
    return found


def set_up_logging(settings: Settings, roles: Iterable[str] = ()) -> None:
    """Our own records from info on, and others' warnings, go to standard error; `roles` are those of this process."""
    handler = logging.StreamHandler(sys.stderr)
    secrets = secrets_of(settings)
    handler.setFormatter(JsonFormatter(secrets, roles) if settings.log_format == "json" else QuietFormatter(secrets))
    # Where the log cannot be written there is nobody to tell; the work goes on.
    logging.raiseExceptions = False
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("bot").setLevel(logging.INFO)
    # It has nothing to say that `bot.schedule` does not say itself; a round that the end cuts short it calls an error.
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)
