"""The file that a ledger was read from, kept beside the evidence as long as the ledger's trail names it."""

from dataclasses import dataclass, field

from bot.errors import UsageError
from bot.store import events
from bot.work.duties.evidence import Evidence, folder, from_file, kept_name, shown
from bot.work.office import Office

#: The entries of the trail that name it.
IMPORTS = ("import", "import-again")


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it came."""

    name: str
    content: bytes = field(repr=False)


def as_original(office: Office, name: str, content: bytes) -> Evidence | None:
    """The file to be kept with the ledger; None where it is of a kind or size that is not kept."""
    try:
        return from_file(office, name, content)
    except UsageError:
        return None


def find_original(office: Office, ledger_id: str) -> Original | None:
    """The newest file that the ledger was read from; None where none was kept."""
    with office.store.look() as session:
        words = events.last_evidence(session, ledger_id, IMPORTS)
    kept = kept_name(words)
    content = folder(office).get(kept) if kept is not None else None
    return Original(shown(words), content) if content is not None else None
