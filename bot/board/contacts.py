"""The contacts that a draft's units lack, completed beside its dispatch and written to the units file."""

from starlette.responses import Response

from bot.addresses import mend_addresses
from bot.board.call import Call, see
from bot.errors import UsageError
from bot.roster.roster import CONTACT
from bot.roster.sheet_entries import Filled
from bot.work.people.unit_editing import take_sheet

LONGEST = 200


def complete(call: Call) -> Response:
    """What was filled in for the units that no message reaches; what was left empty stays as it is."""
    columns = (call.form.get(name, ()) for name in ("unit", "name", "email"))
    said = [
        {"name": unit, "contact": [{"role": CONTACT, "name": name.strip()[:LONGEST], "email": _email(email)}]}
        for unit, name, email in zip(*columns, strict=True)
        if unit.strip() and email.strip()
    ]
    if said:
        take_sheet(call.office, Filled(tuple(said), (), ()), call.field("state"), call.actor, call.now)
    return see(call, f"/document/{call.path['id']}")


def _email(words: str) -> str:
    found, bad = mend_addresses(words[:LONGEST])
    if bad or not found:
        raise UsageError("board.bad_email", found=words.strip()[:60])
    return ", ".join(found)
