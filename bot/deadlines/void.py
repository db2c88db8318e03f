"""Whether a hit is no deadline, by the words around it and the day of issue."""

from typing import Final

from bot.deadlines import exclusions
from bot.deadlines.row import Hit, Parts, Scene, Trait, When

#: Looking a member up in its enumeration costs more than reading most phrases' year.
_YEARLY_SEASON = Trait.YEARLY_SEASON

#: Stands for a day in a condition: nothing is due by it, and what is due then must be asked.
IF: Final = "if"


def flag_against(hit: Hit, hits: list[Hit], text: str, scene: Scene) -> str | None:
    """The flag for a condition, a report, an earliest or a former day, the life of a rule; None for a deadline.

    A former day is `vague`: where no other day is named, it is asked which one holds.
    """
    start, end, what = hit.start, hit.end, hit.what
    if end - start == len(text) and not scene.before and not scene.after:
        return None
    after = text[end : end + 40] or scene.after[:40]
    before = text[start - 14 if start > 14 else 0 : start] or scene.before[-14:]
    ranged = type(what) is When and (what.until is not None or what.span)
    season = hit.trait is _YEARLY_SEASON
    if not ranged and not season and not exclusions.may_matter(before, after):
        return "not-a-deadline" if _is_when_it_was_said(hit, after, scene) else None
    if exclusions.is_if(before, after):
        return IF
    if exclusions.is_replaced(before, after):
        return "vague"
    if type(hit.what) is Parts:
        against = (
            exclusions.is_condition(before, after, 0)
            or exclusions.is_in_force("", after, ranged=False)
            or (not scene.column and exclusions.is_description(before, after, ranged=season))
        )
    else:
        against = _is_void_date(hit, hits, text, scene, (before, after, ranged))
    return "not-a-deadline" if against else None


def _is_void_date(hit: Hit, hits: list[Hit], text: str, scene: Scene, around: tuple[str, str, bool]) -> bool:
    before, after, ranged = around
    to_come = _is_to_come(hit, scene)
    return (
        exclusions.is_condition(before, after, 0)
        or (_is_years_past(hit, scene) and exclusions.was_long_ago(after, 0))
        or (exclusions.may_be_condition(after, 0) and not (to_come and _is_alone(hit, hits, text)))
        or exclusions.is_basis(before)
        or exclusions.is_earliest(before, after)
        or (ranged and exclusions.is_scope(after, 0))
        or exclusions.is_description(before, after, ranged=ranged)
        or (not _is_by(hit, scene) and exclusions.is_in_force(before, after, ranged=ranged))
        or (not to_come and _is_reported(hit, before, after, scene))
        or _is_when_it_was_said(hit, after, scene)
        or (ranged and not to_come and exclusions.is_figure(after, 0) and not (scene.column and _may_come(hit, scene)))
    )


def _is_alone(hit: Hit, hits: list[Hit], text: str) -> bool:
    """Whether the clause that follows names no day of its own."""
    at = hits.index(hit) + 1
    if at == len(hits):
        return True
    comma = text.find(",", hit.end)
    return comma < 0 or any(sign in text[comma + 1 : hits[at].start] for sign in ",;。")


def _is_reported(hit: Hit, before: str, after: str, scene: Scene) -> bool:
    if exclusions.is_reported(after, 0):
        to_be = (scene.column or _is_of_its_year(hit, scene)) and not before.endswith(("截至", "截止"))
        return not (to_be and exclusions.is_counted(after, 0))
    return exclusions.is_total(after, 0) and (scene.issued is not None or before.endswith(("截至", "截止")))


def _is_of_its_year(hit: Hit, scene: Scene) -> bool:
    """6月底前完成9座 in a text of that year without a day of issue: to be done, as nothing says that it has been."""
    last = _last(hit)
    if last is None or scene.issued is not None or scene.year is None:
        return False
    return last.before and (last.end_year or last.year or scene.year) >= scene.year


def _last(hit: Hit) -> When | None:
    return (hit.what.until or hit.what) if type(hit.what) is When else None


def _is_to_come(hit: Hit, scene: Scene) -> bool:
    """Whether the month of the date is after that of the issue: nobody reports of it."""
    last, issued = _last(hit), scene.issued
    if last is None:
        return False
    if issued is None:
        return False
    year = last.end_year or last.year or issued.year
    if last.before and (year, last.end[0]) == (issued.year, issued.month):
        return (last.end[1] or 31) >= issued.day  # 本月底前累计完成: a target
    return (year, last.end[0]) > (issued.year, issued.month)


def _is_when_it_was_said(hit: Hit, after: str, scene: Scene) -> bool:
    """2月20日办公会议定事项: a day without 前, not behind the issue, on which somebody said what is to be done."""
    when, issued = hit.what, scene.issued
    if type(when) is not When or when.before or when.grain != "day" or when.until is not None or issued is None:
        return False
    so_far = (when.year or issued.year, when.end) <= (issued.year, (issued.month, issued.day))
    return so_far and exclusions.is_source(after, 0)


def _is_by(hit: Hit, scene: Scene) -> bool:
    """6月底前废止一批文件: a rule lapses on a day, not by then; what is to lapse by then is work."""
    last = _last(hit)
    return last is not None and last.before and last.until is None and (scene.column or last.grain != "day")


def _is_years_past(hit: Hit, scene: Scene) -> bool:
    """Whether the date has a year, and more than one lies between it and the issue."""
    last, issued = _last(hit), scene.issued
    year = last and (last.end_year or last.year)
    return bool(year and issued and issued.year - year > 1)


def _may_come(hit: Hit, scene: Scene) -> bool:
    """Whether a span, which may lack its year, ends after the issue."""
    last, issued = _last(hit), scene.issued
    if last is None or issued is None:
        return True
    return (last.end_year or last.year or issued.year, last.end[0]) >= (issued.year, issued.month)
