"""What waits for a decision, for cards: all of it, what one card tells of, and the files that came with it."""

from collections.abc import Sequence

from bot.model import Item
from bot.store import duties, ledgers
from bot.work.answers.origin import origin_of_chat
from bot.work.duties.evidence import folder, kept_name, shown
from bot.work.duties.submissions import Submission, all_waiting, submissions
from bot.work.office import Office


def waiting(office: Office) -> list[Submission]:
    """All that waits in ledgers at work, the oldest first."""
    with office.store.begin() as session:
        at_work = [head.id for head in ledgers.all_heads(session) if head.state == ledgers.DISPATCHED]
        return all_waiting(session, at_work)


def review_of(office: Office, items: Sequence[Item]) -> Submission | None:
    """What of these items still waits; None where nothing does."""
    with office.store.begin() as session:
        found = submissions(session, duties.get_duties(session, [item.duty for item in items]).values())
    return found[0] if found else None


def told_of(office: Office, chat: int, message: str) -> tuple[Item, ...]:
    """What the message of ours tells of that stands in this chat; nothing for one that is none."""
    with office.store.look() as session:
        origin = origin_of_chat(session, str(chat), message)
    return origin.items if origin is not None else ()


def file_of(office: Office, items: Sequence[Item], n: int) -> tuple[str, bytes] | None:
    """The name and content of the n-th piece of evidence; None where it is no file, or not on this host."""
    found = review_of(office, items)
    words = found.evidence[n] if found is not None and n < len(found.evidence) else None
    name = kept_name(words)
    content = folder(office).get(name) if name is not None else None
    return (shown(words), content) if content is not None else None
