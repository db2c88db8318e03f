"""The wall: lights without a name, for a screen that everybody passes. Off unless the settings give it a secret."""

import hmac
from collections import Counter

from starlette.responses import Response

from bot.board.call import Call, missing, page
from bot.plan.lights import WORST_FIRST, Light
from bot.store.ledgers import DISPATCHED
from bot.work.views.ledger_table import ledger_lights


def wall(call: Call) -> Response:
    """The counts of every ledger at work, and of all together."""
    secret = call.office.settings.board_wall
    if secret is None or not hmac.compare_digest(secret.get_secret_value(), call.path["secret"]):
        return missing(call)
    found = [(head, counts) for head, counts in ledger_lights(call.office, call.now) if head.state == DISPATCHED]
    whole: Counter[Light] = Counter()
    for _, counts in found:
        whole.update(counts)
    return page(call, "wall", found=found, whole={light: whole[light] for light in WORST_FIRST if whole[light]})
