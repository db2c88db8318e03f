"""A report that waits is completed and withdrawn: by the commands and a real mail server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.living import OFFICE, Living, living


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Living]:
    with living(tmp_path, monkeypatch) as one:
        one.dispatch("2026-03-02", ("修订办事指南", "2026年6月30日前"))
        one.tick("2026-03-02T09:00")
        one.mark("1", "--unit", "财政局", "reported", "--note", "已上线", now="2026-03-05T10:00")
        one.tick("2026-03-05T10:15")
        yield one


def test_more_words_and_a_link_are_added_and_told(office: Living) -> None:
    office.mark(
        *("1", "--unit", "财政局", "reported", "--note", "补充访问量", "--evidence", "https://example.org/b"),
        now="2026-03-06T10:00",
    )
    [told] = office.tick("2026-03-06T10:15")
    assert told.to == OFFICE
    assert "补充反馈（佐证：https://example.org/b）：补充访问量" in told.text
    log = office.run("log", "1").out
    assert "已上线" in log
    assert "补充访问量" in log


def test_without_anything_new_it_is_said_that_it_was_reported(office: Living) -> None:
    refused = office.run("mark", "1", "--unit", "财政局", "reported", "--now", "2026-03-06T10:00+08:00", code=2)
    assert "反馈" in refused.err


def test_a_withdrawn_report_is_told_and_the_work_goes_on(office: Living) -> None:
    office.run("undo", "1", "--now", "2026-03-06T10:00+08:00")
    [told] = [one for one in office.tick("2026-03-06T10:15") if one.to == OFFICE]
    assert "该单位已撤回上一次反馈或申请" in told.text


def test_what_was_added_goes_with_the_report_that_is_withdrawn(office: Living) -> None:
    office.mark("1", "--unit", "财政局", "reported", "--note", "补充访问量", now="2026-03-06T10:00")
    office.run("undo", "1", "--now", "2026-03-06T10:05+08:00")
    [told] = [one for one in office.tick("2026-03-06T10:20") if one.to == OFFICE]
    assert "该单位已撤回上一次反馈或申请" in told.text
    assert "补充" not in told.text
