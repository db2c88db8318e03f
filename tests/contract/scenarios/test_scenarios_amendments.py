"""A notice that adjusts a ledger at work: offered for that one, and only what it changes is told."""

from tests.support.office_day import OfficeDay, to

A, B = "区教育局", "区民政局"
TITLE = "青榆区2021年政务公开工作要点"
ROWS = [("1", "公布招生政策", A, "2021年6月30日前"), ("2", "公布救助标准", B, "2021年9月30日前")]
LATER = [("1", "公布救助标准", B, "2021年10月29日前"), ("2", "公布招生政策", A, "2021年6月30日前")]


def test_it_is_offered_for_the_ledger_at_work_and_tells_of_what_changes_alone(office: OfficeDay) -> None:
    office.units({A: [("甲", "a@example.org")], B: [("乙", "b@example.org")]})
    office.do("import", str(office.ledger("draft.html", f"{TITLE}（征求意见稿）", ROWS[:1])))
    made = office.dispatched("a.html", TITLE, ROWS)
    office.tick("2021-06-01")
    office.tick("2021-06-03")
    notice = office.ledger("b.html", f"关于调整{TITLE}的通知", LATER, issued="2021年6月4日")
    office.at = "2021-06-04T10:00+08:00"
    shown = office.do("import", str(notice))
    assert f"--amends {made}" in (shown.out + shown.err).replace("\n", "")
    office.do("import", str(notice), "--amends", made)
    mails = office.tick("2021-06-04T10:30+08:00")
    assert "时限由2021年9月30日改为2021年10月29日" in to(mails, "b@example.org")
    assert to(mails, "a@example.org") == ""
