"""A mail server that refuses one address for months: nobody is called urged who never was."""

from tests.support.office_day import COORDINATOR, OfficeDay, to

A, B = "区教育局", "区民政局"
ROWS = [("1", "公布招生政策", A, "2021年6月10日前"), ("2", "公布救助标准", B, "2021年6月10日前")]
DAYS = ("2021-06-01", "2021-06-11", "2021-06-15", "2021-06-18", "2021-06-21", "2021-06-25", "2021-06-28", "2021-07-02")


def test_what_never_arrived_is_followed_by_no_letter(office: OfficeDay) -> None:
    office.units({A: [("甲", "a@example.org")], B: [("乙", "b@example.org")]})
    office.server.refuse["b@example.org"] = "550 5.1.1 no such user"
    office.dispatched("a.html", "青榆区2021年工作要点", ROWS)
    told = [mail for day in DAYS for mail in office.tick(day)]
    drafted = [
        mail for mail in told if COORDINATOR[1] in mail.recipients and "【拟督办】" in to([mail], COORDINATOR[1])
    ]
    assert drafted
    assert all("公布招生政策" in to([mail], COORDINATOR[1]) for mail in drafted)
    assert not [mail for mail in drafted if "公布救助标准" in to([mail], COORDINATOR[1])]
    assert "从未送达" in office.do("digest", "--show").out
