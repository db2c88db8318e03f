"""From a declared command to its work."""

from collections.abc import Callable, Mapping

from bot.later import later


def work(place: str, given: Mapping[str, object]) -> None:
    """Does the work that stands at `place`, with what the command was given."""
    work_at(place)(**given)


def work_at(place: str) -> Callable[..., None]:
    """The function that `module:function` below `bot.cli` means; the module alone means its `run`."""
    module, _, function = place.partition(":")
    found: Callable[..., None] = getattr(later(f"bot.cli.{module}"), function or "run")
    return found
