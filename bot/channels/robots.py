"""All group robots as one channel: the host of a webhook says whose robot it is."""

from urllib.parse import urlsplit

from bot.channels.base import Setup, bad_address
from bot.channels.robot import RobotChannel
from bot.channels.robot_services import SERVICES
from bot.clock import Clock
from bot.model import Message, Receipt

HOSTS = {
    "qyapi.weixin.qq.com": "wecom",
    "oapi.dingtalk.com": "dingtalk",
    "api.dingtalk.com": "dingtalk",
    "open.feishu.cn": "feishu",
    "open.larksuite.com": "feishu",
}


def build(setup: Setup) -> "RobotsChannel":
    """Webhooks need no setting beside themselves."""
    return RobotsChannel(now=setup.clock)


class RobotsChannel:
    """An address is a webhook as `RobotChannel` takes it; for a server of the office's own, `wecom+https://…` names
    the service. Raises ChannelError (permanent) where it is nobody's.
    """

    kind = "robot"

    def __init__(self, *, now: Clock, timeout_s: float = 20.0) -> None:
        self._robots = {kind: RobotChannel(kind, now=now, timeout_s=timeout_s) for kind in SERVICES}

    async def send(self, message: Message, address: str) -> Receipt:
        kind, url = self._whose(address.strip())
        receipt = await self._robots[kind].send(message, url)
        return Receipt(self.kind, receipt.address, receipt.remote_id, receipt.confirmed, receipt.refused)

    def check_address(self, address: str) -> str:
        """The service that the address means. Raises ChannelError (permanent). Nothing is sent."""
        kind, url = self._whose(address.strip())
        self._robots[kind].check_address(url)
        return kind

    async def close(self) -> None:
        for robot in self._robots.values():
            await robot.close()

    def _whose(self, address: str) -> tuple[str, str]:
        named, _, rest = address.partition("+")
        if named in self._robots:
            return named, rest
        try:
            host = urlsplit(address).hostname or ""
        except ValueError:
            host = ""
        if host not in HOSTS:
            raise bad_address(self.kind)
        return HOSTS[host], address
