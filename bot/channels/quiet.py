"""Keeps what is secret in an address out of the log: httpx writes every URL, and ours hold tokens."""

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


def quieten_http() -> None:
    """From now on httpx logs hosts only. Calling it again changes nothing."""
    logging.getLogger("httpx").addFilter(_FILTER)
