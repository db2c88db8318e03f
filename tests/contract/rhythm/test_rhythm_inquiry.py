"""At half of its time a silent duty is asked about, once: by the commands and a real mail server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.living import CONTACT, Letter, Living, living

ITEMS = (("修订办事指南", "2026年7月10日前"), ("公开财政预算", "2026年7月14日前"))


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Living]:
    with living(tmp_path, monkeypatch) as one:
        yield one


def asked(office: Living) -> list[Letter]:
    """The questions of May, a tick a day."""
    found = [one for day in range(1, 32) for one in office.tick(f"2026-05-{day:02}T09:00")]
    return [one for one in found if "进展如何" in one.subject]


def begun(office: Living) -> None:
    office.dispatch("2026-03-02", *ITEMS)
    office.tick("2026-03-02T09:00")
    office.mark("1-2", "--unit", "财政局", "acknowledged", now="2026-03-02T15:00")


def test_both_are_one_question(office: Living) -> None:
    begun(office)
    [question] = asked(office)
    assert (question.to, question.subject) == (CONTACT, "【询问】区财政局 2 项任务进展如何")
    assert "办理时间已过半" in question.text


def test_who_has_spoken_or_is_not_to_be_asked_is_not(office: Living) -> None:
    begun(office)
    office.mark("1", "--unit", "财政局", "in-progress", now="2026-03-20T15:00")
    office.mark("2", "--unit", "财政局", "reported", "--note", "已办", now="2026-03-20T15:00")
    assert asked(office) == []


def test_a_policy_that_asks_never(office: Living) -> None:
    office.policy.write_text("inquiry_workdays = 0\n", encoding="utf-8")
    begun(office)
    assert asked(office) == []
