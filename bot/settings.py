"""The general settings: environment over `duban.toml` over defaults, every fault with its file and key."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import tomli
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator, model_validator

from bot.addresses import parse_address
from bot.channel_kinds import kinds
from bot.errors import SettingsError, SettingsErrors
from bot.texts import text
from bot.toml_lines import line_of

SECRETS = {"telegram_token", "telegram_webhook_secret", "smtp_url", "imap_url", "database_url"}
SECRETS |= {"board_wall", "hook_url", "hook_secret"}
#: So are addresses of these channels, and all of their own tables.
SECRETS |= {kind.name for kind in kinds().values() if kind.is_secret or kind.table is not None}


#: core.telegram.org/bots/api#setwebhook takes 1–256 of these; a short one could be guessed.
_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
#: Secrets without which all else works.
_MAY_BE_MISSING = {"telegram_token"}


class Settings(BaseModel):
    """What the whole program is set to. Secrets never show in a repr."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    database_url: SecretStr = SecretStr("sqlite:///var/duban.db")
    timezone: str = "Asia/Shanghai"
    language: Literal["zh-CN", "en"] = "zh-CN"
    telegram_token: SecretStr | None = None
    telegram_base_url: str = "https://api.telegram.org"
    telegram_proxy: str | None = None
    telegram_webhook_url: str | None = None  # None: long polling
    telegram_webhook_listen: str = "127.0.0.1"
    telegram_webhook_port: int = Field(default=8443, ge=1, le=65535)
    telegram_webhook_secret: SecretStr | None = None
    smtp_url: SecretStr | None = None
    mail_from: str = "督办 <duban@localhost>"
    mail_folder: Path | None = None
    imap_url: SecretStr | None = None  # None: answers by mail are not read
    reply_to: str | None = None  # None: the address of mail_from
    mail_proof: str | None = None  # the id under which one's own server writes Authentication-Results on every mail
    board_url: str | None = None  # the address at which people reach the board; None: no links are written
    board_listen: str = Field(default="127.0.0.1:8080", pattern=r"^(\[[0-9A-Fa-f:]+\]|[^:\s]+):\d{1,5}$")
    board_user_header: str | None = None  # a header in which a trusted proxy names who is signed in, by mail address
    board_wall: SecretStr | None = None  # the secret of /wall; None: there is no wall
    hook_url: SecretStr | None = None  # where changes of duties are posted; None: nowhere
    hook_secret: SecretStr | None = None  # what they are signed with
    evidence_folder: Path | None = None  # None: beside the database
    evidence_mb: int = Field(default=20, ge=1, le=2000)
    metrics_host: str = "127.0.0.1"
    metrics_port: int = Field(default=9464, ge=0, le=65535)  # 0: no figures
    log_format: Literal["text", "json"] = "text"

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(text("settings.zone")) from error
        return value

    @field_validator("mail_from", "reply_to")
    @classmethod
    def _an_address(cls, value: str | None) -> str | None:
        if value is not None and parse_address(value) is None:
            raise ValueError(text("settings.wanted_sender"))
        return value

    @field_validator("telegram_webhook_url")
    @classmethod
    def _posted_to(cls, value: str | None) -> str | None:
        parts = urlsplit(value or "https://none")
        if parts.scheme not in {"https", "http"} or not parts.hostname or parts.query or parts.fragment:
            raise ValueError(text("settings.webhook_url"))
        return value

    @field_validator("board_url")
    @classmethod
    def _reached_at(cls, value: str | None) -> str | None:
        parts = urlsplit(value or "https://none")
        if parts.scheme not in {"https", "http"} or not parts.hostname or parts.query or parts.fragment:
            raise ValueError(text("settings.board_url"))
        return value.rstrip("/") if value is not None else None

    @field_validator("board_wall")
    @classmethod
    def _not_to_be_guessed(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _SECRET.fullmatch(value.get_secret_value()):
            raise ValueError(text("settings.board_wall"))
        return value

    @field_validator("telegram_webhook_secret")
    @classmethod
    def _fit_for_a_header(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _SECRET.fullmatch(value.get_secret_value()):
            raise ValueError(text("settings.webhook_secret"))
        return value

    @model_validator(mode="after")
    def _hook_is_signed(self) -> "Settings":
        if self.hook_url is not None and (self.hook_secret is None or len(self.hook_secret.get_secret_value()) < 16):
            raise ValueError(text("settings.hook_secret"))
        return self

    @model_validator(mode="after")
    def _webhook_is_whole(self) -> "Settings":
        if self.telegram_webhook_url is not None and self.telegram_webhook_secret is None:
            raise ValueError(text("settings.webhook_secret_missing"))
        return self

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which days begin."""
        return ZoneInfo(self.timezone)


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of one settings file; {} where it is absent. Raises SettingsError with line and column."""
    try:
        return tomli.loads(path.read_text(encoding="utf-8-sig"))  # Windows' editors begin a file with a mark
    except FileNotFoundError:
        return {}
    except (tomli.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsError("settings.unreadable", file=path, reason=error) from error


def faults_of(
    path: Path | str, error: ValidationError, source: str | None = None, within: tuple[str, ...] = ()
) -> list[SettingsError]:
    """One SettingsError a fault that pydantic found in the values of `path`. Values of secrets are not shown.

    `source`: what the file says, to name the line; None: as it can be read. `within`: the table that was checked.
    """
    source = _source(path) if source is None else source
    return [
        SettingsError(
            "settings.fault" if (line := line_of(source, place)) is None else "settings.fault_at",
            file=path,
            line=line,
            key=".".join(str(part) for part in place) or "-",
            found=_shown(fault, place),
            wanted=wanted_of(fault),
        )
        for fault in error.errors()
        for place in [(*within, *fault["loc"])]
    ]


def _source(path: Path | str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except (OSError, ValueError):
        return ""


def _shown(fault: Any, place: Sequence[str | int]) -> str:
    """The value at fault; of a secret, and of a whole table that may hold one, nothing."""
    if not place:
        return "…"
    return "***" if SECRETS.intersection((place[0], place[-1])) else repr(fault["input"])


#: What stands between the values that pydantic lists: 'a', 'b' or 'c'.
_BETWEEN = re.compile("(?<=')(?:, | or )(?=')")
#: What pydantic calls a fault → our sentence for it. Others keep the library's words.
_WANTED = {
    "extra_forbidden": "extra",
    "missing": "missing",
    "literal_error": "one_of",
    "string_type": "words",
    "bool_type": "yes_no",
    "bool_parsing": "yes_no",
    "int_type": "number",
    "int_parsing": "number",
    "int_from_float": "number",
    "greater_than_equal": "at_least",
    "less_than_equal": "at_most",
    "greater_than": "more_than",
    "less_than": "less_than",
    "too_short": "not_empty",
    "string_too_short": "not_empty",
    "string_pattern_mismatch": "form",
    "date_from_datetime_parsing": "date",
    "date_parsing": "date",
    "date_type": "date",
    "model_type": "table",
    "dict_type": "table",
    "tuple_type": "list",
    "time_parsing": "hour",
    "time_type": "hour",
}


def wanted_of(fault: Any) -> str:
    """What a fault's value should be, as a sentence in the language set."""
    if (name := _WANTED.get(fault["type"])) is not None:
        found = {"expected": "", "ge": "", "le": "", "gt": "", "lt": "", **fault.get("ctx", {})}
        found["expected"] = _BETWEEN.sub(text("settings.between"), str(found["expected"]))
        return text(f"settings.wanted_{name}", **found)
    return str(fault["msg"]).removeprefix("Value error, ")


def load_settings(environ: Mapping[str, str], folder: Path | None) -> Settings:
    """The settings in force. Raises SettingsErrors naming every fault at once."""
    path = folder / "duban.toml" if folder else Path("duban.toml")
    faults: list[SettingsError] = []
    values: dict[str, Any] = {}
    try:
        values = read_toml(path) if folder else {}
    except SettingsError as fault:
        faults.append(fault)
    given: dict[str, Any] = {}
    for name in Settings.model_fields:
        try:
            if (value := _from_environment(environ, name)) is not None:
                given[name] = value
        except SettingsError as fault:
            faults.append(fault)
    try:
        settings = Settings.model_validate({**values, **given})
    except ValidationError as error:
        faults += _by_origin(path, error, given)
    if faults:
        raise SettingsErrors(faults)
    return settings


def _by_origin(path: Path, error: ValidationError, given: Mapping[str, Any]) -> list[SettingsError]:
    """The faults, each under the name by which the office wrote it: a key of the file, or a variable."""
    found = faults_of(path, error)
    for n, fault in enumerate(error.errors()):
        name = str(fault["loc"][0]) if fault["loc"] else ""
        if name in given:
            parts = {"key": f"DUBAN_{name.upper()}", "found": _shown(fault, fault["loc"]), "wanted": wanted_of(fault)}
            found[n] = SettingsError("settings.fault_variable", **parts)
    return found


def _from_environment(environ: Mapping[str, str], name: str) -> str | None:
    """The value of DUBAN_NAME, or what the file that DUBAN_NAME_FILE names holds. An empty one counts as unset.

    Who needs no Telegram may leave out the file of its token too, as systemd and containers name one for everybody.
    """
    key = f"DUBAN_{name.upper()}"
    if value := environ.get(key):
        return value
    if not (named := environ.get(f"{key}_FILE")):
        return None
    try:
        return Path(named).read_text(encoding="utf-8-sig").strip() or None
    except FileNotFoundError as error:
        if name in _MAY_BE_MISSING:
            return None
        raise SettingsError("settings.secret_file", key=f"{key}_FILE", file=named, reason=error.strerror) from error
    except OSError as error:
        raise SettingsError("settings.secret_file", key=f"{key}_FILE", file=named, reason=error.strerror) from error
    except UnicodeDecodeError as error:
        reason = text("settings.not_utf8")
        raise SettingsError("settings.secret_file", key=f"{key}_FILE", file=named, reason=reason) from error


def named_secrets(environ: Mapping[str, str], prefix: str) -> dict[str, str]:
    """Name in small letters → value, for every DUBAN_<prefix><NAME> and DUBAN_<prefix><NAME>_FILE."""
    start = f"DUBAN_{prefix}"
    names = {key.removeprefix(start).removesuffix("_FILE") for key in environ if key.startswith(start)}
    found = {name.lower(): _from_environment(environ, f"{prefix}{name}") for name in sorted(names) if name}
    return {name: value for name, value in found.items() if value is not None}
