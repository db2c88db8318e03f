"""Whose database this is: an office never works on another's, whatever its settings say."""

from bot.errors import StoreError
from bot.store.store import Store, get_mark

_OWNER = "office"


def claim(store: Store, office: str, *, writes: bool) -> None:
    """The database is this office's from now on, if it was nobody's and `writes`. Raises StoreError for another's."""
    with store.look() as session:
        owner = get_mark(session, _OWNER).value
    if owner is None and writes:
        with store.begin() as session:
            mark = get_mark(session, _OWNER)
            owner = mark.value = mark.value or office  # whoever came first meanwhile
    if owner not in {None, office}:
        raise StoreError("store.other_office", owner=owner, office=office)
