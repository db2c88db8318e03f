"""Several open occurrences or clocks of one item: a move says which it meant, or is asked."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.living import Living, living


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Living]:
    with living(tmp_path, monkeypatch) as one:
        yield one


def mark(office: Living, *words: str, now: str, code: int = 0) -> str:
    done = office.run("mark", *words, "--now", f"{now}+08:00", code=code)
    return done.out + done.err


def test_two_late_months_are_a_question_and_a_day_answers_it(office: Living) -> None:
    office.dispatch("2026-05-06", ("报送信息", "每月25日前"), units="区教育局")
    for day in ("2026-05-06", "2026-05-26", "2026-06-26", "2026-06-29"):
        office.tick(f"{day}T09:00")
    asked = mark(office, "1", "反馈", now="2026-06-29T10:00", code=2)
    assert "1/2026-05-25、1/2026-06-25" in asked
    assert "（2026年6月25日一期）" in mark(office, "1/2026-06-25", "反馈", now="2026-06-29T10:01")
    assert "（2026年5月25日一期）" in mark(office, "1", "反馈", now="2026-06-29T10:02")
    assert "没有 2026-01-25 这一期" in mark(office, "1/2026-01-25", "反馈", now="2026-06-29T10:03", code=2)


def test_the_one_that_is_due_now_needs_no_name(office: Living) -> None:
    office.dispatch("2026-05-06", ("报送信息", "每月25日前"), units="区教育局")
    for day in ("2026-05-06", "2026-05-26"):
        office.tick(f"{day}T09:00")
    assert "（2026年5月25日一期）" in mark(office, "1", "反馈", now="2026-05-27T10:00")


def test_two_clocks_are_told_apart_by_their_events(office: Living) -> None:
    office.dispatch("2026-05-06", ("办理申请", "收到申请后5个工作日内"), units="区教育局")
    office.tick("2026-05-06T09:00")
    for day in ("2026-06-01", "2026-06-02"):
        office.run("start", "1", "--on", day, "--now", "2026-06-02T10:00+08:00", code=0)
    asked = mark(office, "1", "反馈", now="2026-06-02T11:00", code=2)
    assert "1/2026-06-01、1/2026-06-02" in asked
    assert "（2026年6月2日起算）" in mark(office, "1/2026-06-02", "反馈", now="2026-06-02T11:01")
    closed = mark(office, "1", "销号", now="2026-06-02T11:02")
    assert "（2026年6月2日起算）" in closed
