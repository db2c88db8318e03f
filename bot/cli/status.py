"""`duban status`: the state of every dispatched ledger, with lights; with --by, figures."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from rich.table import Table

from bot.cli.common import office_at
from bot.cli.standing_view import show_standing
from bot.cli.terminal import out, print_json_list, say
from bot.texts import text
from bot.work.duties.figures import Figure
from bot.work.office import Office
from bot.work.views.status import Standing, StatusPage, asked_light, each_standing, figures, status_page

COLUMNS = ("total", "in_time", "late", "open", "near", "overdue", "reported", "standing", "answered")
#: So many columns a name has at least, ten Chinese characters.
NAME_WIDTH = 20


def run(wanted: str | None, by: str | None, page: int | None, as_json: bool, now: datetime | None) -> None:
    with office_at(now, makes=False) as (office, instant):
        if as_json:
            found = (
                each_standing(office, instant, wanted, by=by) if page is None else _page(office, instant, wanted, page)
            )
            print_json_list(_as_object(standing, by) for standing in found)
        elif by:
            _show_figures(figures(office, instant, None, by, wanted), by, wanted)
        else:
            _show_page(status_page(office, instant, wanted, at=page or 1), wanted)


def _page(office: Office, now: datetime, wanted: str | None, at: int) -> Iterable[Standing]:
    """Of a page the ledgers that have something on it."""
    return [one for one in status_page(office, now, wanted, at=at).standings if one.lines]


def _show_figures(found: Sequence[tuple[str, Sequence[Figure]]], by: str, wanted: str | None) -> None:
    if not found:
        say("cli.nothing_dispatched")
    elif not any(own for _, own in found):
        _say_none(wanted or "")
    elif by == "ledger":
        _show(text("figures.by_ledger"), by, [figure for _, own in found for figure in own])
    else:
        for title, own in found:
            _show(title, by, own)


def _show_page(found: StatusPage, wanted: str | None) -> None:
    if not found.standings:
        say("cli.nothing_dispatched")
    elif wanted and not found.items:
        _say_none(wanted)
    else:
        for standing in found.standings:
            if standing.lines or not wanted:
                show_standing(standing)
        if found.pages > 1:
            say("cli.status_page", at=found.at, pages=found.pages, items=found.items)


def _say_none(wanted: str) -> None:
    light = asked_light(wanted)
    say(f"cli.none_{light}" if light else "cli.no_match", wanted=wanted)


def _as_object(standing: Standing, by: str | None) -> dict[str, Any]:
    """One ledger; the figures stand in it only when they were asked for."""
    made: dict[str, Any] = {
        "ledger": standing.ledger_id,
        "title": standing.title,
        "counts": {str(name): n for name, n in standing.counts.items()},
        "items": [{"ledger": standing.ledger_id, **asdict(line)} for line in standing.lines],
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
