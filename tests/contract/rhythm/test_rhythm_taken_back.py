"""A move that is taken back is told to whoever was told of it, and to nobody else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.living import CONTACT, Living, living


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Living]:
    with living(tmp_path, monkeypatch) as made:
        made.dispatch("2026-06-01", ("公开目录", "2026年9月30日前"), ("公开预算", "2026年9月30日前"))
        made.tick("2026-06-01T09:00")
        made.mark("1-2", "acknowledged", "--unit", "区财政局", now="2026-06-01T09:30")
        yield made


@pytest.mark.parametrize("verb", ["in-progress", "reported"])
def test_what_a_coordinator_entered_for_a_unit_is_no_news_to_it(office: Living, verb: str) -> None:
    office.mark("1-2", verb, "--unit", "区财政局", now="2026-06-02T10:00")
    office.run("undo", "--now", "2026-06-02T10:01+08:00")
    assert [one for one in office.tick("2026-06-02T10:30") if one.to == CONTACT] == []


def test_what_it_was_told_of_is_named(office: Living) -> None:
    office.mark("1", "suspended", "--unit", "区财政局", now="2026-06-02T10:00")
    office.tick("2026-06-02T10:01")
    office.run("undo", "--now", "2026-06-02T11:00+08:00")
    (told,) = [one for one in office.tick("2026-06-02T11:30") if one.to == CONTACT]
    assert "此前告知的“中止”已撤回，按现状态办理" in told.text
