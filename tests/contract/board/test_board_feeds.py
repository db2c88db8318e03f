"""Calendar feeds and JSON: what somebody may see, for other programs."""

import json
import re

import pytest
from icalendar import Calendar

from bot.work.office import Office
from tests.support.board import Browser
from tests.support.office import dispatched, due, ledger, task


@pytest.fixture
def board(office: Office) -> Office:
    tasks = (task("1", due("2021-09-30"), units=("区财政局", "区教育局")), task("2", due("2021-10-31", alt=None)))
    dispatched(office, ledger(*tasks))
    return office


def feed_of(browser: Browser, about: str = "") -> str:
    browser.get("/me")
    browser.send("/feed", ("about", about))
    found = re.search(r"(/feed/[\w-]+\.ics)", browser.text)
    assert found is not None
    return found[1]


def entries(browser: Browser, path: str) -> list[str]:
    browser.get(path)
    assert browser.headers["content-type"].startswith("text/calendar")
    return [str(entry["summary"]) for entry in Calendar.from_ical(browser.content).walk("VEVENT")]


def test_a_feed_shows_ones_own_days_without_signing_in(board: Office) -> None:
    path = feed_of(Browser(board).enter("contact", "区财政局"))
    assert entries(Browser(board), path) == ["1. 第1项工作 (区财政局)", "2. 第2项工作 (区财政局)"]
    whole = feed_of(Browser(board).enter("coordinator", "区政府办公室"))
    assert len(entries(Browser(board), whole)) == 3


def test_a_feed_is_taken_back_and_replaced(board: Office) -> None:
    browser = Browser(board).enter("contact", "区财政局")
    old = feed_of(browser)
    new = feed_of(browser)
    reader = Browser(board)
    reader.get(old)
    assert reader.status == 404
    assert len(entries(reader, new)) == 2
    browser.get("/me")
    browser.send("/feed", ("end", ""))
    reader.get(new)
    assert reader.status == 404


def test_each_feed_is_about_something_and_taken_back_by_itself(board: Office) -> None:
    contact = Browser(board).enter("contact", "区财政局")
    reader = Browser(board)
    every, of_ledger, of_unit = (feed_of(contact, about) for about in ("", "ledger:test-2021", "unit:区财政局"))
    assert [len(entries(reader, path)) for path in (every, of_ledger, of_unit)] == [2, 2, 2]
    coordinator = Browser(board).enter("coordinator", "区政府办公室")
    assert len(entries(reader, feed_of(coordinator, "unit:区教育局"))) == 1
    contact.get("/me")
    ends = re.findall(r'name="end" value="([0-9a-f]{64})"', contact.text)
    assert len(ends) == 3
    row = contact.text[contact.text.index("<li>《测试区2021年工作要点》") :]
    contact.send("/feed", ("end", next(end for end in ends if end in row.partition("</li>")[0])))
    assert len(re.findall(r'name="end"', contact.text)) == 2
    reader.get(of_ledger)
    assert reader.status == 404
    assert len(entries(reader, every)) == 2


@pytest.mark.parametrize("about", ["unit:区教育局", "unit:区外单位", "ledger:none"])
def test_a_feed_is_about_ones_own_alone(board: Office, about: str) -> None:
    contact = Browser(board).enter("contact", "区财政局")
    contact.get("/me")
    contact.send("/feed", ("about", about))
    assert contact.status == 409
    contact.get("/me")
    assert 'name="end"' not in contact.text


def test_the_json_is_as_it_is_described(board: Office) -> None:
    browser = Browser(board).enter("coordinator", "区政府办公室")
    described = json.loads(browser.get("/api/openapi.json"))
    assert described["openapi"].startswith("3.1")
    found = json.loads(browser.get("/api/duties?unit=区财政局"))
    assert found["total"] == 2
    schema = described["paths"]["/api/duties/{id}"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    for duty in found["duties"]:
        assert set(schema["required"]) <= set(duty) == set(schema["properties"])
        assert duty["state"] in schema["properties"]["state"]["enum"]
    one = json.loads(browser.get(f"/api/duties/{found['duties'][0]['id']}"))
    assert one["words"] == "第1项工作"
    for bad in ("offset=-1", "offset=x", "light=nonsense"):
        browser.get(f"/api/duties?{bad}")
        assert browser.status == 400
    (only,) = json.loads(browser.get("/api/ledgers"))["ledgers"]
    assert only["lights"] == {"open": 3}


@pytest.mark.parametrize(
    "path", ["/api/duties/0", "/api/duties/-1", "/api/duties/99999999999999999999", "/api/duties/١"]
)
def test_what_is_not_there_is_not_found(board: Office, path: str) -> None:
    browser = Browser(board).enter("coordinator", "区政府办公室")
    browser.get(path)
    assert browser.status == 404
    assert json.loads(browser.text) == {"error": "not-found"}
