"""`duban papers`: formal papers as Word files in a folder. None is sent."""

from datetime import datetime
from pathlib import Path

from bot.cli.common import office_at
from bot.cli.terminal import say, writing
from bot.files import write_whole
from bot.messages.papers.filling import shipped_template
from bot.work.papers.papers import KINDS, kind_of, papers


def run(
    ledger: str, to: Path, kind: tuple[str, ...], unit: str | None, now: datetime | None, *, templates: bool
) -> None:
    kinds = tuple(map(kind_of, kind)) or KINDS
    faults: dict[str, None] = {}
    n = 0
    with office_at(now) as (office, instant):
        if templates:
            for name in kinds:
                _write(to / f"{name}.docx", shipped_template(name, office.config))
            say("papers.templates_written", n=len(kinds), folder=to)
            return
        for paper in papers(office, ledger, instant, kinds=kinds, unit=unit):
            _write(to / paper.name, paper.content)
            n += 1
            faults |= {paper.fault: None} if paper.fault else {}
    say("papers.written" if n else "papers.none", n=n, folder=to)
    for fault in faults:
        say("papers.default_used", fault=fault, style="yellow")
    if faults:
        raise SystemExit(1)


def _write(path: Path, content: bytes) -> None:
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)
