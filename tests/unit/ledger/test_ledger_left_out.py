"""A numbered paragraph with a time that is passed over among tasks is asked about, not only noted."""

from bot.ledger import extract
from bot.model import Kind
from bot.reading.open_file import read_here

_CHAT = """【镇党政办】5月11日书记碰头会议定事项，请各办所抓紧落实：
1、关于集镇停车难的问题，由城建办拿出方案，月底前上会。
2、财政所尽快把村级转移支付拨下去，最迟不超过5月18日。
3、信访积案3件，包案领导定期调度，6月底化解。（综治中心）
4、五一期间值班补助已发放，此项完成。
5、人大换届资料归档——党建办，6月15日前
党政办 2026年5月11日
"""


_MOSTLY_TOLD = """【镇党政办】5月11日书记碰头会议定事项，请各办所抓紧落实：
1、关于集镇停车难的问题，由城建办拿出方案，月底前上会。
2、去年的办公用房清理情况良好。
3、信访积案3件，包案领导定期调度，6月底化解。（综治中心）
4、会议还学习了有关文件，大家谈了体会。
5、镇区绿化的做法可以推广。
6、办公室的同志们这一段很辛苦。
党政办 2026年5月11日
"""


def test_lines_of_one_list_are_all_tasks_where_most_tell_who_and_by_when() -> None:
    got = extract(read_here(_CHAT.encode(), "chat.txt"))
    assert [task.number for task in got.tasks] == ["1", "2", "3", "4", "5"]
    assert [task.responsible_units for task in got.tasks] == [("城建办",), ("财政所",), ("综治中心",), (), ("党建办",)]
    assert [one.kind for one in got.tasks[3].obligations] == [Kind.DONE]


def test_paragraphs_numbered_as_a_task_are_duties_or_asked_about() -> None:
    got = extract(read_here(_MOSTLY_TOLD.encode(), "chat.txt"))
    assert [task.number for task in got.tasks] == ["3"]
    asked = [question.source for question in got.questions if question.flag == "passed"]
    assert [place.line for place in asked if place] == [2]


def test_a_line_that_leads_in_is_no_task() -> None:
    got = extract(read_here(_CHAT.encode(), "chat.txt"))
    assert not any("碰头会" in task.text for task in got.tasks)
