"""What happened, and the week's digest, on the pages."""

import pytest

from bot.model import NoticeKind
from bot.roster.roster import CONTACT, COORDINATOR
from bot.store import outbox
from bot.work.office import Office
from bot.work.views.trail import PAGE
from tests.support.board import Browser
from tests.support.office import at, dispatched, due, ledger, task

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


@pytest.fixture
def coordinator(office: Office) -> Browser:
    """A unit has acknowledged one item and reported another, with a file."""
    items = (task("1", due("2021-05-31")), task("2", due("2021-09-30"), units=("区财政局", "区教育局")))
    dispatched(office, ledger(*items))
    contact = Browser(office, at("2021-06-02T09:30")).enter(CONTACT, "区财政局")
    contact.get("/")
    one, two = [link.rpartition("/")[2] for link in dict.fromkeys(contact.links("/duty/")) if "?" not in link]
    contact.send("/act", ("verb", "acknowledged"), ("duty", one))
    contact.get("/")
    contact.send("/act", ("verb", "reported"), ("duty", two), ("note", "办妥了"), files=[("照片.png", PNG)])
    return Browser(office).enter(COORDINATOR, "区政府办公室")


def test_the_log_says_in_words_who_did_what_to_which_duty(coordinator: Browser) -> None:
    coordinator.get("/log")
    for words in ("签收", "反馈", "办妥了", "已交办 → 已签收", "照片.png", "2021年6月2日", "09:30", "交办"):
        assert words in coordinator.words
    (file,) = coordinator.links("/evidence/")
    assert coordinator.links("/duty/")
    coordinator.get(file)
    assert coordinator.content == PNG


@pytest.mark.parametrize(
    ("query", "there", "not_there"),
    [
        ("number=1", "已交办 → 已签收", "办妥了"),
        ("number=2", "办妥了", "已交办 → 已签收"),
        ("unit=区财政局", "办妥了", "读入"),
        ("unit=区教育局", "没有记录", "办妥了"),
        ("ledger=test-2021", "办妥了", "登录网页"),
        ("ledger=nothing", "没有记录", "办妥了"),
        ("who=财政", "办妥了", "读入"),
        ("who=%25", "没有记录", "办妥了"),
        ("before=1", "没有记录", "办妥了"),
        ("before=nonsense", "办妥了", "没有记录"),
        ("number=2%00", "办妥了", "已交办 → 已签收"),
    ],
)
def test_the_log_is_filtered_by_its_address(coordinator: Browser, query: str, there: str, not_there: str) -> None:
    coordinator.get(f"/log?{query}")
    assert coordinator.status == 200
    words = coordinator.words.partition("筛选")[2]
    assert there in words
    assert not_there not in words


def test_the_log_turns_its_pages_and_shows_every_entry_once(office: Office) -> None:
    tasks = [task(str(n), due("2021-09-30")) for n in range(1, 2 * PAGE)]
    dispatched(office, ledger(*tasks))
    contact = Browser(office).enter(CONTACT, "区财政局")
    contact.get("/")
    ids = {link.rpartition("/")[2] for link in contact.links("/duty/") if "?" not in link}
    contact.send("/act", ("verb", "acknowledged"), *(("duty", one) for one in ids))
    browser, path = Browser(office).enter(COORDINATOR, "区政府办公室"), "/log?ledger=test-2021&unit=区财政局"
    found: list[str] = []
    while path:
        browser.get(path)
        rows = browser.links("/duty/")
        assert 0 < len(rows) <= PAGE
        found += rows
        path = next((link for link in browser.links("/log") if "before=" in link), "")
    assert len(found) == len(set(found)) == len(tasks)


def test_the_digest_is_looked_at_as_it_would_be_mailed_and_sent(coordinator: Browser) -> None:
    office = coordinator.office
    coordinator.get("/digest")
    assert "【周报】6月2日" in coordinator.words
    assert "区政府办公室" in coordinator.words
    assert digests(office) == 0
    coordinator.get("/digest/mail")
    assert "style=" in coordinator.text
    assert "cid:" not in coordinator.text
    policy = coordinator.headers["content-security-policy"]
    assert "sandbox" in policy
    assert "script" not in policy
    assert digests(office) == 0
    coordinator.get("/digest")
    coordinator.send("/digest")
    assert "1 份周报已登记" in coordinator.words
    assert digests(office) == 1
    coordinator.get("/log")
    assert "发送周报" in coordinator.words


def digests(office: Office) -> int:
    with office.store.look() as session:
        return sum(row.kind == NoticeKind.DIGEST for row in outbox.every(session, unsettled=False))
