"""Items that a report seems to end, and duties that name nobody: asked about once, and settled by the answer."""

from bot.ledger import apply_answers, extract, held
from bot.model import Kind, Ledger
from bot.reading.open_file import read_here

LEDGER = """岚江学院2025年重点工作台账
序号\t工作任务\t责任单位\t完成时限\t进展情况
1\t编制实施方案\t教务处\t2025年4月10日\t已印发（岚教〔2025〕8号）
2\t清理历史台账\t总务处\t2025年5月20日\t已清理23件，剩余6件
3\t更换消防器材\t保卫处\t2025年6月30日\t已完成初稿
注：进展情况于每月25日前报校办公室。
"""


def _read() -> Ledger:
    return extract(read_here(LEDGER.encode(), "a.txt"))


def _question(ledger: Ledger, flag: str) -> str:
    return next(one.id for one in ledger.questions if one.flag == flag)


def test_only_what_tells_of_nothing_under_way_is_asked_about() -> None:
    ledger = _read()
    asked = next(one for one in ledger.questions if one.flag == "over")
    assert asked.tasks == ("1",)
    assert asked.default == "live"
    assert ("1", 0) in held(ledger, {})


def test_an_item_that_is_over_owes_nothing() -> None:
    ledger = _read()
    ended = apply_answers(ledger, {_question(ledger, "over"): "done"}).tasks[0]
    assert [one.kind for one in ended.obligations] == [Kind.DONE]
    live = apply_answers(ledger, {_question(ledger, "over"): "live"}).tasks[0]
    assert live.obligations == ledger.tasks[0].obligations


def test_a_duty_that_names_nobody_takes_the_answer() -> None:
    ledger = _read()
    assert ledger.duties[0].who == ()
    answered = apply_answers(ledger, {_question(ledger, "no-unit"): "教务处、总务处"})
    assert answered.duties[0].who == ("教务处", "总务处")
