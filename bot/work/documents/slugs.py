"""Short names of ledgers."""

import re
from pathlib import PurePath

from sqlalchemy.orm import Session

from bot.store import ledgers

SLUG_LENGTH = 40


def free_slug(session: Session, name: str) -> str:
    """One that can be typed, from a file's name or a title; the next free number where it is taken."""
    stem = re.sub(r"[^\w]+", "-", PurePath(name).stem.lower()).strip("-")[:SLUG_LENGTH] or "ledger"
    slug, n = stem, 2
    while ledgers.find_ledger(session, slug) is not None:
        slug, n = f"{stem}-{n}", n + 1
    return slug
