"""Why a message has not gone is kept as a fact: each reader has it in words of the language that is set."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text as sql

from bot.errors import BotError, ChannelError, SettingsError
from bot.model import Sentence, sentence
from bot.model.sentence_json import sentence_from_json, sentence_of, sentence_to_json
from bot.store import outbox
from bot.store.store import Store
from bot.store.tables import OutboxRow
from bot.texts import set_language, text
from tests.support.post import post, rows

REFUSED = tuple(sentence("courier.refused", who=f"{name}@example.org", code=550) for name in "ab")


@pytest.fixture(autouse=True)
def _chinese_again() -> Iterator[None]:
    yield
    set_language("zh-CN")


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    made = Store.open(database_url)
    yield made
    made.close()


@pytest.mark.parametrize(
    "reason",
    [outbox.NO_WAY, outbox.NO_CHANNEL, sentence("courier.too_late"), sentence("courier.partly", who=REFUSED)],
    ids=lambda one: one.key,
)
def test_a_reason_is_read_in_the_language_of_the_reader(store: Store, reason: Sentence) -> None:
    post(store, "a", error=reason)
    said = {}
    for language in ("zh-CN", "en"):
        set_language(language)
        kept = rows(store)["a"].error
        assert kept == reason
        said[language] = str(kept)
    assert said["zh-CN"] != said["en"]
    assert said["en"].isascii()


def test_words_that_were_kept_before_stay_words(store: Store) -> None:
    post(store, "a")
    with store.engine.begin() as connection:
        connection.execute(sql("UPDATE outbox SET error = '邮箱已满'"))
    assert str(rows(store)["a"].error) == "邮箱已满"


def test_a_reason_is_found_by_what_it_says(store: Store) -> None:
    """The queue of jobs asks the database for messages without a way."""
    post(store, "a", error=outbox.NO_WAY)
    post(store, "b", error=outbox.NO_CHANNEL)
    with store.begin() as session:
        found = session.query(OutboxRow.id).where(OutboxRow.error == outbox.NO_WAY).all()
    assert [row.id for row in found] == ["a"]


def test_an_error_within_an_error_is_a_fact_too() -> None:
    inner: BotError = SettingsError("calendars.unknown-key", file="calendar.toml", key="x")
    whole = sentence_of(ChannelError("courier.broke", permanent=False, fault=inner))
    assert sentence_from_json(sentence_to_json(whole)) == whole
    for language in ("zh-CN", "en"):
        set_language(language)
        assert text("calendars.unknown-key", file="calendar.toml", key="x") in str(whole)
