"""A default sends nothing that the document does not say."""

import json

import pytest

from tests.support.office_day import OfficeDay

A, B = "区教育局", "区民政局"
TASKS = [("1", "公布招生政策", A), ("2", "公布救助标准", B)]
#: Days of a notice that are no last day of its tasks.
DAYS = {
    "a sign-off": "请各责任单位于2021年6月10日前将经主要负责人签字确认的任务清单报送区政府办公室。",
    "another body's report": "区审计局于2021年6月18日前向区政府报送审计工作报告。",
    "the implementing rules": "各责任单位于2021年6月25日前制定实施细则并报送区政府办公室。",
    "a report": "各责任单位于2021年12月10日前将落实情况报送区政府办公室。",
}


@pytest.mark.parametrize("notice", DAYS.values(), ids=DAYS.keys())
def test_a_day_of_the_notice_is_no_default_for_its_tasks(office: OfficeDay, notice: str) -> None:
    """Thirty tasks without a deadline got that of a sign-off."""
    office.units({A: [("甲", "a@example.org")], B: [("乙", "b@example.org")]})
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in TASKS)
    head = "<tr><th>序号</th><th>工作任务</th><th>责任单位</th></tr>"
    table = f"<table>{head}{body}</table>"
    page = f"<html><body><h1>青榆区2021年工作要点</h1><p>2021年5月20日</p><p>{notice}</p>{table}</body></html>"
    (office.folder / "a.html").write_text(page, encoding="utf-8")
    office.do("import", "a.html")
    (made,) = office.ids()
    office.do("dispatch", made, "--yes", "--on", "2021-06-01")
    found = {
        duty["number"]: duty["due"] for one in json.loads(office.do("status", "--json").out) for duty in one["items"]
    }
    assert {number: due for number, due in found.items() if number in {"1", "2"}} in ({}, {"1": None, "2": None})
