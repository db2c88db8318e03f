"""`duban parse` and `duban calendar`."""

import json

import pytest
from click.testing import CliRunner

from bot.cli.declared.phrases import calendar, parse
from bot.texts import set_language


@pytest.fixture(autouse=True)
def _chinese() -> None:
    set_language("zh-CN")


def _lines(given: str | bytes) -> tuple[int, list[dict[str, object]]]:
    done = CliRunner().invoke(parse, ["--jsonl"], input=given)
    return done.exit_code, [json.loads(line) for line in done.stdout.splitlines()]


def test_lines_are_answered_in_order() -> None:
    given = [{"phrase": "2021年9月前", "issued": "2021-06-01", "year": 2021}, {"phrase": "长期工作", "where": "prose"}]
    code, (first, second) = _lines("\n".join(map(json.dumps, given)))
    assert code == 0
    assert first["obligations"] == [
        {
            "kind": "due",
            "date": "2021-09-30",
            "alt": "2021-08-31",
            "phrase": "2021年9月前",
            "rule": "{年}{月}",
            "flags": ["ambiguous"],
        }
    ]
    assert first["flags"] == ["ambiguous"]
    assert first["unread"] == []
    assert second["obligations"] == [{"kind": "none", "phrase": "长期工作", "rule": "", "flags": ["vague"]}]


def test_jsonl_never_takes_today_for_the_issue_date() -> None:
    _, (answer,) = _lines('{"phrase": "12月底前"}')
    assert answer["flags"] == ["not-understood"]
    assert answer["unread"] == [{"start": 0, "end": 5, "text": "12月底前"}]


def test_half_a_surrogate_pair_and_bad_bytes_do_not_break_the_output() -> None:
    code, answers = _lines(b'{"phrase": "\\ud800 2021-12-31"}\n{"phrase": "\xff\xfe"}\n{"phrase": null}\n')
    assert code == 0
    assert len(answers) == 3
    assert answers[2]["phrase"] is None


@pytest.mark.parametrize(
    "line", ["nonsense", "[]", '{"issued": "2021-01-01"}', '{"phrase": 5}', '{"phrase": "x", "issued": "morgen"}']
)
def test_a_line_that_cannot_be_read_is_told_in_its_place(line: str) -> None:
    code, answers = _lines(f'{line}\n{{"phrase": "2021年底前"}}')
    assert code == 3
    assert "error" in answers[0]
    assert answers[1]["phrase"] == "2021年底前"


def test_a_person_sees_the_reading_in_words_and_the_rules() -> None:
    done = CliRunner(env={"COLUMNS": "200"}).invoke(parse, ["2021年9月前", "--issued", "2021-06-01", "--explain"])
    assert done.exit_code == 0
    assert "按月末理解：2021-09-30；从严：2021-08-31" in done.stdout
    assert "{年}{月}" in done.stdout


def test_what_would_be_asked_ends_with_1_and_today_is_said() -> None:
    done = CliRunner().invoke(parse, ["12月32日前", "--now", "2021-06-01T09:00+08:00"])
    assert done.exit_code == 1
    assert "2021-06-01" in done.stderr


@pytest.mark.parametrize("arguments", [[], ["x", "--year", "12"], ["x", "--issued", "heute"], ["x", "--now", "heute"]])
def test_wrong_arguments_end_with_2(arguments: list[str]) -> None:
    assert CliRunner().invoke(parse, arguments).exit_code == 2


def test_a_month_as_a_picture() -> None:
    done = CliRunner().invoke(calendar, ["2026-10"])
    assert done.exit_code == 0
    assert "2026年10月" in done.stdout
    assert "10班" in done.stdout
    assert "国庆：1–7 日" in done.stdout
    assert "工作日 18 天" in done.stdout


def test_a_year_not_announced_is_said() -> None:
    assert "2031" in CliRunner().invoke(calendar, ["2031-01"]).stderr


def test_what_is_no_month_ends_with_2() -> None:
    assert CliRunner().invoke(calendar, ["Oktober"]).exit_code == 2
