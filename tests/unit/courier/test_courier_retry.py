"""When to try again."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.courier.retry import FAULTS, LONGEST_DELAY_S, PATIENCE, after_fault, next_try
from bot.errors import ChannelError
from tests.support.post import NOW

PASSING = ChannelError("courier.put_off", permanent=False)
HOUR = timedelta(hours=1)


def test_permanent_is_never() -> None:
    assert next_try("a", 1, ChannelError("courier.put_off", permanent=True), NOW, NOW) is None


def test_a_server_that_names_its_time_is_taken_at_its_word() -> None:
    asked = ChannelError("courier.put_off", permanent=False, retry_after_s=17)
    assert next_try("a", 5, asked, NOW, NOW) == NOW + timedelta(seconds=17)


def test_patience_ends() -> None:
    assert next_try("a", 9, PASSING, NOW + PATIENCE, NOW) is None
    assert next_try("a", 9, PASSING, NOW + PATIENCE - HOUR, NOW) is not None


def test_the_last_try_falls_on_the_end_of_its_use() -> None:
    until = NOW + timedelta(seconds=10)
    assert next_try("a", 1, PASSING, NOW, NOW, until) == until
    assert next_try("a", 2, PASSING, until, NOW, until) is None


@given(st.text(min_size=1), st.integers(1, 500))
def test_delays_grow_within_bounds_and_are_the_same_each_time(name: str, attempt: int) -> None:
    first = next_try(name, attempt, PASSING, NOW, NOW)
    assert first is not None
    assert first == next_try(name, attempt, PASSING, NOW, NOW)
    assert timedelta(seconds=48) <= first - NOW <= timedelta(seconds=LONGEST_DELAY_S)
    later = next_try(name, attempt + 1, PASSING, NOW, NOW)
    assert later is not None
    assert attempt > 8 or later > first


def test_messages_refused_together_do_not_come_back_together() -> None:
    assert len({next_try(str(n), 1, PASSING, NOW, NOW) for n in range(100)}) > 80


def test_what_breaks_again_and_again_is_set_aside() -> None:
    assert [after_fault("a", n, NOW) is None for n in range(1, FAULTS + 1)] == [False] * (FAULTS - 1) + [True]
