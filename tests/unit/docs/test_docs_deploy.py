"""What docs/deploy holds: both languages do the same, units are confined, containers lack nothing that they name."""

from pathlib import Path

import pytest
import yaml

from bot.settings import Settings
from tests.support.pages import ROOT, fences, words_of

FOLDER = ROOT / "docs" / "deploy"
UNITS = sorted(FOLDER.glob("*.service"))


def test_both_languages_say_the_same_commands() -> None:
    english, chinese = (fences(words_of(FOLDER / f"README{end}.md")) for end in ("", ".zh-CN"))
    assert english == chinese
    assert {fence.language for fence in english} == {"toml", "sh", "console"}


@pytest.mark.parametrize("unit", [unit for unit in UNITS if "backup" not in unit.name], ids=lambda path: path.name)
def test_what_is_not_used_needs_no_file(unit: Path) -> None:
    lines = words_of(unit).splitlines()
    named = {line.partition("=")[2].partition(":")[0] for line in lines if line.startswith("LoadCredential=")}
    fallen_back = {line.partition("=")[2].partition(":")[0] for line in lines if line.startswith("SetCredential=")}
    assert named - {"database_url"} == fallen_back
    for name in named:
        assert name in Settings.model_fields
        assert f"Environment=DUBAN_{name.upper()}_FILE=%d/{name}" in lines


def test_containers_are_confined_and_have_what_they_name() -> None:
    found = yaml.safe_load(words_of(FOLDER / "compose.yaml"))
    ours = {name: service for name, service in found["services"].items() if name != "postgres"}
    assert set(ours) == {"duban", "clock", "courier", "backup"}
    for service in found["services"].values():
        assert set(service["secrets"]) <= set(found["secrets"])
        assert {volume.partition(":")[0] for volume in service["volumes"]} <= {*found["volumes"], "./config"}
    for service in ours.values():
        assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
        assert "./config:/etc/duban" in service["volumes"]
        for name, value in service["environment"].items():
            known = name.removeprefix("DUBAN_").removesuffix("_FILE").lower()
            assert known in {*Settings.model_fields, "config"}
            assert not name.endswith("_FILE") or value.rpartition("/")[2] in service["secrets"]


def test_proxies_lead_to_where_the_program_listens() -> None:
    board, webhook = Settings().board_listen, f"127.0.0.1:{Settings().telegram_webhook_port}"
    for name in ("Caddyfile", "nginx.conf"):
        words = words_of(FOLDER / name)
        assert board in words
        assert webhook in words
