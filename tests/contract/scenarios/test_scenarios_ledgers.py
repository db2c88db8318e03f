"""Which ledger a file is, and what those hear who were told of what it changes."""

import json

import pytest

from tests.support.office_day import OfficeDay, Row, to

A, B, C = "区教育局", "区民政局", "区体育局"
UNITS = {A: [("甲", "a@example.org")], B: [("乙", "b@example.org")], C: [("丙", "c@example.org")]}
TITLE = "青榆区2021年工作要点"
ROWS: list[Row] = [
    ("1", "公布招生政策和学区划分方案", A, "2021年9月30日前"),
    ("2", "公布困难群众救助标准", B, "2021年9月30日前"),
    ("3", "公布公共体育场馆开放名单", C, "2021年10月29日前"),
]


def dispatched(office: OfficeDay) -> str:
    office.units(UNITS)
    made = office.dispatched("a.html", TITLE, ROWS)
    office.tick("2021-06-01")
    return made


def corrected(office: OfficeDay, rows: list[Row], ledger: str) -> None:
    office.at = "2021-07-05T10:00+08:00"
    office.do("import", str(office.ledger("b.html", TITLE, rows)), "--corrects", ledger)


def states(office: OfficeDay) -> dict[tuple[str, str], str]:
    told = json.loads(office.do("status", "--json").out)
    return {(duty["number"], duty["unit"]): duty["state"] for one in told for duty in one["items"]}


def test_another_bodys_ledger_of_the_same_title_is_asked_about(office: OfficeDay) -> None:
    """It took over the report of an unrelated task and withdrew a third without a word."""
    dispatched(office)
    office.do("mark", "1", "reported")
    before = states(office)
    rows = [("1", "修订防汛应急预案", C, "2021年8月31日前"), ("2", "开展桥梁隐患排查", A, "2021年8月31日前")]
    asked = office.run("import", str(office.ledger("b.html", TITLE, rows)), "--now", office.at)
    assert asked.code == 2
    assert "--as-new" in asked.err
    assert "--corrects" in asked.err
    assert states(office) == before
    assert office.tick("2021-06-02T15:00+08:00") == [] or "撤销" not in to(office.server.mails, "b@example.org")


def test_a_row_that_became_another_task_is_a_new_duty(office: OfficeDay) -> None:
    ledger = dispatched(office)
    office.do("mark", "1", "reported")
    corrected(office, [("1", "整治校园周边餐饮摊点", A, "2021年9月30日前"), *ROWS[1:]], ledger)
    assert states(office)["1", A] not in {"reported", "closed"}
    got = to(office.tick("2021-07-06"), "a@example.org")
    assert "整治校园周边餐饮摊点" in got
    assert "交办" in got


def test_a_moved_deadline_is_told_with_both_days(office: OfficeDay) -> None:
    ledger = dispatched(office)
    corrected(office, [(*ROWS[0][:3], "2021年8月31日前"), *ROWS[1:]], ledger)
    got = to(office.tick("2021-07-06"), "a@example.org")
    assert "9月30日" in got
    assert "8月31日" in got
    assert to(office.mails(), "b@example.org") == ""


def test_another_unit_is_told_to_both_and_not_urged_the_day_after(office: OfficeDay) -> None:
    ledger = dispatched(office)
    corrected(office, [ROWS[0], ROWS[1], (*ROWS[2][:2], B, "2021年10月29日前")], ledger)
    mails = office.tick("2021-07-06")
    former, new = to(mails, "c@example.org"), to(mails, "b@example.org")
    assert ROWS[2][1] in former
    assert ROWS[2][1] in new
    assert "交办" in new
    assert "催" not in to(office.tick("2021-07-07"), "b@example.org")


def test_a_withdrawn_task_is_said_to_be_and_never_reminded_again(office: OfficeDay) -> None:
    ledger = dispatched(office)
    corrected(office, [ROWS[0], ROWS[2]], ledger)
    got = to(office.tick("2021-07-06"), "b@example.org")
    assert ROWS[1][1] in got
    assert "不再办理" in got
    later = "".join(to(office.tick(day), "b@example.org") for day in ("2021-09-23", "2021-09-29", "2021-10-08"))
    assert later == ""


def test_a_renumbered_task_is_said_with_both_numbers(office: OfficeDay) -> None:
    ledger = dispatched(office)
    rows = [("1", *ROWS[1][1:]), ("2", *ROWS[2][1:]), ("3", *ROWS[0][1:])]
    office.do("mark", "1", "reported", "--note", "已公布")
    corrected(office, rows, ledger)
    assert states(office)["3", A] == "reported"
    got = to(office.tick("2021-07-06"), "a@example.org")
    assert "3. 公布招生政策和学区划分方案" in got
    assert "序号有调整，原为第 1 项" in got


def test_an_english_office_reads_english_questions(office: OfficeDay) -> None:
    """Questions were stored in the language of the day they were read."""
    office.units(UNITS)
    office.do("import", str(office.ledger("a.html", TITLE, [("1", "公布政策", A, "9月33日前"), *ROWS[1:]])))
    chinese = office.run("questions", *office.ids()).out
    office.setting("duban.toml", 'language = "en"\n')
    english = office.run("questions", *office.ids()).out
    assert chinese != english
    assert "row 2" in english.lower() or "Table 1" in english
    assert "第2行" not in english


def test_what_waits_is_told_in_the_language_of_the_day_it_goes(office: OfficeDay) -> None:
    ledger = dispatched(office)
    corrected(office, [(*ROWS[0][:3], "2021年8月31日前"), *ROWS[1:]], ledger)
    office.setting("duban.toml", 'language = "en"\n')
    got = to(office.tick("2021-07-06"), "a@example.org")
    assert "30 Sep 2021" in got
    assert "31 Aug 2021" in got
    assert "9月30日" not in got.replace(ROWS[0][3], "")


@pytest.mark.parametrize("verbs", [("reported",), ("reported", "closed")])
def test_another_task_alike_in_words_takes_over_nothing_unasked(office: OfficeDay, verbs: tuple[str, ...]) -> None:
    """校园食品安全检查（已销号） became 校园消防安全检查, closed, which nobody was ever told of."""
    office.units(UNITS)
    rows = [("1", "公布救助标准", B, "2021年9月30日前"), ("2", "开展校园食品安全检查", A, "2021年9月30日前")]
    ledger = office.dispatched("a.html", TITLE, rows)
    office.tick("2021-06-01")
    for verb in verbs:
        office.do("mark", "2", verb, "--unit", A)
    done = states(office)["2", A]
    corrected(office, [("1", "开展校园消防安全检查", A, "2021年10月29日前")], ledger)
    asked = office.run("questions", ledger).out.replace("\n", "")
    assert "开展校园消防安全检查" in asked
    assert "开展校园食品安全检查" in asked
    assert states(office)["1", A] == done  # until it is answered
    assert "s1" in office.run("questions", ledger).out
    corrected(
        office, [("1", "开展校园消防安全检查", A, "2021年10月29日前"), ("2", "公布名单", C, "2021年9月30日前")], ledger
    )
    assert "开展校园消防安全检查" in office.run("questions", ledger).out.replace("\n", "")  # is asked still
    office.do("questions", ledger, "--answer", "s1=other")
    found = states(office)
    assert found["1", A] not in {"reported", "closed"}
    assert [state for (number, unit), state in found.items() if unit == A and number != "1"] in (
        ["closed"],
        ["withdrawn"],
    )
    got = to(office.tick("2021-07-06"), "a@example.org")
    assert "交办" in got
    assert "开展校园消防安全检查" in got


def test_the_same_task_in_other_words_goes_on_as_it_stood(office: OfficeDay) -> None:
    ledger = dispatched(office)
    office.do("mark", "1", "reported")
    corrected(office, [("1", "公布招生政策和学区划分方案全文", A, "2021年9月30日前"), *ROWS[1:]], ledger)
    office.do("questions", ledger, "--answer", "s1=same")
    assert states(office)["1", A] == "reported"
    assert "没有" in office.run("questions", ledger).out or "s1" not in office.run("digest").out


def test_a_row_taken_out_and_another_put_in_are_not_one(office: OfficeDay) -> None:
    """Alike in words, with neither a unit nor a day in common: the withdrawn one stood under the new one's number."""
    office.units(UNITS)
    rows = [("1", "公布救助标准", B, "2021年9月30日前"), ("2", "开展校园食品安全检查", A, "2021年9月30日前")]
    ledger = office.dispatched("a.html", TITLE, rows)
    office.tick("2021-06-01")
    corrected(office, [("1", "开展场馆消防安全检查", C, "2021年8月20日前"), ("2", *rows[0][1:])], ledger)
    found = states(office)
    assert ("1", A) not in found
    assert found["1", C] == "dispatched"
    assert found["2", B] == "dispatched"
    assert found["原2", A] == "withdrawn"
