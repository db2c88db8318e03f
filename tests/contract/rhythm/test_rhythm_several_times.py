"""每年召开两次: done after two approved reports, not after one, and said so."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.living import OTHER, Living, living


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Living]:
    with living(tmp_path, monkeypatch) as one:
        yield one


def marked(office: Living, verb: str, now: str) -> str:
    done = office.mark("1", verb, "--unit", "区教育局", now=now)
    return done.out + done.err


def test_two_reports_make_it_done(office: Living) -> None:
    office.dispatch("2026-05-06", ("召开联席会议", "每年召开两次"), units="区教育局")
    office.tick("2026-05-06T09:00")
    marked(office, "reported", "2026-06-02T10:00")
    assert "已核准 1 次，本期至少 2 次" in marked(office, "closed", "2026-06-03T10:00")
    told = [one.text for one in office.tick("2026-06-03T10:30") if one.to == OTHER]
    assert any("已核准第 1 次，本期至少 2 次，工作继续" in words for words in told)
    marked(office, "reported", "2026-10-20T10:00")
    assert "已销号" in marked(office, "closed", "2026-10-21T10:00")


def test_an_approval_taken_back_does_not_count(office: Living) -> None:
    office.dispatch("2026-05-06", ("召开联席会议", "每年召开两次"), units="区教育局")
    office.tick("2026-05-06T09:00")
    marked(office, "reported", "2026-06-02T10:00")
    marked(office, "closed", "2026-06-03T10:00")
    office.run("undo", "--now", "2026-06-03T10:05+08:00")
    assert "已核准 1 次，本期至少 2 次" in marked(office, "closed", "2026-06-03T10:10")


def test_without_a_report_it_is_ended_as_before(office: Living) -> None:
    office.dispatch("2026-05-06", ("召开联席会议", "每年召开两次"), units="区教育局")
    office.tick("2026-05-06T09:00")
    assert "已销号" in marked(office, "closed", "2026-06-03T10:00")
