"""A webhook out: each change of a duty's state posted to one address of the office's own, signed.

The form is that of Standard Webhooks (standardwebhooks.com): `webhook-id` stays the same over repeats,
`webhook-signature` is `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`.
"""

import base64
import hmac
from hashlib import sha256

import httpx

from bot.channels.base import Setup, excerpt
from bot.channels.http_client import LazyClient, retry_after
from bot.clock import Clock
from bot.errors import ChannelError
from bot.model import Message, Receipt

TIMEOUT_S = 15.0
#: These say “later”; every other 4xx says that it will never do.
_LATER = {408, 425, 429}
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


def build(setup: Setup) -> "HookChannel":
    """The address and its secret are set together."""
    url, secret = setup.settings.hook_url, setup.settings.hook_secret
    assert url is not None
    assert secret is not None
    return HookChannel(url.get_secret_value(), secret.get_secret_value(), now=setup.clock)


class HookChannel:
    """Posts to `url`, which is a secret and told nowhere; the address of a message names nothing but this channel."""

    kind = "hook"

    def __init__(self, url: str, secret: str, *, now: Clock) -> None:
        self._url, self._secret, self._now = url, secret.encode(), now
        self._client = LazyClient(TIMEOUT_S)

    async def send(self, message: Message, address: str) -> Receipt:
        body = message.text.encode()
        try:
            answer = await self._client.open().post(self._url, content=body, headers=self._headers(message.id, body))
        except httpx.HTTPError as error:
            sent = not isinstance(error, _NOT_SENT)
            fault = ChannelError("channels.hook_fault", permanent=False, uncertain=sent, answer=type(error).__name__)
        else:
            if answer.is_success:
                return Receipt(self.kind, address)
            fault = _refused(answer)
        raise fault

    def _headers(self, name: str, body: bytes) -> dict[str, str]:
        at = str(int(self._now().timestamp()))
        signed = hmac.new(self._secret, f"{name}.{at}.".encode() + body, sha256).digest()
        return {
            "content-type": "application/json",
            "webhook-id": name,
            "webhook-timestamp": at,
            "webhook-signature": f"v1,{base64.b64encode(signed).decode()}",
        }

    async def close(self) -> None:
        await self._client.close()


def _refused(answer: httpx.Response) -> ChannelError:
    is_final = 400 <= answer.status_code < 500 and answer.status_code not in _LATER
    return ChannelError(
        "channels.hook_refused",
        permanent=is_final,
        retry_after_s=retry_after(answer),
        code=answer.status_code,
        answer=excerpt(answer.text),
    )
