"""One registry says what each channel is; whatever lists channels reads it."""

import tomllib
from importlib import import_module
from importlib.metadata import EntryPoint

import pytest

from bot import channel_kinds
from bot.app.channels import build_channels
from bot.channel_kinds import ChannelKind, addressed, kind_of, kinds, title_in
from bot.courier.delivery import PACE, Delivery
from bot.resources import shipped
from bot.roster.roster import Contact, Coordinator, Roster
from bot.settings import Settings
from bot.texts import LANGUAGES


@pytest.mark.parametrize("name", kinds())
def test_every_kind_is_built_paced_and_named(name: str) -> None:
    kind = kind_of(name)
    if kind.has_addresses or kind.set_by:
        assert callable(import_module(kind.module).build)
    assert all(key in Settings.model_fields for key in kind.set_by)
    assert (name in PACE) == kind.has_addresses
    assert all(title_in(language, name) != name for language in LANGUAGES)
    if kind.table is not None:
        assert hasattr(import_module(kind.module), kind.table)


def test_shipped_settings_show_every_pace() -> None:
    written = tomllib.loads(shipped("config", "delivery.toml").read_text(encoding="utf-8"))
    assert set(written["pace"]) == set(PACE)


@pytest.mark.parametrize("name", [name for name in addressed() if name not in {"email", "telegram"}])
def test_entries_have_addresses_of_every_kind(name: str) -> None:
    assert Contact.model_validate({name: "x"}).addresses == {name: "x"}
    if kind_of(name).coordinators:
        assert Coordinator.model_validate({"name": "办公室", name: "x"}).address(name) == "x"
    else:
        with pytest.raises(ValueError, match=name):
            Coordinator.model_validate({"name": "办公室", name: "x"})


@pytest.mark.parametrize("values", [{"robt": "x"}, {"robot": 5}, {"robot": ""}, {"channels": ["pigeon"]}])
def test_nothing_else_is_one(values: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(values))):
        Contact.model_validate(values)


@pytest.fixture
def _from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rows of a package beside this one: a channel of its own, and one by a name that is taken."""
    value = "tests.support.pager:"
    entries = [EntryPoint(row, f"{value}{row}", channel_kinds.GROUP) for row in ("PAGER", "FALSE_MAIL")]
    monkeypatch.setattr(channel_kinds, "entry_points", lambda group: entries if group == channel_kinds.GROUP else [])
    channel_kinds.kinds.cache_clear()


@pytest.mark.usefixtures("_from_outside")
def test_a_package_outside_brings_its_own() -> None:
    try:
        assert list(kinds())[-1] == "pager"
        assert kinds()["email"].module == "bot.channels.mail_out"
        roster = Roster.model_validate({"unit": [{"name": "甲", "contact": [{"pager": "7"}]}]})
        channels = build_channels(Settings(), roster, Delivery())
        assert list(channels) == ["pager"]
    finally:
        channel_kinds.kinds.cache_clear()


def test_of_an_unknown_kind_only_words_are_known() -> None:
    assert kind_of("nothing") == ChannelKind("nothing", "", has_addresses=False)
