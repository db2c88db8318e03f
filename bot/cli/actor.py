"""Who sits at the terminal: the account on the machine, and whom it says that it acts for."""

import os
import pwd

_named: dict[str, str] = {}


def act_as(name: str) -> None:
    """From now on what is done is done for `name`; the account is written down beside it."""
    _named["as"] = name


def account() -> str:
    """The account of this process; where it is another's by sudo, who called it."""
    try:
        return os.environ.get("SUDO_USER") or pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # in a container there may be none
        return f"uid {os.getuid()}"


def operator_name() -> str:
    """How the trail names whoever is at the terminal."""
    named = _named.get("as")
    return f"{named}（{account()}）" if named else account()
