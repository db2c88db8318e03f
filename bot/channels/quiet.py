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


_FILTER = _HideAddresses()
_LOGGERS = ("httpx", "telegram.Bot", "telegram.ext.ExtBot")


def quieten_http() -> None:
    """From now on these libraries log hosts only. Calling it again changes nothing."""
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(_FILTER)
