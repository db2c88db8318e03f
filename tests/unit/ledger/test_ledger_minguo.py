"""Years of the Republic in documents that count by them, and nowhere else."""

import pytest

from bot.ledger import extract
from bot.ledger.items.minguo import common_years, counts_by_minguo
from bot.reading.open_file import read_here

LEDGER = """翠屏鄉公所114年度列管案件一覽表
項次\t列管事項\t主辦單位\t預定完成日期
1\t停車場新建工程\t清潔隊\t114年8月31日
2\t車輛汰換\t主計室\t114/06/30
3\t檔案庫房整修\t行政室\t民國115年1月31日
"""


def test_a_ledger_that_counts_by_these_years() -> None:
    tasks = extract(read_here(LEDGER.encode(), "a.txt")).tasks
    days = [[str(one.last_day) for one in task.obligations] for task in tasks]
    assert days == [["2025-08-31"], ["2025-06-30"], ["2026-01-31"]]
    assert [task.obligations[0].phrase for task in tasks] == ["114年8月31日", "114/06/30", "民國115年1月31日"]


@pytest.mark.parametrize("text", ["114年历史的老街", "2114年", "3.114年", "村史114年以来"])
def test_what_is_no_such_year(text: str) -> None:
    assert common_years(text, bare=True) == text


def test_simplified_documents_do_not_count_so() -> None:
    assert not counts_by_minguo(["建校114年8月校庆", "114年度"])
    assert counts_by_minguo(["民国114年8月"])
