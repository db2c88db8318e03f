"""Who acts together with whom in running text: who is named first does it, the other helps."""

import pytest

from bot.ledger import extract
from bot.model import Task
from bot.reading.open_file import read_here

PARTNERS = ("县财政局", "县财政局、县审计局", "县大数据中心")
WORK = "修订举报奖励办法"


def _task(sentence: str) -> Task:
    others = ("（二）县司法局9月底前公布清单。", "（三）县教育局10月底前完成核查。")
    lines = ("青石县2026年重点工作安排", "青石县人民政府办公室", "2026年3月3日", f"（一）{sentence}", *others)
    return extract(read_here("\n".join(lines).encode(), "a.txt")).tasks[0]


@pytest.mark.parametrize("partners", PARTNERS)
@pytest.mark.parametrize("word", ["会同", "联合", "协同"])
@pytest.mark.parametrize(
    "sentence",
    [
        "县医保局{word}{partners}，6月底前{work}。",
        "县医保局于年底前出台清单，{word}{partners}{work}。",
        "6月底前县医保局出台清单，并{word}{partners}{work}。",
        "由县医保局{word}{partners}，6月底前{work}。",
    ],
)
def test_whoever_is_named_behind_helps(sentence: str, word: str, partners: str) -> None:
    task = _task(sentence.format(word=word, partners=partners, work=WORK))
    assert (*task.lead_units, *task.responsible_units) == ("县医保局",)
    assert task.assisting_units == tuple(partners.split("、"))


@pytest.mark.parametrize("partners", PARTNERS)
@pytest.mark.parametrize("word", ["会同", "联合", "协同"])
def test_nobody_named_before_is_asked_about(word: str, partners: str) -> None:
    task = _task(f"6月底前，{word}{partners}{WORK}。")
    assert (*task.lead_units, *task.responsible_units) == ()


@pytest.mark.parametrize("said", ["在县财政局支持下", "经县财政局同意后", "对县财政局反馈的问题", "向县财政局争取资金"])
def test_a_body_that_somebody_turns_to_is_no_part_of_a_name(said: str) -> None:
    task = _task(f"县民政局{said}，10月底前建成养老中心。")
    named = {*task.lead_units, *task.responsible_units, *task.assisting_units}
    assert named <= {"县民政局"}
