"""The end of a year: what one ledger leaves goes on in the next, looked at first."""

from starlette.responses import Response

from bot.board.call import Call, page, see
from bot.board.readings import task_line
from bot.work.documents.carry_over import carry_over, next_ledgers, preview_carry
from bot.work.documents.carry_undo import undo_carry
from bot.work.views.ledger_head import ledger_head


def ask(call: Call) -> Response:
    """Which ledger takes over; once one is chosen, what would go along, what is there already, and what stays."""
    head, to = ledger_head(call.office, call.path["id"]), call.query.get("to", "")
    preview = preview_carry(call.office, head.id, to) if to else None
    lines = [*map(task_line, preview.carried.tasks)] if preview is not None else []
    offered = next_ledgers(call.office, head.id)
    return page(call, "carry", head=head, to=to, offered=offered, preview=preview, lines=lines)


def go_on(call: Call) -> Response:
    """Carries over, and goes on to the ledger that took over."""
    to = call.field("to")
    found = carry_over(call.office, call.path["id"], to, call.now, call.actor, anyway=bool(call.field("anyway")))
    return see(call, f"/document/{to}", carried=len(found.tasks) or None)


def take_back(call: Call) -> Response:
    """Takes a carrying over back, and says so on the ledger that had taken over."""
    undo_carry(call.office, call.field("move")[:36], call.now, call.actor)
    return see(call, f"/document/{call.path['id']}", uncarried=1)
