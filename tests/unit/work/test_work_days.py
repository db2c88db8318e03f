"""A day that was said and cannot be taken: why not is said truly."""

import pytest

from bot.work.duties.days import unread_day
from bot.work.office import Office
from tests.support.office import at


@pytest.mark.parametrize(
    ("words", "key"),
    [("5月1日", "chat.day_past"), ("4月底", "chat.day_past"), ("下个月", "chat.bad_day"), ("那时候", "chat.bad_day")],
)
def test_what_is_past_is_called_past(office: Office, words: str, key: str) -> None:
    assert unread_day(office, words, at("2021-06-10T10:00").date()).key == key
