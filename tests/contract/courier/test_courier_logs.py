"""What is logged of delivery: the message's id, and nobody's name or address."""

import json
import logging

import pytest

from bot.app.logs import JsonFormatter
from bot.channels.memory import MemoryChannel
from bot.errors import ChannelError
from bot.work.office import Office
from tests.support.office import dispatched, due, ledger, task, tick


def test_no_personal_data_at_info(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    dispatched(office, ledger(task("1", due("2021-06-30")), task("2", due("2021-06-30"), units=("区教育局",))))
    mail = MemoryChannel("email")
    mail.faults.append(ChannelError("channels.bad_address", permanent=True, channel="jy@example.org"))
    with caplog.at_level(logging.INFO, logger="bot"):
        for day in ("2021-06-01", "2021-06-29", "2021-07-01"):
            tick(office, f"{day}T09:00", {"email": mail})
    formatter = JsonFormatter({"secret-password"}, ["clock", "courier"])
    lines = [json.loads(formatter.format(record)) for record in caplog.records]
    told = json.dumps(lines, ensure_ascii=False)
    assert [mark for mark in ("@example.org", "联络员", "分管", "区财政局", "第1项") if mark in told] == []
    sent = [line for line in lines if line["message"] == "sent"]
    assert len(sent) == len(mail.sent)
    assert {line["message_id"] for line in sent} == {message.id for message, _ in mail.sent}
    assert {line["channel"] for line in sent} == {"email"}
    assert {line["role"] for line in lines} == {"clock,courier"}
    assert all(line["host"] for line in lines)
    of_units = [line for line in lines if line["message"] in {"sent", "not sent: channels.bad_address"}]
    assert {line["ledger"] for line in of_units if "ledger" in line} == {"test-2021"}


def test_a_traceback_is_a_line_of_json_of_its_own_without_secrets(caplog: pytest.LogCaptureFixture) -> None:
    formatter = JsonFormatter({"secret-password"})
    try:
        int("secret-password\nand more")
    except ValueError:
        logging.getLogger("bot").exception("it broke")
    words = formatter.format(caplog.records[-1])
    first, second = (json.loads(line) for line in words.splitlines())
    assert first["message"] == "it broke"
    assert "ValueError" in second["traceback"]
    assert "secret-password" not in words
