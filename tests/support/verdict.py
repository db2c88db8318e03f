"""Telegram's own verdict on a message's markup, by TDLib: no login, no network, 0.1 ms."""

import json
from typing import Any

import tdjson


def telegram_verdict(html: str) -> str | None:
    """None if Telegram takes `html`, else its complaint. More than 4096 shown characters are one too."""
    answer = _execute({"@type": "parseTextEntities", "text": html, "parse_mode": {"@type": "textParseModeHTML"}})
    if answer["@type"] == "error":
        return str(answer["message"])
    if not answer["text"].strip():
        return "message text is empty"
    units = len(answer["text"].encode("utf-16-le")) // 2
    return f"message is too long: {units}" if units > 4096 else None


def shown_text(html: str) -> str:
    """What a reader sees of `html`. Raises ValueError if Telegram does not take it."""
    answer = _execute({"@type": "parseTextEntities", "text": html, "parse_mode": {"@type": "textParseModeHTML"}})
    if answer["@type"] == "error":
        raise ValueError(answer["message"])
    return str(answer["text"])


def _execute(request: dict[str, Any]) -> dict[str, Any]:
    tdjson.td_execute(b'{"@type":"setLogVerbosityLevel","new_verbosity_level":0}')
    raw = tdjson.td_execute(json.dumps(request).encode())
    assert raw is not None
    answer: dict[str, Any] = json.loads(raw)
    return answer
