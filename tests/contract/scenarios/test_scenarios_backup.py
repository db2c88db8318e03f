"""A backup is an office: restored elsewhere, it goes on sending to the same people."""

from pathlib import Path

import pytest

from tests.support.office_day import office_day, to


def test_what_is_restored_on_another_machine_sends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    with office_day(first, monkeypatch) as office:
        office.units({"区财政局": [("甲", "cz@example.org")]})
        office.setting("policy.toml", 'send_at = "10:00"\n')
        office.dispatched("a.html", "青榆区2021年工作要点", [("1", "公布预算", "区财政局", "2021年6月30日前")])
        assert "公布预算" in to(office.tick("2021-06-01T10:00+08:00"), "cz@example.org")
        assert "还没有做过备份" in office.run("check").out
        office.do("backup", "--into", str(tmp_path / "backups"))
        assert "最近一次备份" in office.run("check").out
    (file,) = (tmp_path / "backups").iterdir()
    with office_day(second, monkeypatch) as office:
        (second / "config").mkdir()
        office.setting("units.toml", "# nobody yet\n")
        office.at = "2021-06-02T09:00+08:00"
        office.do("restore", str(file))
        assert [path.read_text() for path in (second / "config").glob("units.toml.replaced-*")] == ["# nobody yet\n"]
        assert (second / "config" / "policy.toml").read_text() == 'send_at = "10:00"\n'
        assert "公布预算" in to(office.tick("2021-06-24T10:00+08:00"), "cz@example.org")
