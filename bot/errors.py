"""The errors: one root, one class a room. Each carries a text's key and its parts, not a finished sentence."""

from datetime import date, datetime
from typing import TypeGuard

from bot.texts import day, is_away, text


class BotError(Exception):
    """Something a person must be told: place – what was found – what is wanted – what to do."""

    #: What the command ends with (`contracts`: 0 done, 1 questions or unsent, 2 arguments or settings, 3 input).
    exit_code = 1

    def __init__(self, key: str, /, **parts: object) -> None:
        super().__init__(key, parts)
        self.key = key
        self.parts = parts

    def __str__(self) -> str:
        return text(self.key, **(_in_words(self.parts) if is_away() else self.parts))


def _in_words(parts: dict[str, object]) -> dict[str, object]:
    """The parts with their days as letters write them: whoever reads sits at no terminal."""
    return {name: day(part) if _is_day(part) else part for name, part in parts.items()}


def _is_day(part: object) -> TypeGuard[date]:
    return isinstance(part, date) and not isinstance(part, datetime)


class UsageError(BotError):
    """The arguments do not fit what is stored: an unknown unit, a number that stands twice."""

    exit_code = 2


class SettingsError(BotError):
    """One fault of a settings file; `SettingsErrors` gathers them."""

    exit_code = 2


class SettingsErrors(BotError):  # noqa: N818 - the plural says that it holds many
    """All faults of all settings files, in one report."""

    exit_code = 2

    def __init__(self, faults: "list[SettingsError]") -> None:
        super().__init__("settings.faults", count=len(faults))
        self.faults = faults

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *(f"  {fault}" for fault in self.faults)])


class ReadingError(BotError):
    """The file cannot be read as a document: what it really is, and what to do."""

    exit_code = 3


class LedgerError(BotError):
    """The document was read, but no ledger is in it."""

    exit_code = 3


class StoreError(BotError):
    """The database cannot be opened, is newer than the program, is full or locked."""

    exit_code = 2


class MoveError(UsageError):
    """A move that the life cycle does not allow from where the duty stands, or not to this person."""


class ChannelError(BotError):
    """One message was not taken by one channel.

    `permanent`: trying again will not help. `retry_after_s`: seconds that the server asks to be left alone.
    `moved_to`: the address under which the recipient is found now. `settings`: the office's own settings are at
    fault (a token, a password, a certificate), so every message of this channel will meet it until they are put right.
    `uncertain`: the message may have arrived all the same; a repeat must say so.
    """

    def __init__(
        self,
        key: str,
        /,
        *,
        permanent: bool,
        retry_after_s: float | None = None,
        moved_to: str | None = None,
        settings: bool = False,
        uncertain: bool = False,
        **parts: object,
    ) -> None:
        super().__init__(key, **parts)
        self.permanent = permanent
        self.retry_after_s = retry_after_s
        self.moved_to = moved_to
        self.settings = settings
        self.uncertain = uncertain
