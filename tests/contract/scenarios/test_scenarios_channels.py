"""An office whose contact has a telephone alone, by a text message gateway that delivery.toml describes."""

import pytest

from tests.support.office_day import OfficeDay
from tests.support.running import running
from tests.support.sms import KEY, sms_server

PHONE = '[[unit]]\nname = "区财政局"\n[[unit.contact]]\nsms = "139 0000 0001"'
GATEWAY = """
[sms]
body = '{"mobile": {{ to | tojson }}, "content": {{ text | tojson }}, "appkey": {{ appkey | tojson }}}'
success = '"code":\\s*0\\b'
"""


def test_one_unit_is_told_by_text_message_another_by_mail(office: OfficeDay, monkeypatch: pytest.MonkeyPatch) -> None:
    with running(sms_server) as box:
        office.units({"区民政局": [("李", "mz@example.org")]}, more=PHONE)
        office.setting("delivery.toml", GATEWAY)
        monkeypatch.setenv("DUBAN_SMS_URL", box.server.url)
        monkeypatch.setenv("DUBAN_SMS_APPKEY", KEY)
        units = ("区财政局", "区民政局")
        rows = [(str(n), f"公开事项{n}", unit, "2021年6月30日前") for n, unit in enumerate(units, 1)]
        office.dispatched("a.html", "云汀区2021年工作要点", rows)
        mails = office.tick("2021-06-01")
        ((number, words),) = box.server.taken
        assert (number, len(mails)) == ("13900000001", 1)
        assert "区财政局" in words
        assert "6月30日" in words
        assert len(words) <= 335
        assert "未经确认" in office.run("outbox", "--all").out.replace("\n", "")
        assert "短信：1 个地址格式无误" in office.run("check").out.replace("\n", "")
