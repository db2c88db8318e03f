"""Updates that the library cannot parse, made such that it can: one of them must not keep the others from coming.

A newer Telegram, or a server that stands in for it, may send what the library has no form for; it refuses the whole
batch then, which comes again with every request.
"""

import logging
from typing import Any

from telegram import Update

log = logging.getLogger(__name__)


def readable(answer: dict[str, Any]) -> dict[str, Any]:
    """The answer, each update in it that cannot be parsed by its number alone. What it held is not logged."""
    found = answer.get("result")
    if not isinstance(found, list) or not all(_is_update(one) for one in found):
        return answer
    return {**answer, "result": [one if _is_readable(one) else {"update_id": one["update_id"]} for one in found]}


def _is_update(one: object) -> bool:
    return isinstance(one, dict) and isinstance(one.get("update_id"), int)


def _is_readable(one: dict[str, Any]) -> bool:
    try:
        Update.de_json(one)
    except Exception as error:  # noqa: BLE001 - whatever the library meets in it
        log.warning("update %d cannot be parsed and is passed over: %s", one["update_id"], type(error).__name__)
        return False
    return True
