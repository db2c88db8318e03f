"""Text messages through an office's own gateway: any HTTP interface, described in `[sms]` of delivery.toml.

What a gateway takes counts as handed over, unconfirmed: whether the phone got it, it tells nobody here.

| answer                                       | means                                                        |
|----------------------------------------------|--------------------------------------------------------------|
| 2xx that holds `success`                     | handed over                                                  |
| 2xx without it, other 4xx                    | permanent: the gateway does not want this message            |
| 401, 403                                     | passing, settings: the key is wrong                          |
| 408, 425, 429                                | passing; after `Retry-After`, else a minute                  |
| 5xx, no answer                               | passing, uncertain: it may have been passed on before        |
| no connection                                | passing                                                      |
"""

import re
from typing import Literal

import httpx
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment
from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

from bot.channels.base import Setup, bad_address, excerpt, repeat_mark
from bot.channels.http_client import NOT_SENT, LazyClient, retry_after
from bot.channels.quiet import hide
from bot.errors import ChannelError
from bot.model import Message, Receipt
from bot.texts import text

#: GB/T 15279 and ITU-T E.164: up to 15 digits, with or without the country's.
_PHONE = re.compile(r"\+?\d{5,15}")
_BETWEEN = re.compile(r"[\s()-]+")
_KEY_IS_WRONG, _PASSING = {401, 403}, {408, 425, 429}
_WAIT_S = 60.0
TIMEOUT_S = 20.0


class Gateway(BaseModel):
    """How the gateway wants it. `url` and `body` are templates with `to`, `text` and whatever other keys stand here,
    such as a secret: `{{ to | tojson }}` in JSON, `{{ text | urlencode }}` in a form or an address.
    """

    model_config = ConfigDict(frozen=True, extra="allow")
    __pydantic_extra__: dict[str, SecretStr] = Field(init=False)

    url: SecretStr
    body: str = ""
    content_type: str = "application/json"
    method: Literal["POST", "GET"] = "POST"
    success: str = ""

    @field_validator("success")
    @classmethod
    def _is_pattern(cls, value: str) -> str:
        try:
            re.compile(value)
        except re.error as error:
            raise ValueError(text("channels.sms_pattern")) from error
        return value

    @model_validator(mode="after")
    def _templates_are_whole(self) -> "Gateway":
        try:
            self.request("10000000000", "…")
        except (TemplateError, httpx.InvalidURL, TypeError) as error:
            raise ValueError(text("channels.sms_template", reason=excerpt(str(error)))) from error
        return self

    def request(self, to: str, words: str) -> httpx.Request:
        """What is asked of the gateway. Raises jinja2.TemplateError and httpx.InvalidURL."""
        values = {name: value.get_secret_value() for name, value in self.__pydantic_extra__.items()}
        values |= {"to": to, "text": words}
        url = _TEMPLATES.from_string(self.url.get_secret_value()).render(values)
        body = _TEMPLATES.from_string(self.body).render(values)
        if not url.startswith(("https://", "http://")):
            raise httpx.InvalidURL(url.partition(":")[0])
        headers = {"content-type": self.content_type} if body else {}
        return httpx.Request(self.method, url, content=body.encode() or None, headers=headers)


_TEMPLATES = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False)


def build(setup: Setup) -> "SmsChannel | None":
    """None where delivery.toml names no gateway: then the phone numbers of units.toml lead nowhere."""
    return SmsChannel(setup.table) if setup.table is not None else None


class SmsChannel:
    """An address is a phone's number."""

    kind = "sms"

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._client = LazyClient(TIMEOUT_S)

    async def send(self, message: Message, address: str) -> Receipt:
        number = self.check_address(address)
        words = f"{repeat_mark(message)}{message.subject}\n{message.text}".strip()
        request = self._gateway.request(number, words)
        try:
            answer = await self._client.open().send(request)
        except httpx.HTTPError as error:
            sent = not isinstance(error, NOT_SENT)
            key = "sms_uncertain" if sent else "sms_unreachable"
            fault = ChannelError(f"channels.{key}", permanent=False, uncertain=sent, answer=type(error).__name__)
        else:
            if answer.is_success and re.search(self._gateway.success, answer.text):
                return Receipt(self.kind, number, confirmed=False)
            fault = _refused(answer)
        raise fault

    def check_address(self, address: str) -> str:
        """The number as it is sent. Raises ChannelError (permanent)."""
        number = _BETWEEN.sub("", address)
        if not _PHONE.fullmatch(number):
            raise bad_address(self.kind)
        return number

    async def close(self) -> None:
        await self._client.close()


def _refused(answer: httpx.Response) -> ChannelError:
    code, words = answer.status_code, excerpt(hide(answer.text))
    if code >= 500:
        return ChannelError("channels.sms_uncertain", permanent=False, uncertain=True, answer=f"HTTP {code}")
    if code in _PASSING:
        asked = retry_after(answer)
        seconds = _WAIT_S if asked is None else asked
        return ChannelError("channels.sms_wait", permanent=False, retry_after_s=seconds, seconds=int(seconds))
    is_key = code in _KEY_IS_WRONG
    return ChannelError("channels.sms_refused", permanent=not is_key, settings=is_key, code=code, answer=words)
