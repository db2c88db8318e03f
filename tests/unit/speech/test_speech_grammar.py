"""What people say, as they say it, and what it means."""

from itertools import permutations

import pytest

from bot.plan.lifecycle import Verb
from bot.speech import Errand, Said, Unclear, read
from bot.speech.numbers import numbers_in
from bot.speech.verbs import NAMES

A, R, X = Verb.ACKNOWLEDGED, Verb.REPORTED, Verb.EXTENSION_REQUESTED

UNDERSTOOD: list[tuple[str, Said]] = [
    ("签收", Said(A)),
    ("全部签收", Said(A, every=True)),
    ("签收 全部", Said(A, every=True)),
    ("以上事项全部签收。", Said(A, every=True)),
    ("收到，谢谢", Said(A, words="谢谢")),
    ("您好，已签收！", Said(A)),
    ("已收到。", Said(A)),
    ("签收26", Said(A, ("26",))),
    ("签收 第26项", Said(A, ("26",))),
    ("签收 ２６", Said(A, ("26",))),
    ("签收 26 27", Said(A, ("26", "27"))),
    ("签收 1-3、7", Said(A, ("1", "2", "3", "7"))),
    ("签收 1至3项", Said(A, ("1", "2", "3"))),
    ("签收 1～3，7和9", Said(A, ("1", "2", "3", "7", "9"))),
    ("签收 n1、n2", Said(A, ("n1", "n2"))),
    ("签收 n1-n3", Said(A, ("n1", "n2", "n3"))),
    ("签收 三（一）、三（二）", Said(A, ("三(一)", "三(二)"))),
    ("签收 第三项", Said(A, ("三",))),
    ("签收 26@qingyu-2021", Said(A, ("26@qingyu-2021",))),
    ("ack 26, 27", Said(A, ("26", "27"))),
    ("/ack 26", Said(A, ("26",))),
    ("All acknowledged", Said(A, every=True)),
    ("已办结 26、27 已上线", Said(R, ("26", "27"), words="已上线")),
    ("已办结26、27，已上线", Said(R, ("26", "27"), words="已上线")),
    ("26、27 已办结", Said(R, ("26", "27"))),
    ("第26项已办结：已上线", Said(R, ("26",), words="已上线")),
    ("已办结", Said(R)),
    ("均已办结", Said(R, every=True)),
    ("已完成了。", Said(R)),
    ("反馈 26 完成50%", Said(R, ("26",), words="完成50%")),
    ("反馈 26，3个平台已上线", Said(R, ("26",), words="3个平台已上线")),
    ("反馈 26 2021年已开展两次", Said(R, ("26",), words="2021年已开展两次")),
    ("反馈 26.1 已印发", Said(R, ("26.1",), words="已印发")),
    ("反馈：26 已印发", Said(R, ("26",), words="已印发")),
    ("/done 26 已印发并公开", Said(R, ("26",), words="已印发并公开")),
    ("Done 26 it is online", Said(R, ("26",), words="it is online")),
    ("在办 26", Said(Verb.IN_PROGRESS, ("26",))),
    ("申请延期 26 至12月20日 等待上级批复", Said(X, ("26",), until="12月20日", words="等待上级批复")),
    ("申请延期 26至12月20日，等待批复", Said(X, ("26",), until="12月20日", words="等待批复")),
    ("申请延期 26 2021-10-31 等待批复", Said(X, ("26",), until="2021-10-31", words="等待批复")),
    ("申请延期 至明年1月底前 因系统改造", Said(X, until="明年1月底前", words="因系统改造")),
    ("申请延期 26 因系统改造，拟延期至12月20日", Said(X, ("26",), until="12月20日", words="因系统改造")),
    ("26 申请延期至十二月二十日，等待批复", Said(X, ("26",), until="十二月二十日", words="等待批复")),
    ("extend 26 until 20 December as it rains", Said(X, ("26",), until="20 December", words="as it rains")),
    ("申请延期 26 等待批复", Said(X, ("26",), words="等待批复")),
    ("非本单位职责 3 应由其他单位承办", Said(Verb.HANDED_BACK, ("3",), words="应由其他单位承办")),
    ("非本单位职责 3", Said(Verb.HANDED_BACK, ("3",), words="非本单位职责")),
    ("核准 26 市财政局", Said(Verb.CLOSED, ("26",), words="市财政局")),
    ("核准 26-28", Said(Verb.CLOSED, ("26", "27", "28"))),
    ("退回 26 市财政局 缺少公开链接", Said(Verb.SENT_BACK, ("26",), words="市财政局 缺少公开链接")),
    ("退回修改 26 缺少公开链接", Said(Verb.SENT_BACK, ("26",), words="缺少公开链接")),
    ("同意延期 26 市财政局 12月20日", Said(Verb.EXTENSION_GRANTED, ("26",), until="12月20日", words="市财政局")),
    ("同意延期 26 市财政局", Said(Verb.EXTENSION_GRANTED, ("26",), words="市财政局")),
    ("不同意延期 26", Said(Verb.EXTENSION_REFUSED, ("26",))),
    ("撤回 26", Said(Errand.UNDO, ("26",))),
    ("撤回", Said(Errand.UNDO)),
    ("帮助", Said(Errand.HELP)),
    ("1和2收到了", Said(A, ("1", "2"))),
    ("26号任务已经完成", Said(R, ("26",))),
    ("26弄完了，材料在OA里", Said(R, ("26",), words="材料在OA里")),
    ("1 2 3都完成了", Said(R, ("1", "2", "3"))),
    ("26、27都弄好了", Said(R, ("26", "27"))),
    ("26 is done", Said(R, ("26",))),
    ("3不是我们的，应该是司法局的", Said(Verb.HANDED_BACK, ("3",), words="应该是司法局的")),
    ("26不归我们管", Said(Verb.HANDED_BACK, ("26",), words="不归我们管")),
    ("26 is not ours", Said(Verb.HANDED_BACK, ("26",), words="is not ours")),
    ("3退回", Said(Verb.SENT_BACK, ("3",))),
    ("我们申请延期到年底", Said(X, until="年底")),
]  # fmt: skip


@pytest.mark.parametrize(("line", "said"), UNDERSTOOD, ids=[line for line, _ in UNDERSTOOD])
def test_what_is_understood(line: str, said: Said) -> None:
    assert read([line]) == (said,)


NOT_UNDERSTOOD = [
    "已完成一半",  # another word than 已完成
    "已完成 50%",
    "已办结 26 大部分已上线",
    "已完成，但尚未公开",
    "未办结",
    "尚未完成 26",
    "26、27已上线",  # no command
    "反馈 26 27 已上线",  # 27 may be an amount
    "反馈 26、3个平台已上线",
    "已办结 3个平台已上线",
    "签收 A-3",
    "签收 26、A3",
    "签收 1-3个",
    "签收 7-3",
    "签收 1-900",
    "同意",
    "这项工作我们正在研究",
    "签手 26",
    "aknowledge 26",
    "",
]  # fmt: skip


@pytest.mark.parametrize("line", NOT_UNDERSTOOD)
def test_what_is_not_certain_is_not_done(line: str) -> None:
    assert isinstance(read([line]), Unclear)


@pytest.mark.parametrize(
    ("line", "nearest"),
    [
        ("26、27已上线", "已办结 26、27 已上线"),
        ("签手 26", "签收 26"),
        ("aknowledge 26", "acknowledged 26"),
        ("谢谢", ""),
    ],
)
def test_the_nearest_that_would_be_understood(line: str, nearest: str) -> None:
    found = read([line])
    assert isinstance(found, Unclear)
    assert found.nearest == nearest
    if nearest:
        assert not isinstance(read([nearest]), Unclear)


def test_further_lines_go_with_the_command() -> None:
    assert read(["反馈 26", "已印发方案，", "并公开。"]) == (Said(R, ("26",), words="已印发方案，\n并公开。"),)


def test_a_greeting_line_is_passed_over() -> None:
    assert read(["各位领导好：", "", "签收 26"]) == (Said(A, ("26",)),)


def test_several_commands_a_line_each() -> None:
    said = read(["签收 26", "申请延期 27 至12月20日 等待批复"])
    assert said == (Said(A, ("26",)), Said(X, ("27",), until="12月20日", words="等待批复"))


def test_one_line_in_doubt_makes_all_of_them_so() -> None:
    assert isinstance(read(["签收 26", "已办结 27 大部分"]), Unclear)


#: A whole command with its numbers, as it may stand beside others in one line.
WHOLE = {
    "26已完成": Said(R, ("26",)),
    "27正在办理": Said(Verb.IN_PROGRESS, ("27",)),
    "签收 3": Said(A, ("3",)),
    "1、2收到了": Said(A, ("1", "2")),
    "申请延期 5 至12月20日": Said(X, ("5",), until="12月20日"),
    "7 申请延期至12月20日": Said(X, ("7",), until="12月20日"),
    "8不归我们管": Said(Verb.HANDED_BACK, ("8",), words="不归我们管"),
}


@pytest.mark.parametrize("sign", ["，", "；", "。", " ", ", "])
@pytest.mark.parametrize("pair", list(permutations(WHOLE, 2)), ids="+".join)
def test_several_commands_in_one_line_are_all_read(pair: tuple[str, str], sign: str) -> None:
    found = read([sign.join(pair)])
    wanted = tuple(WHOLE[part] for part in pair)
    if isinstance(found, tuple) and len(found) == 1 and wanted[0].verb is wanted[1].verb:  # 签收 3 1、2收到了
        assert found[0].verb is wanted[0].verb
        assert set(found[0].numbers) == {*wanted[0].numbers, *wanted[1].numbers}
        return
    assert isinstance(found, Unclear) or found == wanted
    if sign != " ":
        assert not isinstance(found, Unclear)


@pytest.mark.parametrize(
    "words", ["完成 3 场培训", "2021年已完成", "27万元已支付", "27 万元", "已将 27 份材料报送", "完成3项"]
)
def test_amounts_behind_a_command_are_its_words(words: str) -> None:
    assert read([f"已办结 26，{words}"]) == (Said(R, ("26",), words=words),)


#: What turns a report round, and what is said so.
TURNED = [
    "26还没{}",
    "26没{}",
    "26尚未{}",
    "26未{}",
    "26能不能{}？",
    "26什么时候{}",
    "26预计下月{}",
    "26不能按期{}",
]


@pytest.mark.parametrize("said", TURNED)
@pytest.mark.parametrize("name", ["完成", "办结", "办完", "落实", "做完"])
def test_the_opposite_is_neither_done_nor_offered(said: str, name: str) -> None:
    found = read([said.format(name)])
    assert isinstance(found, Unclear)
    assert found.numbers == ("26",)
    assert not found.nearest.startswith(NAMES[R])


@pytest.mark.parametrize(
    "line", ["好的", "谢谢", "你好", "全部", "我有哪些任务", "哪些逾期了", "thanks", "oops", "ok", "hi"]
)
def test_what_is_no_command_is_led_to_none(line: str) -> None:
    found = read([line])
    assert isinstance(found, Unclear)
    assert found.nearest == ""


@pytest.mark.parametrize(
    "line", ["我们已经完成了{}项", "任务{}已于6月9日完成", "我收到{}了", "26延到那时候", "need more time for {}"]
)
def test_a_number_that_was_not_said_is_not_offered(line: str) -> None:
    found = read([line.format("41")])
    assert isinstance(found, Unclear)
    assert set(found.numbers) <= {"41", "26"}
    assert "26" not in found.nearest or "26" in line


#: What a ledger calls an item whose number was taken, as its letters print it.
MARKED = ["续1", "再续2", "三续1", "续续1", "补3", "原26", "续n1"]
MARKED_SAID = [
    ("签收 {n}", Verb.ACKNOWLEDGED), ("{n}已办结", Verb.REPORTED), ("已办结 {n} 已建成", Verb.REPORTED),
    ("第{n}项签收", Verb.ACKNOWLEDGED), ("核准 {n}", Verb.CLOSED), ("核准财政局{n}", Verb.CLOSED),
    ("财政局 {n} 通过", Verb.CLOSED), ("{n}财政局通过", Verb.CLOSED), ("撤回 {n}", Errand.UNDO),
    ("申请延期 {n} 至12月20日 等批复", Verb.EXTENSION_REQUESTED), ("done {n} it is built", Verb.REPORTED),
]  # fmt: skip


@pytest.mark.parametrize("number", MARKED)
@pytest.mark.parametrize(("words", "verb"), MARKED_SAID)
def test_a_number_is_said_with_the_mark_that_tells_it_from_anothers(
    words: str, verb: Verb | Errand, number: str
) -> None:
    found = read([words.format(n=number)])
    assert not isinstance(found, Unclear), words
    assert [(one.verb, one.numbers) for one in found] == [(verb, (number,))]


@pytest.mark.parametrize("words", ["继续1号地块", "手续2份已补", "后续3场", "陆续5家"])
def test_a_mark_within_another_word_is_none(words: str) -> None:
    assert not any(number[:1] in "续补原" for number in numbers_in(words))
