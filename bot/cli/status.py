"""`duban status`: the state of every dispatched ledger, with lights; with --by, figures."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from rich.table import Table

from bot.cli.common import office_at
from bot.cli.standing_view import show_standing
from bot.cli.terminal import out, print_json, say
from bot.texts import text
from bot.work.duties.figures import Figure
from bot.work.views.status import Standing, asked_light, status

COLUMNS = ("total", "in_time", "late", "open", "near", "overdue", "reported", "standing", "answered")
#: So many columns a name has at least, ten Chinese characters.
NAME_WIDTH = 20


def run(wanted: str | None, by: str | None, as_json: bool, now: datetime | None) -> None:
    with office_at(now, makes=False) as (office, instant):
        found = status(office, instant, wanted, by=by)
    if as_json:
        print_json([_as_object(standing, by) for standing in found])
        return
    if not found:
        say("cli.nothing_dispatched")
    elif wanted and not any(standing.lines for standing in found):
        light = asked_light(wanted)
        say(f"cli.none_{light}" if light else "cli.no_match", wanted=wanted)
    elif by == "ledger":
        _show(text("figures.by_ledger"), by, [figure for standing in found for figure in standing.figures])
    else:
        for standing in found:
            if by:
                _show(standing.title, by, standing.figures)
            else:
                show_standing(standing)


def _as_object(standing: Standing, by: str | None) -> dict[str, Any]:
    """One ledger; the figures stand in it only when they were asked for."""
    made: dict[str, Any] = {
        "ledger": standing.ledger_id,
        "title": standing.title,
        "counts": {str(name): n for name, n in standing.counts.items()},
        "items": [asdict(line) for line in standing.lines],
    }
    if by:
        made["by"] = by
        made["figures"] = [{**asdict(figure), "share": figure.share} for figure in standing.figures]
    return made


def _show(title: str, by: str, figures: Iterable[Figure]) -> None:
    """A table that fits a narrow terminal: columns without any count are left out. The rank stands first if any."""
    rows = list(figures)
    shown = [name for name in COLUMNS if name == "total" or any(getattr(figure, name) for figure in rows)]
    is_ranked = any(figure.rank is not None for figure in rows)
    made = Table(title=title, title_justify="left", header_style="bold", expand=False, padding=(0, 0))
    if is_ranked:
        made.add_column(text("figures.column_rank"), justify="right")
    made.add_column(text(f"figures.column_{by}"), overflow="fold", min_width=NAME_WIDTH)
    for name in (*shown, "share"):
        made.add_column(text(f"figures.column_{name}"), justify="right", overflow="fold")
    for figure in rows:
        made.add_row(*_row(figure, shown, is_ranked))
    out.print(made)
    say("figures.note")


def _row(figure: Figure, shown: Iterable[str], is_ranked: bool) -> tuple[str, ...]:
    share = "—" if figure.share is None else f"{figure.share:.0%}"
    counts = [str(getattr(figure, name) or "") for name in shown]
    rank = [str(figure.rank or "—")] if is_ranked else []
    return (*rank, figure.name or text("figures.no_section"), *counts, share)
