"""Terms that an event begins: the event has a name before it happens, a term of hours its hour from then on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.living import CONTACT, Living, living


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Living]:
    with living(tmp_path, monkeypatch) as made:
        yield made


@pytest.mark.parametrize(
    ("words", "deadline", "named"),
    [
        ("答复群众申请", "收到申请后5个工作日内", "收到申请后5个工作日内"),
        ("报送险情", "接报后2小时内", "接报后2小时内"),
        ("报送工作总结", "会后一周内", "会后一周内"),
        ("办理开工手续；项目批复之日起30日内", "项目批复之日起30日内", "项目批复之日起30日内"),
    ],
)
def test_the_dispatch_names_the_event(office: Living, words: str, deadline: str, named: str) -> None:
    office.dispatch("2026-06-15", (words, deadline))
    (told,) = [one for one in office.tick("2026-06-15T09:00") if one.to == CONTACT]
    assert f"按“{named}”办理，起算后另行提醒" in told.text


@pytest.mark.parametrize(
    ("deadline", "options", "until"),
    [
        ("接报后2小时内", (), "6月16日 11:10 前"),
        ("接报后2小时内", ("--at", "08:30"), "6月16日 10:30 前"),
        ("接报后30分钟内", (), "6月16日 09:40 前"),
        ("接报后24小时内", ("--on", "2026-06-15", "--at", "16:00"), "6月16日 16:00 前"),
    ],
)
def test_a_term_of_hours_ends_at_an_hour(office: Living, deadline: str, options: tuple[str, ...], until: str) -> None:
    office.dispatch("2026-06-15", ("报送险情", deadline))
    office.tick("2026-06-15T09:00")
    started = office.run("start", "1", *options, "--now", "2026-06-16T09:10+08:00")
    assert until[6:11] in started.err
    (told,) = [one for one in office.tick("2026-06-16T09:11") if one.to == CONTACT]
    assert told.subject.startswith("【起算】")
    assert until in told.text


def test_an_hour_still_to_come_is_refused(office: Living) -> None:
    office.dispatch("2026-06-15", ("报送险情", "接报后2小时内"))
    office.run("start", "1", "--at", "10:00", "--now", "2026-06-16T09:10+08:00", code=2)
    office.run("start", "1", "--at", "十点", "--now", "2026-06-16T09:10+08:00", code=2)
