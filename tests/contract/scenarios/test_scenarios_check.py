"""What `check` says of people: units at work that the file lacks, and units of which nobody is there."""

import pytest

from tests.support.office_day import OfficeDay

A, B = "区教育局", "区民政局"
ROWS = [("1", "公布招生政策", A, "2021年6月30日前"), ("2", "公布救助标准", B, "2021年6月30日前")]
AWAY = "away = [{ from = 2021-06-01, to = 2021-06-10 }]"


def check(office: OfficeDay) -> str:
    return office.run("check", "--now", office.at).out


def test_a_unit_at_work_that_left_the_file_is_named(office: OfficeDay) -> None:
    """All units stood there with a tick."""
    office.units({A: [("甲", "a@example.org")], B: [("乙", "b@example.org")]})
    office.dispatched("a.html", "青榆区2021年工作要点", ROWS)
    assert "不在名录中" not in check(office)
    office.units({A: [("甲", "a@example.org")]})
    said = next(line for line in check(office).splitlines() if "不在名录中" in line)
    assert said.startswith("!")
    assert B in said
    assert A not in said
    office.do("mark", "2", "withdrawn", "--note", "不再办理")
    assert "不在名录中" not in check(office)


@pytest.mark.parametrize(
    ("contacts", "is_said"),
    [
        (["contact", "contact"], True),
        (["contact", None], False),
        ([None, "leader"], True),
        ([None, "leader", "leader"], True),
        ([None], False),
    ],
)
def test_a_unit_of_which_nobody_is_there_is_named(office: OfficeDay, contacts: list[str | None], is_said: bool) -> None:
    """`contacts`: the roles of those who are away; None: a contact who is there."""
    lines = [f'[[unit]]\nname = "{A}"']
    for n, role in enumerate(contacts):
        lines += ["[[unit.contact]]", f'name = "{n}"', f'email = "p{n}@example.org"', f'role = "{role or "contact"}"']
        lines += [AWAY] if role else []
    office.units({}, more="\n".join(lines))
    said = [line for line in check(office).splitlines() if line.startswith("! AB角")]
    assert [A in line for line in said] == [True] * is_said
    office.at = "2021-06-11T09:00+08:00"
    assert "AB角" not in check(office)
