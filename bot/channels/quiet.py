"""Keeps what is secret in an address out of the log: httpx and Telegram's library write theirs, which hold tokens."""

import logging
import re

_AFTER_HOST = re.compile(r"(https?://)(?:[^/\s\"@]*@)?([^/\s\"?#]+)[^\s\"]*")


def hide(words: str) -> str:
    """`words` with every web address cut down to its host."""
    return _AFTER_HOST.sub(r"\1\2/…", words)


class _HideAddresses(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = hide(record.getMessage()), None
        return True


class _HideUpdates(logging.Filter):
    """What the library could not parse of what was posted to it holds people's words."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno >= logging.CRITICAL:
            record.msg, record.args, record.exc_info = "an update that was posted cannot be parsed", None, None
        return True


_FILTER, _UPDATES = _HideAddresses(), _HideUpdates()
_LOGGERS = ("httpx", "telegram.Bot", "telegram.ext.ExtBot")
_POSTED = "telegram.ext.Updater"


def quieten_http() -> None:
    """From now on these libraries log hosts only, and no update's content. Calling it again changes nothing."""
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(_FILTER)
    logging.getLogger(_POSTED).addFilter(_UPDATES)
