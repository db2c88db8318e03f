"""The group robots of WeCom, DingTalk and Feishu: what each wants to be sent, and what its answers mean.

They answer 200 with a code of their own when they refuse. Sources:
WeCom: developer.work.weixin.qq.com/document/path/91770 (robot; text at most 2048 bytes, 20 messages a minute) and
/document/path/90313 (codes of all its services).
DingTalk: open.dingtalk.com/document/robots/custom-robot-access (20 a minute, then held back for 10 minutes; signing)
and /document/orgapp/custom-robot-access (codes).
Feishu: open.feishu.cn/document/client-docs/bot-v3/add-custom-bot (5 a second and 100 a minute; a body of at most
20 KB; signing; codes 9499, 19001–19024; 11232 on crowded instants).

What a code means: `wait` passing after so many seconds; `busy` passing; `settings` the robot's safety settings, so
every message meets it: passing and told loudly; `refused` permanent. A code that is in no table is refused.
"""

import base64
import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

Table = Mapping[int, tuple[str, float]]


@dataclass(frozen=True)
class Service:
    """One service. `codes` gives for a code its meaning and the seconds to wait; `limit_bytes` bounds one text.

    `sign` adds to address and body what proves the secret; None where the service knows no signing.
    """

    kind: str
    limit_bytes: int
    code_keys: tuple[str, ...]
    words_key: str
    codes: Table
    body: Callable[[str], dict[str, Any]]
    sign: Callable[[str, dict[str, Any], str, datetime], tuple[str, dict[str, Any]]] | None

    def meaning(self, code: int) -> tuple[str, float]:
        return self.codes.get(code, ("refused", 0.0))


def _text_body(words: str) -> dict[str, Any]:
    return {"msgtype": "text", "text": {"content": words}}


def _feishu_body(words: str) -> dict[str, Any]:
    return {"msg_type": "text", "content": {"text": words}}


def _sign_dingtalk(url: str, body: dict[str, Any], secret: str, at: datetime) -> tuple[str, dict[str, Any]]:
    """Milliseconds and secret, keyed with the secret, in the address."""
    stamp = str(int(at.timestamp() * 1000))
    digest = hmac.new(secret.encode(), f"{stamp}\n{secret}".encode(), hashlib.sha256).digest()
    proof = urlencode({"timestamp": stamp, "sign": base64.b64encode(digest).decode()})
    parts = urlsplit(url)
    return urlunsplit(parts._replace(query=f"{parts.query}&{proof}".lstrip("&"))), body


def _sign_feishu(url: str, body: dict[str, Any], secret: str, at: datetime) -> tuple[str, dict[str, Any]]:
    """Seconds and secret are the key, and what is signed is empty; both stand in the body."""
    stamp = str(int(at.timestamp()))
    digest = hmac.new(f"{stamp}\n{secret}".encode(), b"", hashlib.sha256).digest()
    return url, {"timestamp": stamp, "sign": base64.b64encode(digest).decode(), **body}


_BUSY = ("busy", 0.0)
_SETTINGS = ("settings", 0.0)
_REFUSED = ("refused", 0.0)

WECOM = Service(
    "wecom",
    2048,
    ("errcode",),
    "errmsg",
    MappingProxyType(
        {
            -1: _BUSY,
            45009: ("wait", 60.0),  # called too often
            45033: _BUSY,  # too many at once
            40008: _REFUSED,  # kind of message unknown
            40058: _REFUSED,  # a value out of its bounds
            45002: _REFUSED,  # text too long
            93000: _REFUSED,  # webhook not valid, or the robot was removed
            93004: _REFUSED,  # the robot was stopped
            93008: _REFUSED,  # the robot is not in the group
        }
    ),
    _text_body,
    None,
)

DINGTALK = Service(
    "dingtalk",
    18_000,  # the whole body at most 20,000
    ("errcode",),
    "errmsg",
    MappingProxyType(
        {
            -1: _BUSY,
            130101: ("wait", 600.0),  # more than 20 a minute
            410100: ("wait", 600.0),
            90018: ("wait", 60.0),
            310000: _SETTINGS,  # keyword missing, address not listed, sign or time wrong
            300001: _REFUSED,  # token unknown
            300005: _REFUSED,
            400013: _REFUSED,  # group dissolved
            400101: _REFUSED,  # token unknown
            400102: _REFUSED,  # robot stopped
            400105: _REFUSED,  # kind of message not supported
            400106: _REFUSED,  # no such robot
            430101: _REFUSED,  # unsafe link
            430102: _REFUSED,  # unsuitable text
            460101: _REFUSED,  # too long
        }
    ),
    _text_body,
    _sign_dingtalk,
)

FEISHU = Service(
    "feishu",
    18_000,
    ("code", "StatusCode"),
    "msg",
    MappingProxyType(
        {
            11232: ("wait", 60.0),  # crowded instants, or more than 5 a second
            99991400: ("wait", 60.0),
            9499: _REFUSED,  # body not understood
            19001: _REFUSED,  # token unknown
            19002: _REFUSED,  # value not understood
            19021: _SETTINGS,  # sign or time wrong
            19022: _SETTINGS,  # address not listed
            19024: _SETTINGS,  # keyword missing
        }
    ),
    _feishu_body,
    _sign_feishu,
)

SERVICES = {service.kind: service for service in (WECOM, DINGTALK, FEISHU)}
