"""The general settings: environment over `duban.toml` over defaults, every fault with its file and key."""

import re
from collections.abc import Collection, Mapping
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

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
from bot.errors import SettingsError, SettingsErrors
from bot.secret_values import SUFFIX, from_environment, read_secret
from bot.setting_faults import SECRETS, fault_in, faults_of, read_toml, shown, source_of, wanted_of
from bot.setting_kinds import WholeInWords, causes, fault_at
from bot.setting_place import written_in
from bot.texts import text
from bot.toml_lines import line_of

#: core.telegram.org/bots/api#setwebhook takes 1–256 of these; a short one could be guessed.
_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")


#: SQLAlchemy's addresses of the two databases, with a driver or without; the store says more of them.
_STORE = re.compile(r"(?:sqlite|postgresql)(?:\+\w+)?://")
#: What is spoken to a proxy; with socks5h it is the proxy that looks up the name.
PROXIES = ("http", "https", "socks5", "socks5h")


class Settings(BaseModel):
    """What the whole program is set to. Secrets never show in a repr."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    office: str | None = None  # whose database it is, where a machine has several offices; None: not looked at
    database_url: SecretStr = SecretStr("sqlite:///var/duban.db")
    timezone: str = "Asia/Shanghai"
    language: Literal["zh-CN", "en"] = "zh-CN"
    telegram_token: SecretStr | None = None
    telegram_base_url: str = "https://api.telegram.org"
    telegram_proxy: str | None = None
    telegram_webhook_url: str | None = None  # None: long polling
    telegram_webhook_listen: str = "127.0.0.1"
    telegram_webhook_port: WholeInWords = Field(default=8443, ge=1, le=65535)
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
    board_proxies: str = "127.0.0.1,::1"  # whose word for a visitor's address is taken: addresses or networks
    board_wall: SecretStr | None = None  # the secret of /wall; None: there is no wall
    hook_url: SecretStr | None = None  # where changes of duties are posted; None: nowhere
    hook_secret: SecretStr | None = None  # what they are signed with
    evidence_folder: Path | None = None  # None: beside the database
    evidence_mb: WholeInWords = Field(default=20, ge=1, le=2000)
    metrics_host: str = "127.0.0.1"
    metrics_port: WholeInWords = Field(default=9464, ge=0, le=65535)  # 0: no figures
    log_format: Literal["text", "json"] = "text"

    @field_validator("database_url")
    @classmethod
    def _a_store(cls, value: SecretStr) -> SecretStr:
        if not _STORE.match(value.get_secret_value()):
            raise ValueError(text("settings.database_url"))
        return value

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

    @field_validator("hook_url")
    @classmethod
    def _posted_to(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _leads_to(value.get_secret_value(), ("https", "http")):
            raise ValueError(text("settings.hook_url"))
        return value

    @field_validator("board_listen")
    @classmethod
    def _a_port(cls, value: str) -> str:
        if not 0 < int(value.rpartition(":")[2]) < 65536:
            raise ValueError(text("settings.wanted_form"))
        return value

    @field_validator("board_proxies")
    @classmethod
    def _addresses(cls, value: str) -> str:
        try:
            found = [str(ip_network(one.strip())) for one in value.split(",") if one.strip()]
        except ValueError as error:
            raise ValueError(text("settings.board_proxies")) from error
        return ",".join(found)

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
            raise fault_at("hook_secret", words=text("settings.hook_secret"), found="")
        return self

    @model_validator(mode="after")
    def _webhook_is_whole(self) -> "Settings":
        if self.telegram_webhook_url is not None and self.telegram_webhook_secret is None:
            words = text("settings.webhook_secret_missing")
            raise fault_at("telegram_webhook_secret", words=words, found="")
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
        settings = Settings.model_validate({**_without_empty(values), **held, **given})
    except ValidationError as error:
        faults += _by_origin(path, error, given, held)
    if faults:
        raise SettingsErrors(faults)
    return settings


def _without_empty(values: Mapping[str, Any]) -> dict[str, Any]:
    """An empty value counts as unset where there need be none, as an empty variable does."""
    optional = {name for name, field in Settings.model_fields.items() if field.default is None}
    return {name: value for name, value in values.items() if value != "" or name not in optional}


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
                raise fault_in(path, source_of(path), (key,), repr(named), wanted)
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
    for n, fault in enumerate(causes(error)):
        name = str(fault["loc"][0]) if fault["loc"] else ""
        if name in held and name not in given:
            found[n] = fault_in(path, source_of(path), (f"{name}{SUFFIX}",), "***", wanted_of(fault))
        if name in given:
            parts = {"key": f"DUBAN_{name.upper()}", "found": shown(fault, fault["loc"]), "wanted": wanted_of(fault)}
            found[n] = SettingsError("settings.fault_variable", **parts)
    return found


def origin_of(environ: Mapping[str, str], folder: Path | None, name: str) -> str:
    """Where the office wrote the value of a setting: a variable, or a line of the file."""
    variable = f"DUBAN_{name.upper()}"
    for key in (variable, f"{variable}{SUFFIX.upper()}"):
        if environ.get(key):
            return key
    path = (folder or Path()) / "duban.toml"
    key = f"{name}{SUFFIX}" if line_of(source_of(path), (f"{name}{SUFFIX}",)) is not None else name
    return text("settings.place_key", place=written_in(path, source_of(path), key), key=key)
