"""`duban` and `python -m bot`: runs a command, turns our errors into one clear message and its exit code."""

import contextlib
import gc
import os
import sys
from pathlib import Path

import tomli

from bot.errors import BotError
from bot.printable import printable
from bot.texts import LANGUAGES, set_language, text


def main() -> None:
    """The program."""
    # Modules and ledgers stay: to look through them after every 700 objects, as Python does, takes a tenth of a run.
    gc.set_threshold(50_000, 20, 100)
    config, language = _language()
    set_language(language, config)
    from bot.cli import duban  # noqa: PLC0415 - options are worded as they are loaded, in the language set

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        duban(prog_name="duban")
    except BotError as error:
        sys.stderr.write(f"{printable(str(error))}\n")
        sys.exit(error.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        sys.exit(_give_up(error))


def _give_up(error: OSError) -> int:
    """Says what of the system stood in the way, where that can be said; the exit code."""
    place = error.filename if error.filename is not None else "stdout"
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(f"{text('cli.system_fault', place=place, reason=error.strerror)}\n")
    # What was not written cannot be written at the end either.
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return 1


def _language() -> tuple[Path | None, str]:
    """The language for --help and errors before the settings are checked; a fault there is told later, by them."""
    config = Path(os.environ.get("DUBAN_CONFIG") or "config")
    named = os.environ.get("DUBAN_LANGUAGE")
    if not named:
        try:
            named = tomli.loads((config / "duban.toml").read_text(encoding="utf-8")).get("language")
        except (OSError, ValueError):
            named = None
    return config if config.is_dir() else None, named if named in LANGUAGES else LANGUAGES[0]


if __name__ == "__main__":
    main()
