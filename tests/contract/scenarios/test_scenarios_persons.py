"""Whose a message is: whoever stands for the unit at the moment of sending, for that unit's items alone."""

import json

from tests.support.office_day import COORDINATOR, OfficeDay, drafts_of, to, words

A, B, C = "区教育局", "区民政局", "区体育局"
SHARED, NEW, DEPUTY = "shared@example.org", "new@example.org", "deputy@example.org"
ROWS = [
    ("1", "公布招生政策", A, "2021年6月30日前"),
    ("2", "公布救助标准", B, "2021年6月30日前"),
    ("3", "公布场馆名单", C, "2021年6月30日前"),
]
SAID = {A: "公布招生政策", B: "公布救助标准", C: "公布场馆名单"}


def three(office: OfficeDay) -> None:
    office.units({unit: [("何平", SHARED)] for unit in (A, B, C)})
    office.dispatched("a.html", "青榆区2021年工作要点", ROWS)


def test_a_person_of_several_units_gets_one_message_that_names_them(office: OfficeDay) -> None:
    three(office)
    mails = office.tick("2021-06-01")
    assert len(mails) == 1
    got = to(mails, SHARED)
    assert all(words in got for words in (A, B, C, *SAID.values()))
    assert "何平" in got


def test_while_a_mail_waited_one_unit_got_another_contact(office: OfficeDay) -> None:
    """He received all three units' items, while the first person never got the other two."""
    three(office)
    office.server.fault("RCPT", *["451 4.7.1 later"] * 3)
    assert office.tick("2021-06-01T09:00+08:00") == []
    office.units({A: [("新来", NEW)], B: [("何平", SHARED)], C: [("何平", SHARED)]})
    mails = office.tick("2021-06-01T10:30+08:00")
    mails += office.tick("2021-06-01T11:30+08:00")
    new, old = to(mails, NEW), to(mails, SHARED)
    assert SAID[A] in new
    assert SAID[B] not in new
    assert SAID[C] not in new
    assert SAID[A] not in old
    assert SAID[B] in old
    assert SAID[C] in old


def test_a_refused_shared_mailbox_sends_each_deputy_its_own_unit(office: OfficeDay) -> None:
    """The first unit's deputy got the second unit's items."""
    office.units({A: [("何平", SHARED), ("副手", DEPUTY)], B: [("何平", SHARED)], C: [("何平", SHARED)]})
    office.dispatched("a.html", "青榆区2021年工作要点", ROWS)
    office.server.refuse[SHARED] = "550 5.1.1 no such user"
    for at in ("2021-06-01T09:00+08:00", "2021-06-01T09:30+08:00"):
        office.tick(at)
    got = to(office.server.mails, DEPUTY)
    assert SAID[A] in got
    assert SAID[B] not in got
    assert SAID[C] not in got
    (left,) = [json.loads(line) for line in office.run("outbox", "--json").out.splitlines()]
    assert (left["contact"], left["to"]) == ("何平", f"{B}、{C}")
    assert A not in left["subject"]


def test_a_unit_that_left_the_file_takes_nobody_with_it(office: OfficeDay) -> None:
    """For four months every reminder of the other unit joined the dead message."""
    three(office)
    office.tick("2021-06-01")
    office.units({B: [("何平", SHARED)], C: [("何平", SHARED)]})
    got = "".join(to(office.tick(day), SHARED) for day in ("2021-06-23", "2021-06-25", "2021-06-29", "2021-07-05"))
    assert SAID[B] in got
    assert SAID[C] in got
    assert SAID[A] not in got


def test_a_unit_that_nobody_can_reach_is_said_to_have_had_nothing(office: OfficeDay) -> None:
    """A draft said 已催办 2 次 of a unit whose every message still waited for an address."""
    office.units({A: [("何平", SHARED)], B: [("无址", "")]} | {C: [("周南", NEW)]})
    office.dispatched("a.html", "青榆区2021年工作要点", ROWS)
    for day in ("2021-06-01", "2021-07-01", "2021-07-08", "2021-07-15", "2021-07-22"):
        office.tick(day)
    digest = office.do("digest", "--show").out
    assert "从未送达" in digest
    unsigned = next(line for line in digest.splitlines() if line.startswith("尚未签收"))
    assert B not in unsigned
    drafts = "".join(drafts_of(mail) for mail in office.server.mails if COORDINATOR[1] in mail.recipients)
    assert f"{A}：" in drafts
    assert "催办" not in drafts.partition(f"{B}：")[2].partition("督 办 函")[0]
    office.units({A: [("何平", SHARED)], B: [("有址", DEPUTY)], C: [("周南", NEW)]})
    first = to(office.tick("2021-07-23"), DEPUTY)
    assert "【交办】" in first
    assert "次催办" not in first


def test_rights_end_with_the_file_and_a_successor_gets_what_comes(office: OfficeDay) -> None:
    three(office)
    office.tick("2021-06-01")
    office.units({unit: [("新来", NEW)] for unit in (A, B, C)}, coordinators=[("新督查", "dc2@example.org")])
    mails = office.tick("2021-06-25")
    assert to(mails, SHARED) == ""
    assert SAID[A] in to(mails, NEW)
    assert all(COORDINATOR[1] not in mail.recipients for mail in office.tick("2021-07-05"))


def standing(office: OfficeDay) -> set[tuple[str, ...]]:
    """Number, unit, state and last day of every duty."""
    found = json.loads(office.do("status", "--json").out)
    names = ("number", "unit", "state", "due")
    return {tuple(str(duty[name]) for name in names) for ledger in found for duty in ledger["items"]}


def merged(name: str, *old: str) -> str:
    """The unit of that name, which the file knows by its old ones too."""
    aliases = ", ".join(f'"{one}"' for one in old)
    contact = '[[unit.contact]]\nname = "甲"\nemail = "a@example.org"'
    return f'[[unit]]\nname = "{name}"\naliases = [{aliases}]\n{contact}'


def test_a_unit_renamed_with_its_old_name_kept_goes_on_as_it_stood(office: OfficeDay) -> None:
    """All its duties were withdrawn and dispatched anew: signatures, reports and clocks were lost."""
    new = "区教育和体育局"
    office.units({A: [("甲", "a@example.org")], B: [("乙", "b@example.org")]})
    rows = [("1", "公布招生政策", f"{A}、{B}", "2021年6月30日前"), ("2", "公布救助标准", A, "2021年6月30日前")]
    rows.append(("3", "答复来信", A, "收到来信后5个工作日内"))
    office.dispatched("a.html", "青榆区2021年工作要点", rows)
    office.tick("2021-06-01")
    office.at = "2021-06-02T10:00+08:00"
    for number, verb in (("1", "reported"), ("2", "reported"), ("2", "closed")):
        office.do("mark", number, verb, "--unit", A)
    office.do("start", "3", "--on", "2021-06-02")
    office.tick("2021-06-02T11:00+08:00")
    before = standing(office)
    office.units({B: [("乙", "b@example.org")]}, more=merged(new, A))
    told = [words(mail) for mail in office.tick("2021-06-03")]
    assert not any(said in one for one in told for said in ("现交", "不再承办", "撤销"))
    assert standing(office) == {(number, unit.replace(A, new), *rest) for number, unit, *rest in before}
    assert "单位更名" in office.run("log", "1").out
    assert "答复来信" in to(office.tick("2021-06-08"), "a@example.org")


def test_of_two_units_that_become_one_no_report_is_lost(office: OfficeDay) -> None:
    new = "区教育民政局"
    office.units({A: [("甲", "a@example.org")], B: [("乙", "b@example.org")]})
    office.dispatched("a.html", "青榆区2021年工作要点", [("1", "公布政策", f"{A}、{B}", "2021年6月30日前")])
    office.tick("2021-06-01")
    office.at = "2021-06-02T10:00+08:00"
    office.do("mark", "1", "reported", "--unit", B)
    office.units({}, more=merged(new, A, B))
    office.tick("2021-06-03")
    assert ("1", new, "reported", "2021-06-30") in standing(office)
    assert ("1", A, "dispatched", "2021-06-30") not in standing(office)
