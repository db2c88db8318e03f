"""A setting that is none of those it may be: the error lists them in the language set."""

from pathlib import Path

import pytest

from bot.courier.delivery import load_delivery
from bot.errors import SettingsErrors
from bot.plan.policy_file import load_policy
from bot.settings import load_settings
from bot.texts import set_language


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-CN", "应为 'zh-CN'、'en' 之一"), ("en", "one of 'zh-CN' or 'en'")],
)
def test_what_a_setting_may_be_is_listed_in_the_language_set(language: str, words: str) -> None:
    set_language(language)
    with pytest.raises(SettingsErrors) as refused:
        load_settings({"DUBAN_LANGUAGE": "fr"}, None)
    assert words in str(refused.value)


def said(environ: dict[str, str]) -> str:
    with pytest.raises(SettingsErrors) as refused:
        load_settings(environ, None)
    return str(refused.value)


def test_a_fault_of_a_variable_is_told_under_its_name() -> None:
    assert "DUBAN_TIMEZONE" in said({"DUBAN_TIMEZONE": "Mars"})
    assert "duban.toml" not in said({"DUBAN_TIMEZONE": "Mars"})


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", "口令".encode("gb18030")])
def test_a_secret_that_is_no_text_is_a_fault_in_words(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "secret").write_bytes(content)
    assert "UTF-8" in said({"DUBAN_SMTP_URL_FILE": str(tmp_path / "secret")})


@pytest.mark.parametrize("content", ["", "\n", "\ufeff"])
def test_an_empty_secret_counts_as_unset(tmp_path: Path, content: str) -> None:
    (tmp_path / "secret").write_text(content, encoding="utf-8")
    for name in ("TELEGRAM_TOKEN", "SMTP_URL"):
        found = load_settings({f"DUBAN_{name}_FILE": str(tmp_path / "secret")}, None)
        assert getattr(found, name.lower()) is None


def test_without_telegram_the_file_of_its_token_may_be_missing(tmp_path: Path) -> None:
    assert load_settings({"DUBAN_TELEGRAM_TOKEN_FILE": str(tmp_path / "none")}, None).telegram_token is None
    assert "DUBAN_SMTP_URL_FILE" in said({"DUBAN_SMTP_URL_FILE": str(tmp_path / "none")})


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("send_at = 9\n", "send_at"),
        ("send_at = 8.5\n", "send_at"),
        ("send_at = true\n", "send_at"),
        ('send_at = "9"\n', "send_at"),
        ("send_at = 2021-01-01\n", "send_at"),
        ("[digest]\nat = 8.5\n", "digest"),
        ('[[ladder]]\nname = "a"\n[[ladder.rung]]\nname = "x"\ndays = -3\nshare = 50\n', "rung"),
    ],
)
def test_no_wrong_value_of_the_policy_is_accepted_or_breaks_it(tmp_path: Path, words: str, key: str) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(words, encoding="utf-8")
    with pytest.raises(SettingsErrors) as refused:
        load_policy(path)
    assert key in str(refused.value)
    assert "行" in str(refused.value)


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("[pace.telegram]\nper_second = 500\n", "per_second"),
        ("[pace.telegram]\ngroup_per_minute = 21\n", "group_per_minute"),
        ("[pace.robot]\nchat_per_minute = 100\n", "chat_per_minute"),
        ("[pace.smpt]\nper_second = 1\n", "smpt"),
    ],
)
def test_no_pace_is_set_that_a_service_refuses_or_nobody_reads(tmp_path: Path, words: str, key: str) -> None:
    path = tmp_path / "delivery.toml"
    path.write_text(words, encoding="utf-8")
    with pytest.raises(SettingsErrors) as refused:
        load_delivery(path)
    assert key in str(refused.value)


def test_a_file_with_a_byte_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "duban.toml").write_text('timezone = "Asia/Urumqi"\n', encoding="utf-8-sig")
    assert load_settings({}, tmp_path).timezone == "Asia/Urumqi"
