"""A document comes in: kept aside, read by a child process, looked at, and only then taken in."""

from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import PurePath

from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.board.call import Call, Upload, missing, page, refused, see
from bot.board.facsimile import facsimile
from bot.board.readings import change_lines, item_lines
from bot.errors import UsageError
from bot.ledger import extract_confined
from bot.model import Document, Ledger
from bot.reading import read_data
from bot.reading.recognition import bundle
from bot.store.evidence import NAME
from bot.work.documents.amendment import amend
from bot.work.documents.intake import take_in
from bot.work.documents.place_pictures import keep_pictures
from bot.work.documents.preview import AMENDS, CORRECTS, MAY_CORRECT, NEW, look_at
from bot.work.documents.scan_progress import ScanProgress
from bot.work.duties.evidence import check_size, folder, from_file, keep
from bot.work.export.edits import differences, edits_in, take_back

#: What may be done with a document that was looked at.
AS_NEW, AS_CORRECTION, AS_AMENDMENT, AS_EDITS = "new", "corrects", "amends", "edits"
LONGEST_NAME = 120


def ask(call: Call) -> Response:
    """Where a document is chosen."""
    return page(call, "new")


def bring(call: Call) -> Response:
    """Keeps the file aside for a day, and goes on to what was read of it."""
    files = [one for one in call.files if one.content]
    if not files:
        return refused(call, "", 400)
    file = files[0] if len(files) == 1 else _as_one(files)
    check_size(call.office, file.name, len(file.content))
    kept = from_file(call.office, file.name, file.content)
    keep(call.office, kept, call.now)
    name = file.name[-LONGEST_NAME:]
    if call.field("script"):
        return JSONResponse(
            {"next": call.to(f"/new/{kept.name}", name=name), "share": call.to(f"/new/{kept.name}/share")}
        )
    return see(call, f"/new/{kept.name}", name=name)


def _as_one(files: Sequence[Upload]) -> Upload:
    """Photographs of the pages of one document, in the order in which they were chosen, as one file."""
    return Upload(f"{PurePath(files[0].name).stem}.zip", bundle([(one.name, one.content) for one in files]))


def share(call: Call) -> Response:
    """How much of a file was read by now, 0 to 1, for a page that waits; of a long scan in words below it. Empty where
    it is not being read here.
    """
    key = call.path["kept"].partition(".")[0]
    found = _SHARES.get(key)
    return PlainTextResponse("" if found is None else "\n".join(filter(None, [f"{found:.2f}", _WORDS.get(key)])))


def look(call: Call) -> Response:
    """What was read, and what taking it in would be."""
    found = _document(call)
    if found is None:
        return missing(call)
    edits = edits_in(found)
    if edits is not None:
        return page(
            call, "edits", found=differences(call.office, edits, call.now), kept=call.path["kept"], name=_name(call)
        )
    ledger = _ledger(call, found)
    looked = look_at(call.office, ledger)
    return page(
        call,
        "read",
        ledger=ledger,
        items=item_lines(ledger),
        facsimile=facsimile(found, ledger),
        looked=looked,
        changes=change_lines(looked.changes) if looked.changes is not None else [],
        kept=call.path["kept"],
        name=_name(call),
        offers=_offers(looked.outcome),
    )


def _offers(outcome: str) -> tuple[str, ...]:
    """What may be done, the likeliest first."""
    return {
        NEW: (AS_NEW,),
        CORRECTS: (AS_CORRECTION, AS_NEW),
        MAY_CORRECT: (AS_CORRECTION, AS_NEW),
        AMENDS: (AS_AMENDMENT, AS_NEW),
    }.get(outcome, ())


def take(call: Call) -> Response:
    """Takes the document in as was chosen."""
    found = _document(call)
    if found is None:
        return missing(call)
    how, target = call.field("how"), call.field("ledger")
    if how == AS_EDITS:
        edits = edits_in(found)
        taken_back = take_back(call.office, edits or [], call.actor, call.now)
        return page(call, "edited", found=taken_back)
    ledger = keep_pictures(call.office, _ledger(call, found), found.pictures, call.now)
    if how == AS_AMENDMENT:
        amend(call.office, target, ledger, call.now, call.actor)
        return see(call, f"/document/{target}")
    if how not in {AS_NEW, AS_CORRECTION}:
        raise UsageError("board.no_way_in")
    is_new = how == AS_NEW
    corrects = target or None if not is_new else None
    name, file = _name(call), from_file(call.office, _name(call), _kept(call) or b"")
    taken = take_in(call.office, ledger, name, call.now, call.actor, as_new=is_new, corrects=corrects, original=file)
    return see(call, f"/document/{taken.ledger_id}")


def _name(call: Call) -> str:
    return (call.field("name") or call.query.get("name", ""))[-LONGEST_NAME:] or call.path["kept"]


def _kept(call: Call) -> bytes | None:
    kept = call.path["kept"]
    return folder(call.office).get(kept) if NAME.fullmatch(kept) else None


def _document(call: Call) -> Document | None:
    content = _kept(call)
    return read_kept(content, _name(call)) if content is not None else None


#: The hash of each file that is being read → how much of it was.
_SHARES: dict[str, float] = {}
#: The same in words, of a long scan.
_WORDS: dict[str, str] = {}


@lru_cache(maxsize=4)
def read_kept(content: bytes, name: str) -> Document:
    """The document that a file holds; looked at several times, it is read once."""
    key = sha256(content).hexdigest()

    scan = ScanProgress(lambda words: _WORDS.update({key: words}))

    def hear(share: float) -> None:
        _SHARES[key] = share
        scan.progress(share)

    def announce(pages: int) -> None:
        _SHARES[key] = 0.0
        scan.announce(pages)

    try:
        return read_data(content, name, progress=hear, announce=announce)
    finally:
        _SHARES.pop(key, None)
        _WORDS.pop(key, None)


def _ledger(call: Call, document: Document) -> Ledger:
    return extract_confined(document, settings=call.office.reading, known=call.office.roster.names)
