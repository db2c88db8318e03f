"""What a new office is asked, a row a question: its default, and how an answer is checked as it is given."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from bot.addresses import mend_addresses
from bot.errors import UsageError
from bot.setting_faults import wanted_of
from bot.settings import Settings
from bot.texts import LANGUAGES, language, text

#: What was answered so far, by question; "" where nothing is wanted.
Answers = Mapping[str, str]
TLS, STARTTLS, NONE = "tls", "starttls", "none"
#: RFC 8314 §7.3 and RFC 5321 §4.5.4.2: where mail is handed in, by encryption.
PORTS = {TLS: "465", STARTTLS: "587", NONE: "25"}
IMAPS_PORT = "993"
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[?[0-9A-Fa-f:]+\]?")
#: core.telegram.org/bots/api#authorizing-your-bot: the bot's number, a colon, its secret.
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{20,}")


@dataclass(frozen=True, slots=True)
class Question:
    """`check` gives the answer as it is kept, or raises ValueError with what is wanted; `default` is what an empty
    answer means; `applies`: whether it is asked at all after the answers before.
    """

    key: str
    check: Callable[[str], str]
    default: Callable[[Answers], str] = lambda _: ""
    applies: Callable[[Answers], bool] = lambda _: True
    is_secret: bool = False


def settle(question: Question, said: str, before: Answers) -> str:
    """The answer that `said` is. Raises UsageError, which never shows a secret."""
    value = said.strip() or question.default(before)
    try:
        return question.check(value)
    except ValueError as error:
        shown = "***" if question.is_secret else value
        raise UsageError("init.wrong", key=question.key, found=shown, wanted=error) from None


def _given(key: str) -> Callable[[Answers], bool]:
    return lambda before: bool(before.get(key))


def _words(value: str) -> str:
    if not value or not value.isprintable():
        raise ValueError(text("init.wanted_name"))
    return value


def _one_of(*choices: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        if value not in choices:
            raise ValueError(text("settings.wanted_one_of", expected=text("settings.between").join(choices)))
        return value

    return check


def _host(value: str) -> str:
    if value and not _HOST.fullmatch(value):
        raise ValueError(text("init.wanted_host"))
    return value


def _port(value: str) -> str:
    if not (value.isascii() and value.isdigit() and 0 < int(value) < 65536):
        raise ValueError(text("init.wanted_port"))
    return str(int(value))


def _sender(value: str) -> str:
    good, bad = mend_addresses(value)
    if bad or len(good) != 1:
        raise ValueError(text("settings.wanted_sender"))
    return good[0]


def _addresses(value: str) -> str:
    good, bad = mend_addresses(value)
    if bad:
        raise ValueError(text("settings.wanted_sender"))
    return ", ".join(good)


def _token(value: str) -> str:
    if value and not _TOKEN.fullmatch(value):
        raise ValueError(text("init.wanted_token"))
    return value


def _setting(key: str) -> Callable[[str], str]:
    """What `duban.toml` takes under this key."""

    def check(value: str) -> str:
        try:
            return str(getattr(Settings.model_validate({key: value}), key)) if value else ""
        except ValidationError as error:
            raise ValueError(wanted_of(error.errors()[0])) from None

    return check


def _own_address(before: Answers) -> str:
    """The account that mail is handed in by, where it is an address."""
    good, bad = mend_addresses(before.get("mail_user", ""))
    return good[0] if len(good) == 1 and not bad else ""


QUESTIONS = (
    Question("language", _one_of(*LANGUAGES), lambda _: language()),
    Question("office", _words, lambda _: text("init.office_default")),
    Question("timezone", _setting("timezone"), lambda _: Settings().timezone),
    Question("mail_server", _host),
    Question("mail_encryption", _one_of(TLS, STARTTLS, NONE), lambda _: TLS, _given("mail_server")),
    Question("mail_port", _port, lambda before: PORTS[before["mail_encryption"]], _given("mail_server")),
    Question("mail_user", str, applies=_given("mail_server")),
    Question("mail_password", str, applies=_given("mail_user"), is_secret=True),
    Question("mail_from", _sender, _own_address, _given("mail_server")),
    Question("imap_server", _host, applies=_given("mail_user")),
    Question("imap_port", _port, lambda _: IMAPS_PORT, _given("imap_server")),
    Question("coordinator_email", _addresses),
    Question("telegram_token", _token, is_secret=True),
    Question("telegram_proxy", _setting("telegram_proxy"), applies=_given("telegram_token")),
    Question("board_url", _setting("board_url")),
)
