"""The whole store elsewhere, or back from a backup; refused while somebody works with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from bot.errors import UsageError
from bot.store.evidence import copy_files, folder_of, unpack
from bot.store.locks import try_lock
from bot.store.settings_files import unpack_settings
from bot.store.store import Store, record
from bot.store.transfer import Sum, backup, count_rows, opened_backup, transfer
from bot.work.duties.evidence import folder
from bot.work.office import Actor, Office


def move(office: Office, url: str, actor: Actor, now: datetime) -> tuple[Sum, ...]:
    """Copies everything to the empty database at `url`, and the files kept as evidence to where they are looked for
    beside it. Raises StoreError, UsageError; then nothing is there.
    """
    target = Store.open(url)
    try:
        with _at_rest(office.store):
            copy_files(folder(office), folder_of(target, office.settings.evidence_folder))
            found = transfer(office.store, target)
            _noted(target, actor, now, "moved", str(office.store.engine.url.get_backend_name()))
    finally:
        target.close()
    return found


def restore(
    office: Office, file: Path, actor: Actor, now: datetime, *, replace: bool
) -> tuple[tuple[Sum, ...], Path | None, tuple[Path, ...]]:
    """What the backup holds, settings too, in place of what is here, and where that is kept: the store's rows, if there
    were any, and settings that differed. Raises StoreError.
    """
    kept = None
    with opened_backup(file) as source, _at_rest(office.store):
        if replace and count_rows(office.store):
            kept = file.with_name(f"{file.name}.replaced-{now:%Y%m%dT%H%M%S}")
            backup(office.store, kept, folder(office), office.config)
        unpack(file, folder(office))
        found = transfer(source, office.store, replace=replace)
        aside = unpack_settings(file, office.config or Path("config"), f"{now:%Y%m%dT%H%M%S}")
        _noted(office.store, actor, now, "restored", file.name)
    return found, kept, aside


def _noted(store: Store, actor: Actor, now: datetime, verb: str, note: str) -> None:
    with store.begin() as session:
        record(session, actor, now, verb, note=note)


@contextmanager
def _at_rest(store: Store) -> Iterator[None]:
    """Nobody serves from this store meanwhile: what they sent would not be in the copy."""
    lock = try_lock(store, "run")
    if lock is None:
        raise UsageError("operation.at_work")
    try:
        yield
    finally:
        lock.release()
