"""Two offices on one machine: each has its own database, locks and ports, and never works on the other's."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import duban
from bot.errors import StoreError
from bot.store.locks import try_lock
from bot.store.owner import claim
from bot.store.store import Store
from bot.texts import set_language

DEPLOY = Path(__file__).resolve().parents[3] / "docs" / "deploy"
UNITS = '[[unit]]\nname = "{name}财政局"\n[[coordinator]]\nname = "{name}政府办"\n'


@pytest.fixture(autouse=True)
def _language() -> None:
    set_language("zh-CN")


def office(folder: Path, name: str, database: Path) -> dict[str, str]:
    """The settings of an office as its service has them."""
    (folder / name).mkdir()
    (folder / name / "units.toml").write_text(UNITS.format(name=name), encoding="utf-8")
    url = f"sqlite:///{database}"
    return {"DUBAN_CONFIG": str(folder / name), "DUBAN_OFFICE": name, "DUBAN_DATABASE_URL": url}


def typed(environ: dict[str, str], *words: str) -> Result:
    return CliRunner().invoke(duban, words, env=environ)


def test_an_office_never_opens_the_database_of_another(tmp_path: Path) -> None:
    own = office(tmp_path, "南林", tmp_path / "a.db")
    copied = office(tmp_path, "北林", tmp_path / "a.db")  # a copied settings folder that still names the first's
    assert typed(own, "tick", "--now", "2021-06-01T09:00").exit_code in {0, 1}
    for command in (("tick",), ("status",), ("check",), ("ledgers",)):
        refused = typed(copied, *command)
        assert refused.exit_code != 0
        said = f"{refused.output}{refused.exception}"  # `bot.__main__` says what a command raises
        assert "这个数据库属于“南林”，而本配置属于“北林”" in said
    assert typed(own, "status").exit_code == 0


def test_offices_with_databases_of_their_own_work_side_by_side(tmp_path: Path) -> None:
    offices = [office(tmp_path, name, tmp_path / name / "duban.db") for name in ("南林", "北林")]
    for environ in offices:
        assert typed(environ, "tick", "--now", "2021-06-01T09:00").exit_code in {0, 1}
    stores = [Store.open(environ["DUBAN_DATABASE_URL"]) for environ in offices]
    locks = [try_lock(store, "clock") for store in stores]
    assert all(lock is not None and lock.is_held() for lock in locks)
    for lock in locks:
        assert lock is not None
        lock.release()
    for store in stores:
        store.close()


def test_a_look_claims_nothing_and_a_claim_stays(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path}/x.db")
    claim(store, "甲", writes=False)
    claim(store, "乙", writes=True)
    claim(store, "乙", writes=False)
    with pytest.raises(StoreError, match="乙"):
        claim(store, "甲", writes=True)
    store.close()


def test_the_services_of_two_offices_share_no_place() -> None:
    words = (DEPLOY / "duban-office@.service").read_text(encoding="utf-8")
    shared = {"/opt/duban/bin/duban", "/bin/kill"}
    lines = [line for line in words.splitlines() if "=" in line and not line.startswith("#")]
    places = [word for line in lines for word in line.replace("=", " ").replace(":", " ").split() if "/" in word]
    named = [place for place in places if place.lstrip("-") not in shared]
    assert len(named) > 5
    assert [place for place in named if "%i" not in place and "%d" not in place] == []
    assert "DUBAN_OFFICE=%i" in words
