"""Names and words that look like a page's own markup are words on every page that shows them."""

import json
from dataclasses import replace

import pytest

from bot.board.site import PAGES
from bot.model import Ledger
from bot.roster.roster import CONTACT, COORDINATOR, LEADER, Roster
from bot.store import ledgers
from bot.work.documents.intake import take_in
from bot.work.office import Office
from tests.support.board import Browser
from tests.support.office import CLERK, dispatched, due, ledger, task, tick, with_roster

MARK = "<i>{}\"'&{{{{1}}}}</i>"
#: Of this nothing may stand in a page as it is: a tag that begins, a quotation mark that ends an attribute.
RAW = ("<i>", "\"'&{{1}}", "{{1}}</i>")


def marked(name: str) -> str:
    return MARK.format(name)


UNIT, OFFICE = marked("局"), marked("办")
ROSTER = Roster.model_validate(
    {
        "unit": [
            {
                "name": UNIT,
                "aliases": [marked("别名")],
                "groups": [marked("组")],
                "contact": [
                    {"name": marked("联络员"), "email": "a@example.org"},
                    {"role": "leader", "name": marked("领导"), "email": "b@example.org"},
                ],
            },
            {"name": marked("无人"), "groups": [marked("组")]},
        ],
        "coordinator": [{"name": OFFICE, "email": "c@example.org"}],
    }
)
PARTS = {
    "id": "",
    "token": "x" * 43,
    "secret": "y" * 20,
    "kept": "0" * 64 + ".docx",
    "form": "json",
    "kind": "dispatch",
}
PARTS |= {"question": "q1", "at": "1"}
#: What else may stand in an address, by the page.
QUERIES = {
    "/ledger/{id}": ("?view=matrix", "?view=unit", "?view=item", "?view=time", "?view=calendar", f"?text={UNIT}"),
    "/ledger/{id}/papers/{kind}": (f"?unit={UNIT}",),
    "/log": (f"?number={UNIT}&who={UNIT}", f"?ledger={UNIT}"),
    "/units": (f"?unit={UNIT}", f"?unit={marked('无此单位')}"),
    "/me": (f"?feed=unit:{UNIT}",),
    "/duty/{id}": ("?do=reported", "?do=reassigned"),
    "/outbox": ("?all=1",),
    "/document/{id}/carry": ("?to=i",),
}


@pytest.fixture
def board(office: Office) -> Office:
    found = with_roster(office, ROSTER)
    one = replace(task("1", due("2021-05-31"), units=(UNIT, marked("无人"))), text=marked("任务"))
    content = ledger(replace(one, section=(marked("部分"),)), title=marked("台账"), issuer=marked("机关"))
    dispatched(found, content, "2021-05-06T09:00")
    later: Ledger = ledger(
        replace(task("9", due("2022-06-30")), text=marked("来年")), title=marked("次年"), sha256="5" * 64
    )
    take_in(found, later, f"{marked('次年')}.docx", Browser(found).now, CLERK, as_new=True)
    tick(found, "2021-06-02T10:00")
    contact = Browser(found).enter(CONTACT, UNIT)
    contact.get("/duty/1")
    words = (("verb", "reported"), ("duty", "1"), ("note", marked("情况")), ("back", "/duty/1"))
    contact.send("/act", *words, files=[(f"{marked('佐证')}.txt", b"words")])
    assert contact.status == 200
    return found


def addresses(office: Office, role: str) -> list[str]:
    with office.store.look() as session:
        names = [head.id for head in ledgers.all_heads(session)]
    found = []
    for path, method, _, roles in PAGES:
        if method != "GET" or role not in roles:
            continue
        for own in names if "ledger" in path or "document" in path else ["1"]:
            filled = path
            for part, value in {**PARTS, "id": own}.items():
                filled = filled.replace("{" + part + "}", value)
            found += [filled + query for query in ("", *QUERIES.get(path, ()))]
    return found


@pytest.mark.parametrize(
    ("role", "name"), [(CONTACT, UNIT), (LEADER, UNIT), (COORDINATOR, OFFICE)], ids=[CONTACT, LEADER, COORDINATOR]
)
def test_markup_is_words_on_every_page(board: Office, role: str, name: str) -> None:
    browser = Browser(board).enter(role, name)
    seen = 0
    for path in addresses(board, role):
        browser.get(path)
        assert browser.status < 500, path
        if browser.headers.get("content-type", "").startswith("text/html"):
            assert not [raw for raw in RAW if raw in browser.text], path
            seen += "&lt;i&gt;" in browser.text
    assert seen > 4


def test_markup_of_a_refused_form_is_words(board: Office) -> None:
    browser = Browser(board).enter(CONTACT, UNIT)
    browser.get("/duty/1")
    browser.send("/act", ("verb", "closed"), ("duty", "1"), ("note", marked("话")))
    assert browser.status == 409
    assert "<i>" not in browser.text
    browser.send(
        "/act", ("verb", "reported"), ("duty", "1"), ("note", marked("话")), files=[("a.exe", b"MZ\x90\0" * 9)]
    )
    assert browser.status == 409
    assert "<i>" not in browser.text
    assert "&lt;i&gt;话" in browser.text


def test_json_says_the_words_themselves(board: Office) -> None:
    browser = Browser(board).enter(COORDINATOR, OFFICE)
    browser.get("/api/duties")
    assert {one["unit"] for one in json.loads(browser.text)["duties"]} == {UNIT, marked("无人")}
