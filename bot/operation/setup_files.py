"""The files of a new office: those that are shipped, with their comments, and what was answered put in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from pathlib import Path
from urllib.parse import quote

import tomlkit

from bot.errors import UsageError
from bot.files import PRIVATE, make_private_folder, write_whole
from bot.operation.setup_questions import NONE, STARTTLS, TLS, Answers
from bot.resources import shipped
from bot.setting_faults import read_toml
from bot.store.settings_files import ASIDE

GENERAL, UNITS = "duban.toml", "units.toml"
#: Shipped files to edit later; an office's own stay as they are.
OTHERS = ("policy.toml", "delivery.toml", "deadlines.toml", "calendar.toml")
#: The folder of secrets, below that of the settings.
SECRETS = "secrets"


@dataclass(frozen=True, slots=True)
class NewFile:
    """What a file will hold. `is_secret`: for this account alone; `gives_way`: an office's own file stays."""

    content: str
    is_secret: bool = False
    gives_way: bool = False


def office_files(answers: Answers, folder: Path) -> dict[str, NewFile]:
    """Every file, by its name below the folder of settings. Raises SettingsError where `units.toml` cannot be read."""
    secrets = _secrets(answers)
    values = {key: answers.get(key, "") for key in ("language", "timezone", "telegram_proxy", "board_url")}
    if answers.get("mail_from"):
        values["mail_from"] = str(Address(answers["office"], addr_spec=answers["mail_from"]))
    values |= {f"{name}_file": f"{SECRETS}/{name}" for name in secrets}
    found = {GENERAL: NewFile(filled(_shipped(GENERAL), {key: value for key, value in values.items() if value}))}
    found |= {f"{SECRETS}/{name}": NewFile(value + "\n", is_secret=True) for name, value in secrets.items()}
    found[UNITS] = NewFile(_with_coordinator(folder / UNITS, answers))
    return found | {name: NewFile(_shipped(name), gives_way=True) for name in OTHERS}


def _shipped(name: str) -> str:
    return shipped("config", name).read_text(encoding="utf-8")


def filled(source: str, values: Mapping[str, str]) -> str:
    """The file with each value in place of the comment that shows its key: `# timezone = "Asia/Shanghai"`."""
    for key, value in values.items():
        shown = re.search(rf"(?m)^# {key} = .*$", source)
        assert shown is not None, f"config/{GENERAL} does not show {key}"
        source = source[: shown.start()] + f"{key} = {tomlkit.item(value).as_string()}" + source[shown.end() :]
    return source


def _secrets(answers: Answers) -> dict[str, str]:
    """The settings that hold a password or a token, by name."""
    found = {}
    if answers.get("mail_server"):
        found["smtp_url"] = _smtp_url(answers)
    if answers.get("imap_server"):
        account = _account(answers)
        scheme = "imap" if answers["imap_port"] == "143" else "imaps"
        found["imap_url"] = f"{scheme}://{account}{_host(answers['imap_server'])}:{answers['imap_port']}/INBOX"
    if answers.get("telegram_token"):
        found["telegram_token"] = answers["telegram_token"]
    return found


def _smtp_url(answers: Answers) -> str:
    how = answers["mail_encryption"]
    starttls = {TLS: "", STARTTLS: "?starttls=required", NONE: "?starttls=never"}[how]
    scheme = "smtps" if how == TLS else "smtp"
    return f"{scheme}://{_account(answers)}{_host(answers['mail_server'])}:{answers['mail_port']}{starttls}"


def _account(answers: Answers) -> str:
    user = answers.get("mail_user")
    return f"{quote(user, safe='')}:{quote(answers.get('mail_password', ''), safe='')}@" if user else ""


def _host(name: str) -> str:
    return f"[{name.strip('[]')}]" if ":" in name else name


def _with_coordinator(path: Path, answers: Answers) -> str:
    """The office's units, or the shipped example, and whoever keeps the ledgers; who is named already is left alone."""
    known = [entry.get("name") for entry in read_toml(path).get("coordinator", ()) if isinstance(entry, dict)]
    source = path.read_text(encoding="utf-8-sig") if path.is_file() else _shipped(UNITS)
    if answers["office"] in known:
        return source
    entry = {"name": answers["office"], "email": answers.get("coordinator_email", "")}
    lines = [f"{key} = {tomlkit.item(value).as_string()}" for key, value in entry.items() if value]
    return "\n".join([source.rstrip("\n"), "", "[[coordinator]]", *lines, ""])


def standing(folder: Path, files: Mapping[str, NewFile]) -> list[Path]:
    """Files that are there, hold something else, and do not stay."""
    wanted = {folder / name: file.content for name, file in files.items() if not file.gives_way}
    return [path for path, content in wanted.items() if path.exists() and path.read_bytes() != content.encode()]


def write_office(folder: Path, files: Mapping[str, NewFile], now: datetime) -> tuple[list[Path], list[Path]]:
    """Writes them; gives what was written, and where what stood there before is kept. Raises OSError, UsageError."""
    if folder.exists() and not folder.is_dir():
        raise UsageError("init.no_folder", folder=folder)
    written: list[Path] = []
    kept: list[Path] = []
    replaced = set(standing(folder, files))
    for name, file in files.items():
        path = folder / name
        if path.exists() and path not in replaced:
            continue
        if file.is_secret:
            make_private_folder(path.parent)
        path.parent.mkdir(parents=True, exist_ok=True)
        if path in replaced:
            kept.append(path.rename(path.with_name(f"{path.name}{ASIDE}{now:%Y%m%dT%H%M%S}")))
        write_whole(path, file.content.encode(), PRIVATE if file.is_secret else None)
        written.append(path)
    return written, kept
