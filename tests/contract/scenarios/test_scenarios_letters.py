"""What a letter and a digest say is true: the day that counts, the task in full, rehearsal and mail alike."""

import json
import re
from datetime import date, timedelta

from tests.support.office_day import COORDINATOR, OfficeDay, to, words

UNITS = {"甲局": [("甲", "a@example.org")], "乙局": [("乙", "b@example.org")]}
TITLE = "2021年工作要点任务分解表"


def test_a_digest_between_the_strict_day_and_the_lenient_one_is_no_all_clear(office: OfficeDay) -> None:
    office.units(UNITS)
    office.dispatched(
        "l.html", TITLE, [("26", "规章集中公开", "甲局、乙局", "2021年9月前"), ("27", "长期任务", "甲局", "长期工作")]
    )
    office.tick("2021-06-01")
    office.tick("2021-09-22")
    digest = to(office.tick("2021-09-27T08:30"), COORDINATOR[1])
    subject = digest.splitlines()[0]
    assert "两周内 1 项到期" in subject
    assert "26 规章集中公开：9月30日到期，2 家未完成" in digest
    assert "无到期" not in digest


def test_no_subject_names_a_day_that_has_passed(office: OfficeDay) -> None:
    office.units(UNITS)
    rows = [
        ("1", "公开目录", "甲局", "2021年9月前"),
        ("2", "公开预算", "甲局", "2021年8月20日前"),
        ("3", "修订指南", "甲局", "2021年9月15日前"),
    ]
    office.dispatched("l.html", TITLE, rows)
    day = date(2021, 6, 1)
    while day < date(2021, 10, 8):
        for mail in office.tick(f"{day}"):
            subject = str(mail.parsed["Subject"])
            for month, number in re.findall(r"(\d+)月(\d+)日", subject):
                assert date(2021, int(month), int(number)) >= day, subject
        day += timedelta(days=1)


def test_the_whole_task_its_label_and_the_blanks_of_latin_words(office: OfficeDay) -> None:
    task = (
        "建设 Open Data 平台，通过 https://data.example.org/a 集中公开"
        + "各类规划文本、图件和政策解读材料，" * 6
        + "并接受社会监督"
    )
    office.units(UNITS)
    office.dispatched("l.html", TITLE, [("1", task, "甲局", "2021年9月前完成现有规划文件主动公开；长期工作")])
    told = " ".join(to(office.tick("2021-06-01"), "a@example.org").split())
    assert "并接受社会监督" in told
    assert "Open Data平台，通过 https://data.example.org/a 集中公开" in told
    assert "…" not in told
    reminder = to(office.tick("2021-08-17"), "a@example.org")
    assert re.search(r"1\. 建设.*…（完成现有规划文件主动公开）", reminder)


def test_what_is_rehearsed_is_what_is_sent(office: OfficeDay) -> None:
    office.units(UNITS)
    rows = [
        ("1", "公开目录", "甲局、乙局", "2021年6月30日前"),
        ("2", "报送信息", "乙局", "每月25日前"),
        ("3", "推进平台", "甲局", "长期工作"),
    ]
    office.dispatched("l.html", TITLE, rows)
    shown = office.run("rehearse", "--from", "2021-06-01", "--to", "2021-07-31", "--json", "--now", office.at)
    planned = [json.loads(line) for line in shown.out.splitlines()]
    sent = []
    day = date(2021, 6, 1)
    while day <= date(2021, 7, 31):
        for hour in ("08:30", "09:00"):
            sent += [(mail.recipients[0], words(mail)) for mail in office.tick(f"{day}T{hour}+08:00")]
        day += timedelta(days=1)
    assert len(planned) == len(sent)
    said = sorted(_plain(one["subject"], one["text"]) for one in planned)
    assert said == sorted(_plain(*text.split("\n", 1)) for _, text in sent)


def _plain(subject: str, text: str) -> str:
    """Without the reference that only a mail has."""
    return " ".join(f"{subject.partition(' 〔')[0]} {text}".split())
