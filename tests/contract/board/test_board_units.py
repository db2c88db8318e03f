"""Units and contacts are changed on the page and stand in units.toml, whose comments stay."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.roster.roster_file import load_roster
from bot.work.office import Office
from tests.support.board import Browser
from tests.support.office import dispatched, due, ledger, task

UNITS = """# 名录，由办公室维护
[[unit]]
name = "区财政局"  # 注意：已合并
aliases = ["财政局"]
  [[unit.contact]]
  name = "王科"  # 周一至周五
  email = "cz@example.org"

[[unit]]
name = "区教育局"

[[coordinator]]
name = "区政府办公室"
email = "gk@example.org"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "config" / "units.toml"
    path.parent.mkdir()
    path.write_text(UNITS, encoding="utf-8")
    return path


@pytest.fixture
def browser(office: Office, file: Path) -> Browser:
    made = replace(office, roster=load_roster(file), config=file.parent)
    found = Browser(made).enter("coordinator", "区政府办公室")
    found.get("/units")
    return found


def state(browser: Browser) -> tuple[str, str]:
    found = re.search(r'name="state" value="([0-9a-f]+)"', browser.text)
    assert found is not None
    return "state", found[1]


def test_a_contact_is_changed_and_comments_stay(browser: Browser, file: Path) -> None:
    fields = (("name", "王科"), ("email", "cz2@example.org"), ("role", "contact"), ("away", "2021-07-01 至 2021-07-10"))
    browser.send("/units/entry", state(browser), ("unit", "区财政局"), ("place", "0"), *fields)
    text = file.read_text(encoding="utf-8")
    for comment in ("# 名录，由办公室维护", "# 注意：已合并", "# 周一至周五"):
        assert comment in text
    contact = load_roster(file).contacts("区财政局", "contact")[0]
    assert contact.email == "cz2@example.org"
    assert str(contact.away[0].last) == "2021-07-10"


def test_a_contact_and_a_unit_are_added_and_removed(browser: Browser, file: Path) -> None:
    browser.send("/units/entry", state(browser), ("unit", "区教育局"), ("place", "new"), ("email", "jy@example.org"))
    assert load_roster(file).contacts("区教育局", "contact")[0].email == "jy@example.org"
    browser.get("/units")
    browser.send(
        "/units/name", state(browser), ("unit", "区水务局"), ("aliases", "水务局、水利局"), ("groups", "区直各单位")
    )
    unit = load_roster(file).find_unit("水利局")
    assert unit is not None
    assert unit.groups == ("区直各单位",)
    browser.get("/units")
    browser.send("/units/entry", state(browser), ("unit", "区财政局"), ("place", "0"), ("what", "remove"))
    assert load_roster(file).contacts("区财政局", "contact") == ()


def test_what_somebody_wrote_meanwhile_is_never_overwritten(browser: Browser, file: Path) -> None:
    file.write_text(UNITS + "\n# 刚刚加的\n", encoding="utf-8")
    before = file.read_bytes()
    browser.send("/units/entry", state(browser), ("unit", "区财政局"), ("place", "0"), ("name", "李科"))
    assert browser.status == 409
    assert "被改动过" in browser.words
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    "fields",
    [
        [("unit", "区财政局"), ("place", "0"), ("email", "no address")],
        [("unit", "区财政局"), ("place", "0"), ("away", "下周")],
        [("unit", "区财政局"), ("place", "0"), ("away", "2021-02-30 至 2021-03-01")],
        [("unit", "区财政局"), ("place", "0"), ("telegram", "@wang")],
        [("unit", "区财政局"), ("place", "7"), ("name", "x")],
        [("unit", "没有局"), ("place", "new"), ("name", "x")],
        [("unit", ""), ("place", "new"), ("name", "")],
    ],
)
def test_what_would_break_the_file_is_refused(browser: Browser, file: Path, fields: list[tuple[str, str]]) -> None:
    before = file.read_bytes()
    browser.send("/units/entry", state(browser), *fields)
    assert browser.status == 409
    assert file.read_bytes() == before


def test_a_name_that_stands_twice_is_refused(browser: Browser, file: Path) -> None:
    before = file.read_bytes()
    browser.send("/units/name", state(browser), ("unit", "区教育局"), ("aliases", "财政局"))
    assert browser.status == 409
    assert file.read_bytes() == before


def test_an_invitation_and_a_link_are_shown_once_with_a_picture(browser: Browser) -> None:
    whom = (("unit", "区财政局"), ("role", "contact"), ("person", "王科"))
    browser.send("/units/invite", *whom, ("what", "board"))
    assert "data:image/svg+xml" in browser.text
    path = re.search(r"(/in/[\w-]+)", browser.text)
    assert path is not None
    contact = Browser(browser.office)
    contact.get(path[1])
    contact.send(path[1])
    assert "我的任务" in contact.words
    browser.get("/units")
    browser.send("/units/invite", *whom, ("what", "chat"))
    assert "/start " in browser.words


def test_contacts_that_a_draft_lacks_are_filled_in_beside_its_dispatch(browser: Browser, file: Path) -> None:
    browser.get("/new")
    table = "序号,任务,责任单位,完成时限\n1,公开预算,区教育局、区档案馆,2021年9月30日前\n"
    browser.send("/new", files=[("台账.csv", table.encode())])
    (path,) = set(re.findall(r'action="(/new/[^"]+)"', browser.text))
    browser.send(path, ("how", "new"), ("name", "台账.csv"))
    (action,) = set(re.findall(r'action="(/document/[^"/]+/contacts)"', browser.text))
    (state,) = set(re.findall(r'name="state" value="([^"]*)"', browser.text))
    units = re.findall(r'name="unit" value="([^"]*)"', browser.text)
    assert "区教育局" in units
    said = [part for unit in units for part in (("unit", unit), ("name", f"{unit}联络员"), ("email", "jy@example.org"))]
    browser.send(action, ("state", state), *said)
    assert browser.status == 200
    written = file.read_text(encoding="utf-8")
    assert "# 名录，由办公室维护" in written
    found = load_roster(file).find_unit("区教育局")
    assert found is not None
    assert [(one.name, one.email) for one in found.contact] == [("区教育局联络员", "jy@example.org")]
    browser.send(action, ("state", state), *said[:1], ("name", "别人"), ("email", "b@example.org"))
    assert "没有覆盖任何内容" in browser.words
    browser.get(action.removesuffix("/contacts"))
    browser.send(action, ("state", "x"), ("unit", "区教育局"), ("name", "某"), ("email", "不是邮箱"))
    assert "不是邮箱地址" in browser.words


ROBOT = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0a1b2c3d-0000-4000-8000-0123456789ab"


def add(file: Path, words: str) -> None:
    file.write_text(file.read_text(encoding="utf-8") + words, encoding="utf-8")


def again(browser: Browser, file: Path) -> None:
    """The page as it is after the file was read again."""
    browser.office = replace(browser.office, roster=load_roster(file))
    browser.get("/units")


def test_every_kind_of_address_is_edited_and_a_secret_one_is_never_shown(browser: Browser, file: Path) -> None:
    entry = (("unit", "区财政局"), ("place", "0"), ("name", "王科"))
    said = (("email", "cz@example.org"), ("sms", "13900000001"), ("robot", ROBOT), ("apprise", "duty_room"))
    browser.send("/units/entry", state(browser), *entry, *said, ("channels", "sms"), ("channels", "email"))
    again(browser, file)
    contact = load_roster(file).contacts("区财政局", "contact")[0]
    assert contact.addresses == dict(said)
    assert contact.channels == ("sms", "email")
    assert "0a1b2c3d" not in browser.text
    assert "13900000001" in browser.text
    browser.send("/units/entry", state(browser), *entry, ("email", "cz@example.org"), ("sms", ""), ("robot", ""))
    again(browser, file)
    assert load_roster(file).contacts("区财政局", "contact")[0].addresses == {
        key: value for key, value in said if key != "sms"
    }
    browser.send("/units/entry", state(browser), *entry, ("forget", "robot"))
    contact = load_roster(file).contacts("区财政局", "contact")[0]
    assert contact.address("robot") is None
    assert contact.address("apprise") == "duty_room"


def test_saving_what_is_shown_changes_nothing(browser: Browser, file: Path) -> None:
    """Whatever order of channels, spans, secrets and numbers an entry has: a form sent back as it came is no change."""
    add(
        file,
        f"""
[[unit]]
name = "区水务局"
  [[unit.contact]]
  role = "leader"
  email = "sw@example.org"  # 值班
  telegram = -100200300
  robot = "{ROBOT}"
  channels = ["robot", "email", "console", "telegram"]
  away = [{{from = 2026-07-01, to = 2026-07-10}}]
""",
    )
    again(browser, file)
    before = file.read_bytes()
    forms = re.findall(r'(?s)<form method="post" action="/units/(?:entry|name)".*?</form>', browser.text)
    assert len(forms) > 6
    for form in forms:
        if 'value="new"' in form or ('name="rename"' not in form and "/units/name" in form):
            continue
        path = re.search(r'action="([^"]+)"', form)
        assert path is not None
        browser.send(path[1], *fields_of(form), ("what", "save"))
        assert browser.status == 200, browser.words
        assert file.read_bytes() == before, form


def fields_of(form: str) -> list[tuple[str, str]]:
    """What a browser would send of a form that nobody touched."""
    found = [(name, value) for name, value in re.findall(r'<input(?=[^>]*name="(\w+)")(?=[^>]*value="([^"]*)")', form)]
    found = [one for one in found if one[0] not in {"token", "forget"}]
    found += [(name, "") for name in re.findall(r'<input id="[^"]+" name="(\w+)" maxlength="1000" autocomplete', form)]
    found += re.findall(r'(?s)<textarea[^>]*name="(\w+)"[^>]*>(.*?)</textarea>', form)
    for name, body in re.findall(r'(?s)<select[^>]*name="(\w+)">(.*?)</select>', form):
        chosen = re.search(r'value="(\w*)" selected', body) or re.search(r'value="(\w*)"', body)
        assert chosen is not None
        found.append((name, chosen[1]))
    return [(name, value.strip()) for name, value in found]


def test_a_groups_members_are_edited_and_comments_between_them_stay(browser: Browser, file: Path) -> None:
    add(
        file,
        """
[[group]]
name = "区直各单位"  # 统称
members = [
  "区财政局",  # 牵头
  "区教育局",
  "区档案馆",
]
""",
    )
    again(browser, file)
    assert "名册上没有：区档案馆" in browser.words
    group = (("kind", "group"), ("unit", "区直各单位"), ("rename", "区直各单位"))
    browser.send("/units/name", state(browser), *group, ("members", "区财政局\n区档案馆、区水务局"))
    found = load_roster(file).find_group("区直各单位")
    assert found is not None
    assert found.members == ("区财政局", "区档案馆", "区水务局")
    assert "# 牵头" in file.read_text(encoding="utf-8")
    again(browser, file)
    browser.send("/units/name", state(browser), ("kind", "group"), ("unit", "各镇街"), ("members", "东街、西街"))
    again(browser, file)
    assert "各镇街" in browser.words
    browser.send("/units/name", state(browser), *group[:2], ("what", "remove"))
    assert load_roster(file).find_group("区直各单位") is None
    again(browser, file)
    stale = state(browser)
    add(file, "# 刚刚加的\n")
    browser.send("/units/name", stale, ("kind", "group"), ("unit", "各镇街"), ("members", "东街"))
    assert "没有覆盖任何内容" in browser.words


def test_a_renamed_unit_keeps_its_old_name_and_one_at_work_stays(browser: Browser, file: Path) -> None:
    dispatched(browser.office, ledger(task("1", due("2021-09-30"))))
    unit = (("kind", "unit"), ("unit", "区财政局"))
    browser.send("/units/name", state(browser), *unit, ("what", "remove"))
    assert "还有 1 项任务没有结束" in browser.words
    browser.get("/units")
    browser.send("/units/name", state(browser), *unit, ("rename", "区财政金融局"), ("aliases", "财政局"))
    found = load_roster(file).find_unit("区财政局")
    assert found is not None
    assert (found.name, found.aliases) == ("区财政金融局", ("财政局", "区财政局"))
