"""The contacts that a draft's units lack, completed beside its dispatch and written to the units file."""

from starlette.responses import Response

from bot.addresses import mend_addresses
from bot.board.call import Call, not_longer, refused, see
from bot.errors import UsageError
from bot.roster.roster import CONTACT
from bot.roster.sheet_entries import Filled
from bot.work.people.unit_editing import take_sheet

LONGEST = 200


def complete(call: Call) -> Response:
    """What was filled in for the units that no message reaches; what was left empty stays as it is."""
    columns = [call.form.get(name, ()) for name in ("unit", "name", "email")]
    if len(set(map(len, columns))) > 1:
        return refused(call, "", 400)
    short = ([_short(words) for words in column] for column in columns)
    said = [
        {"name": unit, "contact": [{"role": CONTACT, "name": name, "email": _email(email)}]}
        for unit, name, email in zip(*short, strict=True)
        if unit and email
    ]
    if said:
        take_sheet(call.office, Filled(tuple(said), (), ()), call.field("state"), call.actor, call.now)
    return see(call, f"/document/{call.path['id']}")


def _email(words: str) -> str:
    found, bad = mend_addresses(words)
    if bad or not found:
        raise UsageError("board.bad_email", found=words[:60])
    return ", ".join(found)


def _short(words: str) -> str:
    return not_longer(words.strip(), LONGEST)
