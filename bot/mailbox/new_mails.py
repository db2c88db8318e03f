"""Which mails of a box are to be read: those since last time; of a box never read before only the last ones."""

from collections.abc import Iterator

from bot.mailbox.box import Box, Found, Place

#: Of a mailbox that is read for the first time, or whose numbers begin anew, no more than this is looked at.
FIRST_LOOK = 200


def fresh_mails(box: Box, place: Place | None, most_bytes: int) -> Iterator[tuple[Place, Found | None]]:
    """Each mail that came after `place`, oldest first, with the place that is reached once it has been seen to.

    The box is opened here. A mail that was taken away meanwhile is None. An empty box that was never read gives its
    first place alone, so that all that comes later is fresh. Raises ChannelError.
    """
    validity = box.open()
    if place is not None and place.validity == validity:
        uids = box.after(place.uid)
    else:
        uids = box.newest(FIRST_LOOK)
        if not uids:
            yield Place(validity, 0), None
    for uid in uids:
        yield Place(validity, uid), box.read(uid, most_bytes)
