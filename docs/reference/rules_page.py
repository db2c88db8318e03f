"""The page of reading rules: of every rule an example with what it means, and what is asked about instead."""

from datetime import date

ISSUED = date(2021, 6, 30)
WORDS = {
    "zh-CN": {
        "head": """\
# 时限写法一览

由程序生成（`make docs`），请勿手改。例子按 2021年6月30日印发的文件理解；每一例都是一项测试。
任何写法都可用 `duban parse "写法"` 查看。道理见 [deadlines.zh-CN.md](../deadlines.zh-CN.md)。""",
        "columns": ("写法", "含义", "规则"),
        "asked": "## 读不准、要问的写法",
        "between": "；",
    },
    "en": {
        "head": """\
# Forms of deadlines

Written by the program (`make docs`); not to be edited. Examples are read as of a document of 30 June 2021; each is a
test. `duban parse "…"` shows any phrase. Why it is read so: [deadlines.md](../deadlines.md).""",
        "columns": ("phrase", "meaning", "rule"),
        "asked": "## What is asked about",
        "between": "; ",
    },
}


def page(language: str) -> str:
    """The first example of each rule, then the first phrase that each refuses."""
    from bot.deadlines import in_words, parse  # noqa: PLC0415 - after the language is set
    from bot.deadlines.scanner import ROWS  # noqa: PLC0415
    from docs.reference.build import row  # noqa: PLC0415

    words = WORDS[language]
    lines = [str(words["head"]), "", row(*words["columns"]), row("---", "---", "---")]
    for rule in ROWS:
        for phrase, _ in rule.examples[:1]:
            found = parse(phrase, issued=ISSUED, year=ISSUED.year).obligations
            said = str(words["between"]).join(in_words(one) + (f" ({one.label})" if one.label else "") for one in found)
            lines.append(row(phrase, said, rule.name))
    refused = dict.fromkeys(phrase for rule in ROWS for phrase in rule.refuses[:1])
    lines += ["", str(words["asked"]), "", *(f"- {phrase}" for phrase in refused)]
    return "\n".join(lines)
