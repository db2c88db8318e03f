"""Secrets as they are handed to the program: in a variable, or in a file that a variable or the settings name."""

from collections.abc import Mapping
from pathlib import Path

from bot.errors import SettingsError
from bot.texts import text

#: Secrets without which all else works.
_MAY_BE_MISSING = {"telegram_token"}
#: `smtp_url_file` names the file that holds `smtp_url`.
SUFFIX = "_file"


def from_environment(environ: Mapping[str, str], name: str) -> str | None:
    """The value of DUBAN_NAME, or what the file that DUBAN_NAME_FILE names holds. An empty one counts as unset."""
    key = f"DUBAN_{name.upper()}"
    if value := environ.get(key):
        return value
    named = environ.get(f"{key}{SUFFIX.upper()}")
    return read_secret(Path(named), f"{key}{SUFFIX.upper()}", name) if named else None


def read_secret(file: Path, key: str, name: str) -> str | None:
    """What the file holds; None where it is empty. `key` is how the office named it. Raises SettingsError.

    Who needs no Telegram may leave out the file of its token too, as systemd and containers name one for everybody.
    """
    try:
        return file.read_text(encoding="utf-8-sig").strip() or None
    except UnicodeDecodeError:
        reason = text("settings.not_utf8")
    except FileNotFoundError as error:
        if name in _MAY_BE_MISSING:
            return None
        reason = str(error.strerror)
    except (OSError, ValueError) as error:
        reason = str(getattr(error, "strerror", None) or error)
    raise SettingsError("settings.secret_file", key=key, file=file, reason=reason)


def named_secrets(environ: Mapping[str, str], prefix: str) -> dict[str, str]:
    """Name in small letters → value, for every DUBAN_<prefix><NAME> and DUBAN_<prefix><NAME>_FILE."""
    start = f"DUBAN_{prefix}"
    names = {key.removeprefix(start).removesuffix("_FILE") for key in environ if key.startswith(start)}
    found = {name.lower(): from_environment(environ, f"{prefix}{name}") for name in sorted(names) if name}
    return {name: value for name, value in found.items() if value is not None}
