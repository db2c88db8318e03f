"""A year of an office in which nobody does anything, every message read, as it is rehearsed and so as it is sent."""

import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import pytest

from tests.support.office_day import COORDINATOR, Units, office_day

UNITS: Units = {
    "区教育局": [("甲", "a@example.org"), ("甲领导", "al@example.org", "leader")],
    "区民政局": [("乙", "b@example.org")],
    "区商务局": [("丙", "")],
}
ALL = "区教育局、区民政局、区商务局"
ROWS = [
    ("1", "公开规划文件", ALL, "2021年9月前完成现有规划文件主动公开；长期工作"),
    ("2", "报送工作信息", "区教育局、区民政局", "每月25日前"),
    ("3", "推进平台建设", ALL, "长期工作"),
    ("4", "公布招生政策", "区教育局", "2021年6月18日前"),
    ("5", "整改检查问题", "区民政局", "立行立改"),
    ("6", "答复群众来信", "区教育局", "收到来信后5个工作日内"),
    ("7", "集中整治市场秩序", "区民政局", "2021年7月至10月"),
    ("8", "召开联席会议", "区教育局", "每年召开两次"),
]
#: Words of the program and of earlier letters that no office would write.
FOREIGN = re.compile(
    r"urging|telegram|\bcli\b|\bduban [a-z]|从严时限|联系不上|没有看懂|台阶|这条命令没有办成|None|\{|\}|\bdict\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Told:
    """One message."""

    day: date
    to: str
    kind: str
    subject: str
    text: str


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> list[Told]:
    """All messages from the dispatch to the new year."""
    with pytest.MonkeyPatch.context() as patch, office_day(tmp_path_factory.mktemp("year"), patch) as office:
        office.units(UNITS)
        office.dispatched("a.html", "青榆区2021年工作要点", ROWS)
        days = ("--from", "2021-06-01", "--to", "2022-01-07")
        shown = office.run("rehearse", *days, "--json", "--now", office.at).out
        rows = [json.loads(line) for line in shown.splitlines()]
        return [
            Told(date.fromisoformat(one["at"][:10]), one["contact"] or "", one["kind"], one["subject"], one["text"])
            for one in rows
        ]


def test_no_word_of_the_program_stands_in_a_message(year: list[Told]) -> None:
    assert len(year) > 50
    assert len({one.kind for one in year}) > 5
    for one in year:
        found = FOREIGN.search(f"{one.subject}\n{one.text}")
        assert found is None, (found, one)


def test_no_subject_names_a_day_that_has_passed(year: list[Told]) -> None:
    for one in year:
        for month, number in re.findall(r"(\d+)月(\d+)日", one.subject):
            named = date(one.day.year + (int(month) < one.day.month - 6), int(month), int(number))
            assert named >= one.day, one


def test_a_digest_counts_the_same_in_subject_and_body(year: list[Told]) -> None:
    digests = [one for one in year if one.subject.startswith("【周报】")]
    late = [one for one in digests if "逾期" in one.subject and "无逾期" not in one.subject]
    assert len(late) > 10
    for one in late:
        said, shown = re.search(r"(\d+) 项任务逾期", one.subject), re.search(r"逾期（(\d+) 项", one.text)
        assert said is not None, one
        assert shown is not None, one
        assert said[1] == shown[1], one


def test_what_falls_due_on_the_day_of_the_digest_is_in_it(year: list[Told]) -> None:
    """25 October is a Monday: the month's report is due on the day on which the digest comes."""
    day = [one for one in year if one.day == date(2021, 10, 25) and one.subject.startswith("【周报】")]
    (digest,) = [one for one in day if one.to == COORDINATOR[0]]
    assert re.search(r"报送工作信息.*今天到期", digest.text)


def test_nobody_gets_the_same_words_twice(year: list[Told]) -> None:
    bodies = Counter((one.to, re.sub(r"\d{4}年\d+月\d+日\s*$", "", one.text).strip()) for one in year)
    assert max(bodies.values()) == 1, bodies.most_common(1)


def test_a_person_is_urged_once_a_week_at_most(year: list[Told]) -> None:
    for name in ("甲", "乙"):
        days = [one.day for one in year if one.to == name and "【催办】" in one.subject]
        assert days
        assert all((two - one).days >= 7 for one, two in pairwise(days))
