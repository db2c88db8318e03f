"""What was just done, said on the page that follows, with the way to take it back."""

from dataclasses import dataclass

from bot.board.call import Call, whole
from bot.work.views.move_by_name import move_made


@dataclass(frozen=True, slots=True)
class Notice:
    """`verb` as the trail has it, on how many duties; `move`: its name, by which it is taken back, if it can be."""

    verb: str
    n: int
    move: str = ""


def notice_of(call: Call) -> Notice | None:
    """By what stands in the address; None where nothing was done, or nothing that concerns the reader."""
    if (undone := whole(call.query.get("undone", ""))) is not None:
        return Notice("undone", undone)
    if call.query.get("urged"):
        return Notice("urged", 1)
    made = move_made(call.office, call.actor, call.query.get("move", ""))
    return Notice(made.verb, made.n, made.name) if made is not None else None
