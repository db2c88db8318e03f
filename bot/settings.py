"""The general settings: environment over `duban.toml` over defaults, every fault with its file and key."""

import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import tomli
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)

from bot.addresses import parse_address
from bot.channel_kinds import kinds
from bot.errors import SettingsError, SettingsErrors
from bot.secret_values import SUFFIX, from_environment, read_secret
from bot.texts import text
from bot.toml_lines import line_of

SECRETS = {"telegram_token", "telegram_webhook_secret", "smtp_url", "imap_url", "database_url"}
SECRETS |= {"board_wall", "hook_url", "hook_secret"}
#: So are addresses of these channels, and all of their own tables.
SECRETS |= {kind.name for kind in kinds().values() if kind.is_secret or kind.table is not None}


#: core.telegram.org/bots/api#setwebhook takes 1–256 of these; a short one could be guessed.
_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")


#: What is spoken to a proxy; with socks5h it is the proxy that looks up the name.
PROXIES = ("http", "https", "socks5", "socks5h")


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

    @field_validator("telegram_webhook_url", "board_url")
    @classmethod
    def _reached_at(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is None:
            return None
        if not _leads_to(value, ("https", "http")) or {"?", "#"} & set(value):
            raise ValueError(text("settings.board_url" if info.field_name == "board_url" else "settings.webhook_url"))
        return value.rstrip("/") if info.field_name == "board_url" else value

    @field_validator("telegram_proxy")
    @classmethod
    def _a_proxy(cls, value: str | None) -> str | None:
        if value and not _leads_to(value, PROXIES):
            raise ValueError(text("settings.proxy", expected="、".join(PROXIES)))
        return value or None

    @field_validator("telegram_base_url")
    @classmethod
    def _an_api(cls, value: str) -> str:
        if not _leads_to(value, ("https", "http")):
            raise ValueError(text("settings.base_url"))
        return value

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


def _leads_to(url: str, schemes: Collection[str]) -> bool:
    """Whether it names a host, and a port that there can be, by one of the schemes."""
    try:
        parts = urlsplit(url)
        return parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


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
        _fault_at(path, source, place, _shown(fault, place), wanted_of(fault))
        for fault in error.errors()
        for place in [(*within, *fault["loc"])]
    ]


def _fault_at(path: Path | str, source: str, place: tuple[str | int, ...], found: str, wanted: str) -> SettingsError:
    line = line_of(source, place)
    key = ".".join(str(part) for part in place) or "-"
    name = "settings.fault" if line is None else "settings.fault_at"
    return SettingsError(name, file=path, line=line, key=key, found=found, wanted=wanted)


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
    given = _from_variables(environ, faults)
    held = _from_files(path, values, given, faults)
    try:
        settings = Settings.model_validate({**values, **held, **given})
    except ValidationError as error:
        faults += _by_origin(path, error, given, held)
    if faults:
        raise SettingsErrors(faults)
    return settings


def _from_variables(environ: Mapping[str, str], faults: list[SettingsError]) -> dict[str, str]:
    given: dict[str, str] = {}
    for name in Settings.model_fields:
        try:
            if (value := from_environment(environ, name)) is not None:
                given[name] = value
        except SettingsError as fault:
            faults.append(fault)
    return given


def _from_files(
    path: Path, values: dict[str, Any], given: Mapping[str, str], faults: list[SettingsError]
) -> dict[str, str]:
    """Takes `smtp_url_file = "secrets/smtp_url"` and the like out of `values`; gives what those files hold.

    A path is below the folder of settings. A file whose secret a variable gives is not looked at.
    """
    held: dict[str, str] = {}
    for name in sorted(SECRETS & set(Settings.model_fields)):
        key = f"{name}{SUFFIX}"
        if key not in values:
            continue
        named = values.pop(key)
        try:
            if not isinstance(named, str) or not named or name in values:
                wanted = text("settings.both" if name in values else "settings.wanted_file", key=name)
                raise _fault_at(path, _source(path), (key,), repr(named), wanted)
            value = None if name in given else read_secret(path.parent / named, f"{path}, {key}", name)
        except SettingsError as fault:
            faults.append(fault)
            continue
        held |= {name: value} if value is not None else {}
    return held


def _by_origin(
    path: Path, error: ValidationError, given: Mapping[str, Any], held: Mapping[str, Any]
) -> list[SettingsError]:
    """The faults, each under the name by which the office wrote it: a key of the file, or a variable."""
    found = faults_of(path, error)
    for n, fault in enumerate(error.errors()):
        name = str(fault["loc"][0]) if fault["loc"] else ""
        if name in held and name not in given:
            found[n] = _fault_at(path, _source(path), (f"{name}{SUFFIX}",), "***", wanted_of(fault))
        if name in given:
            parts = {"key": f"DUBAN_{name.upper()}", "found": _shown(fault, fault["loc"]), "wanted": wanted_of(fault)}
            found[n] = SettingsError("settings.fault_variable", **parts)
    return found
