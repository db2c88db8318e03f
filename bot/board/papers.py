"""The formal papers of a ledger as Word drafts: which there could be now, each to be saved, all of a kind at once."""

import zipfile
from io import BytesIO

from starlette.responses import Response

from bot.board.call import Call, attachment, missing, page, refused
from bot.texts import text
from bot.work.papers.papers import KINDS, Offer, offers, papers
from bot.work.views.ledger_head import ledger_head

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def every(call: Call) -> Response:
    """Each kind with the units for which it has something to say."""
    head = ledger_head(call.office, call.path["id"])
    found: dict[str, list[Offer]] = {}
    for one in offers(call.office, head.id, call.now):
        found.setdefault(one.kind, []).append(one)
    return page(call, "papers", head=head, found={kind: found[kind] for kind in KINDS if kind in found})


def write(call: Call) -> Response:
    """One paper for the unit asked for, or all of the kind in one .zip; the office checks, numbers and stamps them."""
    kind, unit = call.path["kind"], call.query.get("unit", "")
    if kind not in KINDS:
        return missing(call)
    made = list(papers(call.office, call.path["id"], call.now, kinds=(kind,), unit=unit or None))
    if not made:
        return refused(call, text("board.no_paper"))
    if len(made) == 1:
        return attachment(made[0].name, made[0].content, WORD)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as files:
        for paper in made:
            files.writestr(paper.name, paper.content)
    return attachment(f"{text(f'papers.{kind}')}.zip", packed.getvalue(), "application/zip")
