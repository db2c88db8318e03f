"""What a policy says of itself."""

import pytest

from bot.plan.policy import Ladder, Rung
from bot.plan.policy_file import load_policy, presets
from bot.resources import shipped

BEFORE = Rung(name="T-3", days=-3)
ONCE = Rung(name="T+1", days=1, kind="urging")
AGAIN = Rung(name="T+5", days=5, kind="urging", repeat_days=7)


@pytest.mark.parametrize(
    ("rungs", "silent"),
    [((BEFORE,), True), ((BEFORE, ONCE), True), ((BEFORE, AGAIN), False), ((AGAIN, ONCE), False)],
)
def test_a_ladder_without_a_repeating_rung_falls_silent(rungs: tuple[Rung, ...], silent: bool) -> None:
    assert Ladder(name="x", rung=rungs).falls_silent is silent


@pytest.mark.parametrize("name", [None, *presets()])
def test_no_shipped_ladder_falls_silent(name: str | None) -> None:
    file = shipped("config", "policy.toml") if name is None else shipped("config", "policies", f"{name}.toml")
    assert [ladder.name for ladder in load_policy(file).ladder if ladder.falls_silent] == []
