"""What a coordinator decides of one unit's part: every order, name, number and sign says the same thing."""

from dataclasses import replace
from itertools import product

import pytest

from bot.plan.lifecycle import Verb
from bot.speech import Said, Unclear, read

#: Invented units, as they are named in full, in short and by their ends; some with characters that mean other things.
UNITS = [
    "财政局",
    "青屿市财政局",
    "市不动产登记中心",
    "市残疾人联合会",
    "第一中学",
    "市府办",
    "和平区政府",
    "县委未保办",
]
#: As it is written, and the numbers that it means.
NUMBERS = {"1": ("1",), "1、3": ("1", "3"), "1-3": ("1", "2", "3"), "第26项": ("26",), "26.1": ("26.1",), "n2": ("n2",)}
VERBS = {"核准": Verb.CLOSED, "通过": Verb.CLOSED, "退回": Verb.SENT_BACK, "退回修改": Verb.SENT_BACK}
REASON = "缺附件3"
#: Orders and separators: unit, number and verb.
ORDERS = [
    "{v}{u}的{n}", "{v}{u}{n}", "{v} {u} {n}", "{v}：{u} {n}", "{v} {u}的 {n}", "请{v}{u}的{n}",
    "{u}{n}{v}", "{u}的{n}{v}", "{u} {n} {v}", "{n} {u} {v}", "{n} {u}{v}", "{n}{v}{u}", "{n} {v}{u}", "将{n}{v}{u}",
]  # fmt: skip


def said(line: str) -> Said | None:
    found = read([line])
    return found[0] if isinstance(found, tuple) and len(found) == 1 else None


def whose(found: Said | None) -> Said | None:
    """The same, with a unit that its words begin with told apart: there they are looked for too."""
    unit = next((one for one in UNITS if found and not found.units and found.words.startswith(one)), "")
    if found is None or not unit:
        return found
    return replace(found, units=unit, words=found.words.removeprefix(unit).lstrip("，： "))


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("reason", ["", f"，{REASON}", f"：{REASON}", f" {REASON}"])
def test_every_order_says_the_same(order: str, reason: str) -> None:
    for (name, verb), unit, (written, numbers) in product(VERBS.items(), UNITS, NUMBERS.items()):
        line = order.format(v=name, u=unit, n=written) + reason
        meant = Said(verb, numbers, words=REASON if reason else "", units=unit)
        assert whose(said(line)) == meant, line


@pytest.mark.parametrize(
    "line", ["{h}{u}{n}{t}", "{h}{u}的{n}{t}", "{h} {u} {n} {t}", "{u}{n}{h}{t}", "{u}的{n}{h}{t}"]
)
def test_both_halves_of_a_name_are_one_command(line: str) -> None:
    halves = {
        ("同意", "延期"): Verb.EXTENSION_GRANTED,
        ("不同意", "延期"): Verb.EXTENSION_REFUSED,
        ("同意", "销号"): Verb.CLOSED,
        ("准予", "延期"): Verb.EXTENSION_GRANTED,
    }
    for ((head, tail), verb), unit, (written, numbers) in product(halves.items(), UNITS, NUMBERS.items()):
        words = line.format(h=head, t=tail, u=unit, n=written)
        assert said(words) == Said(verb, numbers, units=unit), words
        if verb is Verb.EXTENSION_GRANTED:
            assert said(f"{words}到7月20日") == Said(verb, numbers, until="7月20日", units=unit), words
            assert said(f"{words}一个月") == Said(verb, numbers, longer="一个月", units=unit), words


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize(
    "line", ["改派3给{}", "把3改派给{}", "3改派给{}", "改派 3 给{}", "请将3转办给{}", "将第3项改派给{}", "3改派{}"]
)
def test_to_whom_an_item_goes(unit: str, line: str) -> None:
    found = said(line.format(unit))
    assert found is not None
    assert (found.verb, found.numbers, found.units) == (Verb.REASSIGNED, ("3",), "")
    assert found.words.removeprefix("给") == unit


@pytest.mark.parametrize("line", ["财政局的3改派给教育局", "改派财政局的3给教育局", "请把财政局的3改派给教育局"])
def test_from_whom_it_is_taken(line: str) -> None:
    assert said(line) == Said(Verb.REASSIGNED, ("3",), words="给教育局", units="财政局")


@pytest.mark.parametrize(
    "line",
    [
        "核准财政局1、教育局3",
        "核准1、财政局2",
        "核准财政局1，教育局3",
        "退回财政局1，教育局3",
        "1通过率低",
        "26通过了吗",
        "26 方案未通过",
        "26方案已通过",
        "同意1",
        "同意财政局1",
    ],
)
def test_what_may_mean_more_or_nothing_is_asked(line: str) -> None:
    found = read([line])
    assert isinstance(found, Unclear)
    assert "财政" not in line or not found.nearest  # without its unit it would decide upon the others' too


@pytest.mark.parametrize("sign", ["，", "；", "。"])
def test_several_decisions_in_one_line(sign: str) -> None:
    first, second = (
        Said(Verb.CLOSED, ("1",), units="财政局"),
        Said(Verb.SENT_BACK, ("2",), words="缺章", units="教育局"),
    )
    assert read([f"核准财政局的1{sign}退回教育局2：缺章"]) == (first, second)
    assert read(["核准财政局的1", "退回教育局2：缺章"]) == (first, second)


@pytest.mark.parametrize("words", ["3项制度经审议通过", "方案经第3次常务会通过", "财政局1通过"])
def test_a_report_may_say_of_itself_what_a_decision_is_called(words: str) -> None:
    assert read(["反馈 26", words]) == (Said(Verb.REPORTED, ("26",), words=words),)
    assert read([f"已办结 26，{words}"]) == (Said(Verb.REPORTED, ("26",), words=words),)


#: How much longer, as it is said, and what stands for it.
SPANS = ["一个月", "1个月", "两周", "2周", "10天", "半年", "半个月", "3个工作日", "十五日", "一个半月"]
LATER = [
    "{n}申请延期{s}",
    "{n} 延期{s}",
    "延期{s} {n}",
    "申请延期 {n} {s}",
    "{n}再宽限{s}",
    "{n}能不能推迟{s}？",
    "延期{n}，{s}",
]


@pytest.mark.parametrize("span", SPANS)
@pytest.mark.parametrize("line", LATER)
def test_a_span_is_a_request_for_more_time(line: str, span: str) -> None:
    for written, numbers in NUMBERS.items():
        words = line.format(n=written, s=span)
        assert said(words) == Said(Verb.EXTENSION_REQUESTED, numbers, longer=span), words
    words = line.format(n="", s=span).strip().replace("，", "")
    assert said(words) == Said(Verb.EXTENSION_REQUESTED, longer=span), words


@pytest.mark.parametrize("span", ["two weeks", "2 weeks", "a month", "10 working days", "another week", "one year"])
@pytest.mark.parametrize("line", ["extend 26 by {}", "extend 26 {}", "26 extend by {}", "extend 26 for {} as it rains"])
def test_a_span_in_english(line: str, span: str) -> None:
    found = said(line.format(span))
    assert found is not None
    assert (found.verb, found.numbers, found.longer) == (Verb.EXTENSION_REQUESTED, ("26",), span)


@pytest.mark.parametrize("span", ["两三天", "一周左右", "几天", "一周或两周", "1-2周", "一个月内完成"])
@pytest.mark.parametrize("line", ["26延期{}", "申请延期 26 {}", "26再宽限{}"])
def test_a_span_that_is_not_certain_is_none(line: str, span: str) -> None:
    found = read([line.format(span)])
    assert isinstance(found, Unclear) or not found[0].longer


#: Several units, by whatever parts them; before or behind their numbers.
SEVERAL = [
    "{a}、{b}{n}都{v}", "{a} {b} {n}都{v}", "{a} {b} {n} {v}", "{a}和{b}的{n}均{v}", "{n} {a}、{b}都{v}",
    "{n} {a}、{b} 全部{v}", "{a}  {b}的{n}都{v}",
]  # fmt: skip


@pytest.mark.parametrize("order", SEVERAL)
def test_several_units_are_named_with_blanks_between_and_all_of_them(order: str) -> None:
    for (name, verb), a, b, n in product(VERBS.items(), UNITS[:4], ("水务", "城关镇"), ("26", "第3项")):
        line = order.format(v=name, a=a, b=b, n=n)
        found = said(line)
        assert found is not None, line
        assert (found.verb, found.numbers) == (verb, (n.strip("第项"),)), line
        assert found.units.replace("和", "、") == f"{a}、{b}", line


@pytest.mark.parametrize(
    "line",
    ["水务 城关镇 26都没通过", "26 方案都未核准", "水务 城关镇 26都通过了吗", "26方案都通过了"],
)
def test_of_several_what_is_not_so_is_no_decision(line: str) -> None:
    assert said(line) is None
