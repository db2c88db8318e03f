"""What a coordinator needs beside the ledgers: mails, the policy, the sheet of units, the check; a unit's absences."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.plan.policy_file import load_policy
from bot.roster.roster_file import load_roster
from bot.work.office import Office
from tests.support.board import Browser
from tests.support.office import dispatched, due, ledger, task

UNITS = """[[unit]]
name = "区财政局"  # 注意
[[unit.contact]]
name = "王科"
email = "cz@example.org"
[[unit.contact]]
name = "李科"
email = "cz2@example.org"

[[unit]]
name = "区教育局"
[[unit.contact]]
name = "赵科"
email = "jy@example.org"

[[coordinator]]
name = "区政府办公室"
email = "gk@example.org"
"""


@pytest.fixture
def made(office: Office, tmp_path: Path) -> Office:
    """The office with files of its own and a ledger at work."""
    file = tmp_path / "config" / "units.toml"
    file.parent.mkdir()
    file.write_text(UNITS, encoding="utf-8")
    made = replace(office, roster=load_roster(file), config=file.parent)
    dispatched(made, ledger(task("1", due("2021-09-30"))))
    return made


@pytest.fixture
def browser(made: Office) -> Browser:
    return Browser(made).enter("coordinator", "区政府办公室")


def state(browser: Browser) -> tuple[str, str]:
    found = re.search(r'name="state" value="([0-9a-f]+)"', browser.text)
    assert found is not None
    return "state", found[1]


def test_a_contact_says_who_of_the_unit_is_away(made: Office, tmp_path: Path) -> None:
    contact = Browser(made).enter("contact", "区财政局", "王科")
    contact.get("/me")
    assert "李科" in contact.words
    assert "赵科" not in contact.words
    spans = ("away", "2021-07-01 至 2021-07-10")
    contact.send("/away", state(contact), ("unit", "区财政局"), ("place", "0"), spans)
    file = tmp_path / "config" / "units.toml"
    roster = load_roster(file)
    assert str(roster.contacts("区财政局", "contact")[0].away[0].first) == "2021-07-01"
    assert roster.contacts("区财政局", "contact")[0].email == "cz@example.org"
    assert "# 注意" in file.read_text(encoding="utf-8")
    before = file.read_bytes()
    contact.get("/me")
    contact.send("/away", state(contact), ("unit", "区教育局"), ("place", "0"), spans)
    assert contact.status == 404
    assert file.read_bytes() == before


def test_a_preset_is_compared_and_chosen(browser: Browser, tmp_path: Path) -> None:
    browser.get("/policy")
    assert "suqian" in browser.text
    assert "<svg" in browser.text
    browser.send("/policy", state(browser), ("preset", "suqian"))
    assert load_policy(tmp_path / "config" / "policy.toml").preset == "suqian"
    browser.get("/policy?compare=xian")
    assert browser.words.count("今后三个月共") == 2
    assert browser.get("/policy?compare=xian") == browser.text
    browser.send("/policy", ("state", "0" * 16), ("preset", "xian"))
    assert browser.status == 409
    browser.get("/policy")
    browser.send("/policy", state(browser), ("preset", "../../etc/passwd"))
    assert browser.status == 409
    assert load_policy(tmp_path / "config" / "policy.toml").preset == "suqian"


def test_the_units_go_out_as_a_sheet_and_come_back(browser: Browser, tmp_path: Path) -> None:
    browser.get("/units.xlsx")
    content = browser.content
    assert content[:2] == b"PK"
    browser.get("/units")
    browser.post("/units/sheet", [("token", browser.token), state(browser)], [("units.xlsx", content)])
    assert browser.status == 200
    assert load_roster(tmp_path / "config" / "units.toml").find_unit("区教育局") is not None
    browser.post("/units/sheet", [("token", browser.token), state(browser)], [("x.csv", "甲,乙\n1,2\n".encode())])
    assert browser.status == 409


def test_no_mail_and_no_check_say_so(browser: Browser) -> None:
    assert "没有需要看的来信" in browser.get("/mails")
    browser.get("/check")
    assert browser.status == 404
    browser.send("/mails", ("id", "nothing"))
    assert browser.status in {403, 409}
