"""What goes wrong in front of a screen: a form sent twice, refused, too large, from a page of yesterday."""

import asyncio
import re

import httpx
import pytest

from bot.board.call import WRITTEN
from bot.plan.duty import State
from bot.resources import shipped
from bot.roster.roster import CONTACT, COORDINATOR
from bot.store import duties, events, ledgers
from bot.texts import LANGUAGES
from bot.work.office import Office
from tests.support.board import Browser
from tests.support.office import dispatched, due, ledger, task

WORDS = "三季度已完成两次培训，共一百二十人参加"
#: Fields of forms that hold no words of one's own: chosen, ticked, dates, numbers, searched for.
CHOSEN = {"to", "on", "until", "from", "at", "number", "unit", "who", "files", "rename", "forget"} | {
    "anyway",
    "defaults",
    "every",
}


@pytest.fixture
def board(office: Office) -> Office:
    tasks = (task("1", due("2021-05-31")), task("2", due("2021-09-30")))
    dispatched(office, ledger(*tasks), "2021-05-06T09:00")
    return office


@pytest.fixture
def contact(board: Office) -> Browser:
    browser = Browser(board).enter(CONTACT, "区财政局")
    browser.get("/")
    return browser


@pytest.fixture
def coordinator(board: Office) -> Browser:
    browser = Browser(board).enter(COORDINATOR, "区政府办公室")
    browser.get("/")
    return browser


def once(browser: Browser, nth: int = 0) -> str:
    return str(re.findall(r'name="once" value="([^"]+)"', browser.text)[nth])


def states(office: Office) -> list[str]:
    with office.store.look() as session:
        return [str(duty.state) for duty in duties.duties(session)]


def count(office: Office, verb: str) -> int:
    with office.store.look() as session:
        return len([event for event in events.latest(session, 100) if event[0].verb == verb])


def test_a_form_that_is_sent_twice_is_done_once_and_answered_twice(contact: Browser, board: Office) -> None:
    form = [("token", contact.token), ("once", once(contact)), ("verb", "acknowledged"), ("duty", "1"), ("back", "/")]
    for _ in range(2):
        contact.post("/act", form)
        assert contact.status == 200
        assert "签收：已记录" in contact.words
    assert count(board, "acknowledged") == 1


def test_both_of_two_at_once_get_the_answer_of_the_first(coordinator: Browser, board: Office) -> None:
    form = {"token": coordinator.token, "once": once(coordinator), "title": "会议议定事项", "text": "办一件事"}

    async def twice() -> list[int]:
        asked = {"data": form, "files": None, "headers": None}
        found = await asyncio.gather(*(coordinator._ask("POST", "/item", True, asked) for _ in range(2)))
        return [answer.status_code for answer in found]

    assert asyncio.run(twice()) == [200, 200]
    with board.store.look() as session:
        assert [head.title for head in ledgers.all_heads(session)].count("会议议定事项") == 1


def test_the_same_words_after_another_form_are_a_wish_of_their_own(contact: Browser, board: Office) -> None:
    sign = [("token", contact.token), ("once", once(contact)), ("verb", "acknowledged"), ("duty", "1"), ("back", "/")]
    contact.post("/act", sign)
    move = re.search(r'name="move" value="([^"]+)"', contact.text)
    assert move is not None
    contact.send("/undo", ("once", once(contact)), ("move", move[1]), ("back", "/"))
    contact.post("/act", sign)
    assert states(board)[0] == State.ACKNOWLEDGED
    assert count(board, "acknowledged") == 2


def test_each_form_of_a_page_is_another(contact: Browser) -> None:
    found = re.findall(r'name="once" value="([^"]+)"', contact.text)
    assert len(found) == len(set(found)) >= 2
    contact.get("/")
    assert not set(found) & set(re.findall(r'name="once" value="([^"]+)"', contact.text))


def test_a_link_whose_button_is_pressed_twice_lets_in(board: Office) -> None:
    guest = Browser(board)
    signed = Browser(board).enter(COORDINATOR, "区政府办公室")
    signed.get("/units")
    signed.send("/units/invite", ("what", "board"), ("role", CONTACT), ("unit", "区财政局"))
    found = re.search(r"/in/([\w-]+)", signed.text)
    assert found is not None
    guest.get(f"/in/{found[1]}")
    form = {"token": "", "once": once(guest)}
    for _ in range(2):
        guest.ask("POST", f"/in/{found[1]}", data=form, follow_redirects=False)
        assert guest.status == 303
        kept, guest.cookies = guest.cookies, httpx.Cookies()  # the second press did not wait for the first's answer
    guest.cookies = kept
    guest.get("/")
    assert "我的任务" in guest.words
    guest.get(f"/in/{found[1]}")
    assert guest.status == 410


REFUSED = (
    ("/act", (("verb", "reported"), ("duty", "99"), ("note", WORDS))),
    ("/act", (("verb", "extension-requested"), ("duty", "1"), ("until", "1.6.21"), ("note", WORDS))),
    ("/act", (("verb", "closed"), ("duty", "1"), ("note", WORDS))),
)


@pytest.mark.parametrize(("path", "fields"), REFUSED)
def test_what_was_written_comes_back_with_a_refusal(
    contact: Browser, path: str, fields: tuple[tuple[str, str], ...]
) -> None:
    contact.send(path, *fields)
    assert contact.status == 409
    assert WORDS in contact.words


def test_a_refused_report_is_mended_on_its_own_page(contact: Browser, board: Office) -> None:
    contact.get("/duty/1?do=reported")
    form = (("verb", "reported"), ("duty", "1"), ("note", WORDS), ("back", "/duty/1"))
    contact.send("/act", *form, files=[("程序.exe", b"MZ\x90\0" * 40)])
    assert contact.status == 409
    assert "附件请重新选择" in contact.words
    assert re.search(rf"<details class=\"do\" open>(?s:.*?)<textarea[^>]*>\n?{WORDS}</textarea>", contact.text)
    contact.send("/act", *form)
    assert contact.status == 200
    assert State.REPORTED in states(board)


def test_words_are_not_lost_with_ones_place(contact: Browser, coordinator: Browser) -> None:
    form = (("verb", "reported"), ("duty", "1"), ("note", WORDS))
    token = contact.token
    contact.cookies.clear()
    contact.post("/act", [("token", token), *form])
    assert contact.status == 401
    assert WORDS in contact.words
    coordinator.post("/act", [("token", "another"), *form])
    assert coordinator.status == 403
    assert WORDS in coordinator.words


def test_words_from_elsewhere_are_not_shown_here(contact: Browser) -> None:
    form = [("token", contact.token), ("verb", "reported"), ("duty", "1"), ("note", WORDS)]
    contact.post("/act", form, headers={"sec-fetch-site": "cross-site"})
    assert contact.status == 403
    assert WORDS not in contact.words


@pytest.mark.parametrize(
    ("came", "leads"),
    [
        ("http://testserver/duty/1?do=reported", "/duty/1?do=reported"),
        ("https://elsewhere.example/duty/1", None),
        ("http://testserver.example/duty/1", None),
        ("http://testserver//elsewhere.example", None),
    ],
)
def test_a_refusal_leads_back_to_the_form_and_nowhere_else(contact: Browser, came: str, leads: str | None) -> None:
    contact.post("/act", [("token", contact.token), ("verb", "closed"), ("duty", "1")], headers={"referer": came})
    back = re.search(r'data-back href="([^"]*)"', contact.text)
    assert (back and back[1]) == leads


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mishap", ["large", "many", "nowhere", "method"])
def test_what_the_server_itself_refuses_is_a_page_with_a_way_on(contact: Browser, mishap: str, language: str) -> None:
    contact.send("/language", ("language", language))
    match mishap:
        case "large":
            contact.ask("POST", "/act", headers={"content-length": str(10**12)}, content=b"")
        case "many":
            contact.send("/act", ("verb", "reported"), files=[(f"{n}.txt", b"words") for n in range(11)])
        case "nowhere":
            contact.send("/nowhere")
        case "method":
            contact.send("/state")
    assert contact.status in {400, 404, 405, 413}
    assert f'<html lang="{language}">' in contact.text
    assert 'class="button" href="/"' in contact.text


def test_a_program_gets_json_where_there_is_nothing(contact: Browser) -> None:
    contact.send("/api/duties")
    assert contact.status == 405
    assert contact.headers["allow"]
    assert contact.text == '{"error":"read-only"}'


OF_YESTERDAY = (
    ("/outbox", (("id", "99"), ("what", "retry")), "刚被别人处理过"),
    ("/outbox", (("id", "99"), ("what", "drop"), ("note", "不再需要")), "刚被别人处理过"),
    ("/mails", (("id", "99"),), "刚被别人处理过"),
    ("/units/unbind", (("chat", "77"),), "刚被解除"),
    ("/document/test-2021/dispatch", (), "已经交办过"),
    ("/document/gone/archive", (), "没有编号为“gone”的台账"),
    ("/document/test-2021/contacts", (("unit", "区财政局"), ("unit", "区教育局"), ("name", "某人")), "没有办理"),
    ("/undo", (("move", "gone"),), "没有可以撤回"),
    ("/policy", (("preset", "gone"),), "没有名为“gone”的办法"),
    ("/units/invite", (("what", "board"), ("role", "leader"), ("unit", "区教育局")), "分管领导"),
    ("/document/test-2021/carry/undo", (("move", "gone"),), "没有可以撤销的结转"),
)


@pytest.mark.parametrize(("path", "fields", "words"), OF_YESTERDAY)
def test_a_form_of_a_page_of_yesterday_says_what_has_become_of_it(
    coordinator: Browser, path: str, fields: tuple[tuple[str, str], ...], words: str
) -> None:
    before = history(coordinator.office)
    coordinator.send(path, *fields)
    assert coordinator.status in {400, 409}
    assert words in coordinator.words
    assert "duban " not in coordinator.words
    assert history(coordinator.office) == before


def history(office: Office) -> list[str]:
    with office.store.look() as session:
        return [event.verb for event, *_ in events.trail(session)]


def test_a_page_of_a_list_that_has_grown_shorter_leads_to_its_first(coordinator: Browser) -> None:
    coordinator.get("/ledger/test-2021?page=9&sort=due")
    assert "这一页已经没有内容了" in coordinator.words
    first = re.search(r'"empty">[^<]*<a href="([^"]+)"', coordinator.text)
    assert first is not None
    coordinator.get(first[1].replace("&amp;", "&"))
    assert "第1项工作" in coordinator.words


def test_a_rehearsal_that_is_too_long_is_said_to_be(coordinator: Browser) -> None:
    coordinator.get("/document/test-2021/rehearsal?from=2021-06-01&to=2031-01-01")
    assert "预演最多 550 天" in coordinator.words
    coordinator.get("/document/test-2021/rehearsal?from=2021-06-02&to=2021-06-01")
    assert "晚于结束日期" in coordinator.words


def test_every_field_of_words_is_one_whose_words_come_back() -> None:
    """What people write in a form is in `WRITTEN`; all others are chosen, or an address that a roster's entry names."""
    names = set()
    for file in shipped("templates", "layout", "board").iterdir():
        said = file.read_text(encoding="utf-8")
        for field in re.findall(r"<(?:textarea|input)[^>]*>", said):
            name = re.search(r'name="([a-z_]+)"', field)
            if name is not None and not re.search(r'type="(hidden|radio|checkbox)"', field):
                names.add(name[1])
    assert names - CHOSEN <= WRITTEN
