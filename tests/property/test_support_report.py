"""A report for somebody who helps: whatever an office is called, writes and hides, nothing of it is in it."""

import json
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from bot.errors import ChannelError, SettingsError, SettingsErrors
from bot.model import Message, Receipt
from bot.operation.support_report import support_report
from bot.roster.roster import Roster
from bot.settings import Settings
from bot.texts import set_language
from tests.support.office import at, dispatched, due, ledger, office_in, task, tick

NOW = at("2021-09-27T09:00")
#: Words that nobody would write by chance: a mark before what is drawn.
WORD = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=2, max_size=6).map("秘".__add__)
LATIN = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=6, max_size=12).map("zq".__add__)
FEW = settings().max_examples // 4


class Refusing:
    """A channel whose server says back all that it was told."""

    kind = "email"

    async def send(self, message: Message, address: str) -> Receipt:
        raise ChannelError(
            "channels.mail_refused", permanent=True, server=address, code=550, answer=f"{address} {message.subject}"
        )

    async def close(self) -> None:
        """Nothing is open."""


@settings(max_examples=FEW)
@given(names=st.lists(WORD, min_size=5, max_size=5, unique=True), words=st.lists(LATIN, min_size=6, max_size=6))
def test_nothing_that_an_office_wrote_is_in_a_report(names: list[str], words: list[str]) -> None:
    unit, person, keeper, title, folder = names
    local, domain, secret, token, host, user = words
    roster = Roster.model_validate(
        {
            "unit": [{"name": unit, "contact": [{"name": person, "email": f"{local}@{domain}.cn"}]}],
            "coordinator": [{"name": keeper, "email": f"{user}@{domain}.cn"}],
        }
    )
    office = office_in(roster=roster)
    office = replace(
        office,
        config=Path(folder),
        settings=Settings(
            smtp_url=SecretStr(f"smtp://{user}:{secret}@{host}.cn"),
            telegram_token=SecretStr(token),
            mail_from=f"{local}@{domain}.cn",
            board_url=f"https://{host}.cn",
            telegram_proxy=f"socks5://{user}:{secret}@{host}:1080",
        ),
    )
    dispatched(office, ledger(task("1", due("2021-09-01"), units=(unit,)), title=title))
    tick(office, "2021-09-27T09:00", {"email": Refusing()})
    faults = SettingsErrors([SettingsError("settings.fault", file=folder, key=unit, found=secret, wanted=token)])
    told = support_report([("bad", "check.bad_address"), ("bad", person)], office, faults, NOW)
    office.store.close()
    shown = json.dumps(told, ensure_ascii=False)
    assert [one for one in (*names, *words) if one in shown] == []
    assert told["counts"]["rows"]["outbox"] > 0
    assert {one["key"] for one in told["last_faults"]} >= {"channels.mail_refused"}
    assert told["last_faults"][0]["code"] == 550
    assert told["faults"] == ["settings.fault"]
    assert told["check"] == [{"mark": "bad", "key": "check.bad_address"}, {"mark": "bad", "key": "-"}]


def test_an_office_that_cannot_be_opened_is_told_of_all_the_same() -> None:
    set_language("zh-CN")
    told = support_report([], None, SettingsError("settings.no_folder", folder="/秘密"), NOW)
    assert told["faults"] == ["settings.no_folder"]
    assert "python" in told["versions"]
    assert "秘密" not in json.dumps(told, ensure_ascii=False)
