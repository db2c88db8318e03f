"""Nothing collapses in silence: words of time, bodies, paragraphs and tables that became nothing are asked about."""

import pytest

from bot.ledger import apply_answers, extract
from bot.model import Ledger
from bot.reading.open_file import read_here

_HEAD = "青溪县2025年重点工作方案\n一、重点任务\n"


def prose(*lines: str) -> Ledger:
    return extract(read_here((_HEAD + "\n".join(lines) + "\n").encode(), "a.txt"))


def flags(ledger: Ledger) -> list[str]:
    return [question.flag for question in ledger.questions]


@pytest.mark.parametrize(
    "words",
    [
        "8月29日开学前完成改造", "工单办结次月10日前报送结果", "上半年完成可研报批，12月底前开工", "三季度完成审查",
        "主汛期前完成主体工程", "到202年建成", "13月底前完成", "力争东水厂11月建成",
    ],
)  # fmt: skip
def test_a_time_in_the_words_that_nothing_read_is_asked_about(words: str) -> None:
    got = prose(f"1.抓好项目。{words}。（县住建局负责）", "2.修订办法，6月底前印发。（县司法局负责）")
    (question,) = [one for one in got.questions if one.flag == "unread-time"]
    assert question.tasks == ("1",)
    assert apply_answers(got, {question.id: "leave"}).tasks == got.tasks


@pytest.mark.parametrize(
    "words",
    [
        "6月底前完成改造",
        "对2023年12月31日前未办结的工单逐一核查",
        "完成2000年前建成的小区改造",
        "全年开展4次",
        "压减至3个工作日",
    ],
)
def test_words_that_were_read_or_bind_nobody_are_not(words: str) -> None:
    assert "unread-time" not in flags(prose(f"1.抓好项目。{words}。（县住建局负责）", "2.修订办法。（县司法局负责）"))


def test_a_body_charged_in_the_words_of_anothers_item_is_asked_about() -> None:
    got = prose(
        "1.改造管网。设计方案由县规划局负责，施工由县住建局组织。（责任单位：县住建局）",
        "2.修订办法，县司法局负责解释。（责任单位：县司法局）",
    )
    (question,) = [one for one in got.questions if one.flag == "unlisted-unit"]
    assert question.tasks == ("1",)
    assert "县规划局" in question.text


@pytest.mark.parametrize("name", ["司法局", "县司法局（县法制办）", "各有关单位"])
def test_a_body_by_a_shorter_name_or_a_group_is_not(name: str) -> None:
    got = prose(f"1.修订办法，由{name}负责。（责任单位：县司法局（县法制办））", "2.清淤。（责任单位：县水利局）")
    assert "unlisted-unit" not in flags(got)


def test_numbered_paragraphs_that_charge_a_body_beside_a_table_are_asked_about() -> None:
    page = (
        "<html><p>青溪县局务会议纪录</p><table><tr><td>序号</td><td>工作任务</td><td>责任单位</td><td>完成时限</td></tr>"
        "<tr><td>1</td><td>清淤</td><td>县水利局</td><td>2025年3月底前</td></tr></table>"
        "<p>二、临时动议</p><p>（一）请县环卫中心会同县城管局研究缩短清运天数。</p></html>"
    )
    got = extract(read_here(page.encode(), "a.html"))
    assert flags(got) == ["passed"]
    assert "县环卫中心" in got.questions[0].text


@pytest.mark.parametrize(("new", "asked"), [("改造三座泵站", ["beside"]), ("清淤东河", [])])
def test_items_of_prose_given_up_for_a_table_are_asked_about_unless_it_holds_them(new: str, asked: list[str]) -> None:
    page = (
        f"<html><p>青溪县2025年治水方案</p><p>一、主要任务</p><p>1.{new}，落实到人。（责任单位：县水利局）</p>"
        "<table><tr><td>序号</td><td>工作任务</td><td>责任单位</td><td>完成时限</td></tr>"
        "<tr><td>1</td><td>清淤东河，落实到人</td><td>县水利局</td><td>2025年3月底前</td></tr></table></html>"
    )
    assert flags(extract(read_here(page.encode(), "a.html"))) == asked


def test_numbers_of_a_register_are_no_gaps() -> None:
    rows = "".join(f"<tr><td>{n}</td><td>办好建议</td><td>县水利局</td></tr>" for n in (2025004, 2025009, 2025031))
    page = f"<html><table><tr><td>提案号</td><td>案由</td><td>主办单位</td></tr>{rows}</table></html>"
    assert flags(extract(read_here(page.encode(), "a.html"))) == []
    rows = rows.replace("2025004", "1").replace("2025009", "2").replace("2025031", "4")
    page = f"<html><table><tr><td>提案号</td><td>案由</td><td>主办单位</td></tr>{rows}</table></html>"
    assert flags(extract(read_here(page.encode(), "a.html"))) == ["gap"]


@pytest.mark.parametrize(
    ("order", "missing"),
    [("1243", False), ("4321", False), ("1432", False), ("124", True), ("1254", True), ("3124", False), ("1653", True)],
)
def test_a_number_is_missing_only_where_no_row_bears_it(order: str, missing: bool) -> None:
    rows = "\n".join(f"{n},完成第{n}项工作,县财政局,6月底前" for n in order)
    got = extract(read_here(f"序号,任务,责任单位,完成时限\n{rows}\n".encode(), "a.csv"))
    assert len(got.tasks) == len(order)
    assert ("gap" in flags(got)) is missing
    absent = {str(n) for n in range(1, max(map(int, order)))} - set(order)
    named = [dict(one.sentence.parts)["numbers"] for one in got.questions if one.flag == "gap"]
    assert all(isinstance(numbers, tuple) and set(numbers) <= absent for numbers in named)


@pytest.mark.parametrize("clause", ["各村居负责", "派出所、医疗点参加", "由物业服务站配合"])
def test_a_clause_that_charges_a_body_unread_is_asked_about(clause: str) -> None:
    got = prose(f"1.改造管网，{clause}。（责任单位：县住建局）", "2.清淤。（责任单位：县水利局）")
    assert "unlisted-unit" in flags(got)


def test_an_item_that_only_names_who_helps_is_asked_about() -> None:
    got = prose("1.改造管网。（配合单位：县住建局）", "2.清淤。（责任单位：县水利局）")
    (question,) = [one for one in got.questions if one.flag == "no-unit"]
    assert question.tasks == ("1",)


@pytest.mark.parametrize("words", ["在两年之内对企业申请债券实行直通", "三年内给予贴息"])
def test_what_is_granted_for_a_span_falls_due_by_nothing(words: str) -> None:
    got = prose(f"1.债券直通。{words}。（责任单位：县住建局）", "2.清淤。（责任单位：县水利局）")
    assert got.tasks[0].obligations == ()


def test_what_is_handed_in_before_an_event_without_a_day_is_asked_about() -> None:
    got = prose("1.改造管网。（责任单位：县住建局）", "2.清淤。（责任单位：县水利局）", "总结于放假前交县政府办。")
    assert "passed" in flags(got)
