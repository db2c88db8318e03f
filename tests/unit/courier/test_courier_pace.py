"""Token buckets: no window of a second or a minute ever holds more than is allowed."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.courier.delivery import PACE, Pace, load_delivery
from bot.courier.pace import Grant, Pacer, Rate, Refusal, address_rate, earliest, overall_rate, taken
from bot.errors import SettingsErrors
from bot.resources import shipped
from bot.store.store import Store
from tests.support.post import NOW

SECOND = timedelta(seconds=1)


def grants(rate: Rate, gaps: list[int]) -> list[datetime]:
    """The instants granted to requests so many milliseconds apart."""
    now, free_at, found = NOW, None, []
    for gap in gaps:
        now += timedelta(milliseconds=gap)
        at = earliest(free_at, rate, now)
        free_at = taken(free_at, rate, at)
        found.append(at)
    return found


@settings(max_examples=60)
@given(st.lists(st.sampled_from([0, 0, 0, 1, 30, 400, 2000]), min_size=1, max_size=200))
def test_no_second_holds_more_than_thirty_of_telegram(gaps: list[int]) -> None:
    rate = overall_rate(PACE["telegram"])
    assert rate is not None
    found = grants(rate, gaps)
    assert all(sum(start <= at <= start + SECOND for at in found) <= 30 for start in found)


def test_the_rate_is_kept_up() -> None:
    rate = overall_rate(PACE["telegram"])
    assert rate is not None
    assert grants(rate, [0] * 282)[-1] - NOW == pytest.approx(10 * SECOND, rel=0.001)


@given(st.lists(st.sampled_from([0, 0, 500, 3000, 30_000]), min_size=1, max_size=100))
def test_no_minute_holds_more_than_twenty_of_a_group(gaps: list[int]) -> None:
    rate = address_rate(PACE["telegram"], "-100123")
    assert rate is not None
    found = grants(rate, gaps)
    assert all(sum(start <= at < start + 60 * SECOND for at in found) <= 20 for start in found)


def test_a_group_is_slower_than_a_person_and_mail_has_no_limit() -> None:
    person, group = address_rate(PACE["telegram"], "123"), address_rate(PACE["telegram"], "-123")
    assert person == Rate(SECOND)
    assert group == Rate(3 * SECOND)
    assert overall_rate(PACE["email"]) is address_rate(PACE["email"], "a@example.org") is None


def test_two_processes_share_one_bucket(database_url: str) -> None:
    first, second = Store.open(database_url), Store.open(database_url)
    paces = {"telegram": Pace(per_second=10)}
    delays = []
    for i in range(4):
        with (first if i % 2 else second).begin() as session:
            answer = Pacer(session, paces, ["telegram"], lambda: NOW).grant(("telegram", str(i)))
        assert isinstance(answer, Grant)
        delays.append(answer.delay.total_seconds())
    assert delays == pytest.approx([0, 0.1, 0.2, 0.3])
    first.close()
    second.close()


def test_the_shipped_settings_are_the_defaults() -> None:
    assert load_delivery(shipped("config", "delivery.toml")).pace == PACE


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("[pace.telegram]\nper_second = -1\n", "pace.telegram.per_second"),
        ("pace = 3\n", "pace"),
        ("[pace]\nemail = 3\n", "pace.email"),
        ("concurrency = 0\n", "concurrency"),
        ("[keep]\nmessage_days = 3\n", "keep.message_days"),
    ],
)
def test_a_fault_in_the_settings_names_its_key(tmp_path: Path, words: str, key: str) -> None:
    file = tmp_path / "delivery.toml"
    file.write_text(words)
    with pytest.raises(SettingsErrors) as caught:
        load_delivery(file)
    assert key in str(caught.value)


def test_one_changed_limit_does_not_lift_the_others(tmp_path: Path) -> None:
    file = tmp_path / "delivery.toml"
    file.write_text("[pace.telegram]\nper_second = 5\n")
    found = load_delivery(file).pace["telegram"]
    assert (found.per_second, found.chat_per_second, found.group_per_minute) == (5, 1, 20)


def test_a_robot_that_asks_for_rest_stops_itself_alone(database_url: str) -> None:
    store = Store.open(database_url)
    with store.begin() as session:
        Pacer(session, PACE, ["robot", "telegram"], lambda: NOW).stop(("robot", "a"), 60)
    with store.begin() as session:
        pacer = Pacer(session, PACE, ["robot", "telegram"], lambda: NOW)
        stopped = pacer.grant(("robot", "a"))
        assert isinstance(stopped, Refusal)
        assert (stopped.delay, stopped.channel) == (60 * SECOND, False)
        assert isinstance(pacer.grant(("robot", "b")), Grant)
        assert isinstance(pacer.grant(("telegram", "7")), Grant)
    store.close()


@pytest.mark.parametrize("waits", [(60, 10), (10, 60)])
def test_a_shorter_rest_never_replaces_a_longer_one(database_url: str, waits: tuple[int, int]) -> None:
    store = Store.open(database_url)
    for seconds in waits:
        with store.begin() as session:
            Pacer(session, {}, ["telegram"], lambda: NOW).stop(("telegram", ""), seconds)
    with store.begin() as session:
        assert Pacer(session, {}, ["telegram"], lambda: NOW).stopped("telegram") == 60 * SECOND
    store.close()


def test_a_message_of_two_posts_takes_the_time_of_two(database_url: str) -> None:
    store = Store.open(database_url)
    with store.begin() as session:
        pacer = Pacer(session, PACE, ["robot"], lambda: NOW)
        assert isinstance(pacer.grant(("robot", "a")), Grant)
        pacer.take_more(("robot", "a"), 1)
        later = pacer.grant(("robot", "a"))
        assert isinstance(later, Refusal)
        assert later.delay == 6 * SECOND  # 20 posts a minute
        assert isinstance(pacer.grant(("robot", "b")), Grant)
    store.close()
