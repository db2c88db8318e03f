"""A message is a person's, and each of its items a unit's: who stands for the unit when it goes is told of it."""

from bot.courier.parts import tag
from bot.model import Item
from bot.store import outbox
from bot.store.tables import OutboxRow
from bot.work.outgoing.posting import Batch, recipients_of
from bot.work.people.directory import Directory, Recipient


def hand_over(directory: Directory, row: OutboxRow, batches: dict[str, Batch]) -> None:
    """Takes out of a message what is another person's by now, into `batches`.

    Another stands for a unit since the roster changed, or since every way to the person refused the message and the
    units' deputies are not the same.
    """
    if not row.items:  # a digest
        if not directory.recipients(row.to, row.role):
            outbox.keep_items(row, ())
        return
    targets = {item.duty: _target(directory, item, row) for item in row.items}
    persons = {target.person for target in targets.values() if target is not None}
    if persons <= {row.person} or (row.tried and len(persons) == 1):
        kept = tuple(item for item in row.items if targets[item.duty] is not None or row.tried)
        if len(kept) < len(row.items):  # nobody is told of it any more: a leader or a coordinator who left
            outbox.keep_items(row, kept)
        return
    own: list[Item] = []
    for item in row.items:
        target = targets[item.duty]
        if target is None or target.person == row.person:
            own += [item] if target is not None else []
            continue
        batch = batches.setdefault(target.person, Batch(target))
        batch.add(item)
        batch.tried += (way for way in row.tried if way not in batch.tried)  # nobody is asked twice in a circle
    outbox.keep_items(row, tuple(own))


def ways_of_person(directory: Directory, row: OutboxRow) -> list[tuple[str, str]]:
    """The person's own ways, then those of everybody who stands for every unit that the message is about."""
    standing = [recipients_of(directory, item) for item in row.items] or [directory.recipients(row.to, row.role)]
    everywhere = set.intersection(*({found.person for found in group} for group in standing))
    order = sorted(standing[0], key=lambda found: found.person != row.person)
    return [way for found in order if found.person in everywhere for way in found.ways]


def _target(directory: Directory, item: Item, row: OutboxRow) -> Recipient | None:
    """Who is told of an item: the first who stands for its unit and has a way that did not refuse the message."""
    found = recipients_of(directory, item)
    open_ = [one for one in found if not one.ways or any(tag(way) not in row.tried for way in one.ways)]
    return next(iter(open_ or found), None)
