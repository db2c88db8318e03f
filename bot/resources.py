"""Where the files that an office may edit are found: its own copy first, then the one shipped with the program."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
#: In a checkout `config/` and `templates/` stand beside the package, in an installed wheel below it.
_SHIPPED = _PACKAGE / "share" if (_PACKAGE / "share").is_dir() else _PACKAGE.parent


def shipped(*parts: str) -> Path:
    """The path of a shipped file, whether or not the office has its own."""
    return _SHIPPED.joinpath(*parts)


def is_installed() -> bool:
    """Whether the program came as a wheel, without the Makefile of a checkout."""
    return _SHIPPED.parent == _PACKAGE


def find_file(config: Path | None, *parts: str) -> Path:
    """The office's own `parts` if it has them, else the shipped ones.

    `config` is the office's folder of settings; its templates stand beside it or inside it.
    """
    if config is not None:
        for base in (config, config.parent):
            own = base.joinpath(*parts)
            if own.is_file():
                return own
    return shipped(*parts)


def find_config(config: Path | None, name: str) -> Path:
    """The office's own settings file `name`, else the shipped one."""
    own = config / name if config else None
    return own if own is not None and own.is_file() else shipped("config", name)
