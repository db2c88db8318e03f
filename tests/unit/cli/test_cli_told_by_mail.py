"""What an office's people read in a year, by the real program and a real mail server."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.commands import Run, duban, empty_place, example_config
from tests.support.running import Running, running
from tests.support.smtp import MailServer, smtp_server

LEDGER = """测试区2021年政务公开工作要点任务分解表

序号\t工作任务\t责任单位\t督导单位\t完成时限
1\t主动公开本区各类规划文件\t区财政局、区教育局\t\t2021年9月前完成现有规划文件主动公开；长期工作
2\t核对 Open Data 目录，通过 https://data.example.org/open 公开\t区财政局\t区政府督查室\t2021年9月前
3\t公开财政预决算\t区财政局\t\t2021年9月30日前
4\t更新办事指南\t区财政局、区教育局\t\t长期工作
"""
FIRST = "2021-06-01T09:00+08:00"


class Office:
    """The program at work, and the mails that came of it, the newest last."""

    def __init__(self, run: Run, box: Running[MailServer]) -> None:
        self.run, self._box = run, box

    def on(self, day: str, hour: str = "09:00") -> "list[tuple[str, str, str]]":
        """Wakes it on this day; gives to whom, subject and text of each mail that came of it."""
        before = len(self._box.server.mails)
        self.run("tick", "--now", f"{day}T{hour}+08:00")
        mails = [mail.parsed for mail in self._box.server.mails[before:]]
        return [(str(m["To"]), str(m["Subject"]), str(m.get_body(("plain",)).get_content())) for m in mails]  # type: ignore[union-attr]

    def letter(self, day: str, to: str, mark: str) -> tuple[str, str]:
        """Subject and text of the one mail with this mark."""
        found = [(subject, text) for who, subject, text in self.on(day) if to in who and mark in subject]
        assert len(found) == 1, found
        return found[0]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    place = empty_place(tmp_path, monkeypatch)
    example_config(place)
    (place / "plan.txt").write_text(LEDGER, encoding="utf-8")
    with running(smtp_server) as box:
        monkeypatch.setenv("DUBAN_SMTP_URL", f"smtp://{box.server.host}:{box.server.port}")
        monkeypatch.setenv("DUBAN_MAIL_FROM", "duban@example.org")

        def run(*words: str) -> object:
            return duban(monkeypatch, *words)

        run("import", "plan.txt", "--issued", "2021-06-01", "--now", FIRST)
        run("dispatch", "plan", "--yes", "--now", FIRST)
        yield Office(run, box)  # type: ignore[arg-type]


def address_of(place: Path, unit: str) -> str:
    """The first address of a unit in the example's list."""
    words = (place / "config" / "units.toml").read_text(encoding="utf-8")
    found = re.search(rf'name = "{unit}".*?email = "([^"]+)"', words, re.DOTALL)
    assert found is not None
    return found[1]


@pytest.fixture
def unit(tmp_path: Path, office: Office) -> str:
    return address_of(tmp_path, "区财政局")


def test_a_dispatch_holds_tasks_in_full_and_how_to_answer_first(office: Office, unit: str) -> None:
    subject, text = office.letter("2021-06-01", unit, "【交办】")
    assert "4 项任务" in subject
    assert "通过 https://data.example.org/open 公开" in text
    assert "Open Data" in text
    assert "督导单位：区政府督查室" in text
    assert "1. 主动公开本区各类规划文件" in text
    assert "有两种理解" in text
    assert text.count("有两种理解") == 1  # once for the group
    assert "确认签收" in text


def test_between_the_strict_and_the_lenient_day_nothing_is_all_clear(office: Office, unit: str) -> None:
    office.on("2021-06-01")
    digests = [mail for mail in office.on("2021-09-27", "08:30") if "【周报】" in mail[1]]
    (_, subject, text) = digests[0]
    assert "无到期" not in subject
    assert "3 项" in subject
    assert "9月30日" in text
    for _, said, _ in office.on("2021-09-28"):
        assert "8月31日" not in said  # a subject never names a day that has passed


def test_the_last_day_stands_alone_in_the_subject(office: Office, unit: str) -> None:
    office.on("2021-06-01")
    subject, text = office.letter("2021-09-30", unit, "【提醒】")
    assert "3 项任务今天到期" in subject
    assert text.index("今天到期") < text.index("长期工作，请反馈本期进展")
    assert "长期工作，请反馈本期进展：第 1、4 项" in text


def test_what_is_late_is_told_by_item_task_first_then_its_part(office: Office, unit: str) -> None:
    office.on("2021-06-01")
    office.on("2021-10-08")
    digests = [mail for mail in office.on("2021-10-11", "08:30") if "【周报】" in mail[1]]
    (_, subject, text) = digests[0]
    assert "3 项任务逾期" in subject
    assert "逾期（3 项）" in text
    line = next(line for line in text.splitlines() if line.strip().startswith("🔴 1 "))
    assert "主动公开本区各类规划文件" in line
    assert "2 家未完成，均已逾期" in line
    assert not re.search(r"\bduban [a-z]", text)
