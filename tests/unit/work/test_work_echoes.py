"""Which recurring obligations of one item are the same duty."""

import pytest

from bot.deadlines import find, parse
from bot.model import Kind, Obligation
from bot.store import duties
from bot.work.duties.cadence import without_echoes
from bot.work.office import Office
from tests.support.office import dispatched, ledger, task


def of(column: str, *sentences: str) -> list[tuple[int, Obligation]]:
    """The obligations of a column and of sentences, as an item has them."""
    found = [(one, "column") for one in parse(column, year=2021).obligations]
    found += [(one, "text") for said in sentences for part in find(said, None, 2021) for one in part.obligations]
    return [(k, one._replace(source=source)) for k, (one, source) in enumerate(found, 1)]


@pytest.mark.parametrize(
    ("column", "sentences", "kept"),
    [
        ("每季度末月25日前", ["每季度开展一次政策问答。"], ["每季度末月25日前"]),
        ("每月5日前", ["每月召开一次调度会。"], ["每月5日前"]),
        ("每周五前", ["每周报送进展。"], ["每周五前"]),
        ("每年11月底前", ["每年至少开展2次检查。"], ["每年11月底前"]),
        # the very same rule
        ("每日", ["每日报表。"], ["每日"]),
        ("每季度", ["每季度开展一次政策问答。"], ["每季度"]),
        # other cadences, a second day, a step of its own: nothing is lost
        ("每季度末月25日前", ["每月召开一次调度会。"], ["每季度末月25日前", "每月"]),
        ("每季度末月25日前", ["每季度首月10日前报送上季度情况。"], ["每季度末月25日前", "每季度首月10日前"]),
        ("每季度", ["每季度末月25日前报送。"], ["每季度", "每季度末月25日前"]),
        ("2021年12月底前", ["每季度开展一次政策问答。"], ["2021年12月底前", "每季度"]),
    ],
)
def test_a_cadence_that_the_text_only_mentions_is_the_columns(
    column: str, sentences: list[str], kept: list[str]
) -> None:
    found = [one.phrase for _, one in without_echoes(of(column, *sentences))]
    assert len(found) == len(kept)
    assert all(phrase.startswith(start) for phrase, start in zip(found, kept, strict=True)), found


def test_what_the_text_says_of_it_is_kept() -> None:
    ((k, one),) = without_echoes(of("每年11月底前", "每年至少开展2次检查。"))
    assert (k, one.at_least) == (1, 2)


def test_two_days_of_one_cadence_in_the_column_leave_all_as_it_is() -> None:
    both = [*of("每季度末月10日前", "每季度开展一次问答。"), (9, of("每季度末月25日前")[0][1])]
    assert without_echoes(both) == both


def test_one_item_of_the_ledger_makes_one_duty_a_period(office: Office) -> None:
    found = [one for _, one in of("每季度末月25日前", "每季度开展一次政策问答。")]
    assert [one.kind for one in found] == [Kind.RECURRING, Kind.RECURRING]
    dispatched(office, ledger(task("7", *found)))
    with office.store.begin() as session:
        assert [(row.due.isoformat(), row.k) for row in duties.duties(session) if row.due] == [("2021-06-25", 1)]
