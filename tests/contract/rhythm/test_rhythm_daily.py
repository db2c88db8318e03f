"""A daily report is owed on working days alone."""

import json
from pathlib import Path

import pytest

from tests.support.living import living


def test_nobody_owes_a_daily_report_on_a_day_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with living(tmp_path, monkeypatch) as office:
        office.dispatch("2026-06-15", ("报送防汛信息", "每日12时前"), units="区教育局")
        for day in range(15, 24):
            office.tick(f"2026-06-{day}T09:00")
        shown = json.loads(office.run("status", "--json", "--now", "2026-06-23T10:00+08:00", code=None).out)
        days = sorted({word[:10] for word in json.dumps(shown).split('"') if word.startswith("2026-06-")})
        # The 19th is the Dragon Boat festival, the 20th and 21st are a weekend.
        assert {"2026-06-15", "2026-06-18", "2026-06-22", "2026-06-23"} <= set(days)
        assert not {"2026-06-19", "2026-06-20", "2026-06-21"} & set(days)
