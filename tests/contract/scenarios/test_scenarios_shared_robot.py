"""A robot of one group that many units share: 2,048 bytes a post, and nobody is told by a post without his name."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.channels.robot import RobotChannel
from tests.support.http_faults import Fault
from tests.support.office_day import OfficeDay
from tests.support.robots import RobotServer, robot_server
from tests.support.running import Running, running

UNITS = [f"临江市第{sign}工作委员会" for sign in "一二三四五六七八九十"] + [
    f"{sign}江县人民政府" for sign in "东西南北中上下左右前"
]
TASKS = [
    (str(n), f"完成第{n}项重点工作并向社会公开办理情况", "、".join(UNITS), "2021年6月30日前") for n in range(1, 13)
]


@pytest.fixture
def robot(office: OfficeDay, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running[RobotServer]]:
    defaults = RobotChannel.__init__.__kwdefaults__
    assert defaults is not None
    monkeypatch.setitem(defaults, "between_s", 0.0)
    now_s = datetime(2021, 6, 1, tzinfo=UTC).timestamp()
    with running(lambda: robot_server("wecom", now_s=now_s)) as box:
        address = f"wecom+{box.server.webhook}"
        units = "".join(
            f'[[unit]]\nname = "{name}"\n[[unit.contact]]\nname = "工作群"\nrobot = "{address}"\nchannels = ["robot"]\n'
            for name in UNITS
        )
        office.units({}, more=units)
        yield box


def outcome(office: OfficeDay) -> set[str]:
    found = map(json.loads, office.run("outbox", "--all", "--json").out.splitlines())
    return {row["state"] for row in found if row["kind"] == "dispatch"}


def test_every_unit_is_named_with_its_count_and_every_post_fits(office: OfficeDay, robot: Running[RobotServer]) -> None:
    office.dispatched("l.html", "2021年重点工作任务分解表", TASKS)
    office.tick("2021-06-01")
    texts = robot.server.texts
    assert texts
    assert all(len(words.encode()) <= 2048 for words in texts)
    assert [unit for unit in UNITS if f"{unit} 12 项" not in "".join(texts)] == []
    assert outcome(office) == {"sent"}


def test_nobody_counts_as_told_while_a_later_post_is_refused(office: OfficeDay, robot: Running[RobotServer]) -> None:
    office.dispatched("l.html", "2021年重点工作任务分解表", TASKS)
    robot.server.fault(Fault("pass"), Fault(status=500, body=b"oops"))
    office.tick("2021-06-01")
    assert len(robot.server.texts) == 1
    assert outcome(office) == {"waiting"}
    assert "可能重复" in "".join(office.run("outbox").out.split())
