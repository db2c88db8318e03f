"""The JSON for programs, tried by schemathesis against its own description: as each role, and as nobody."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.core.parameters import ParameterLocation
from schemathesis.core.result import Ok

from bot.board.call import COOKIE
from bot.roster.roster import CONTACT, COORDINATOR, LEADER
from bot.work.office import Office
from tests.support.board import Browser
from tests.support.office import dispatched, due, ledger, task

WHO = {CONTACT: "区财政局", LEADER: "区财政局", COORDINATOR: "区政府办公室", "": ""}


@pytest.fixture
def board(office: Office) -> Office:
    tasks = (task("1", due("2021-09-30"), units=("区财政局", "区教育局")), task("2", due("2021-10-31")))
    dispatched(office, ledger(*tasks))
    return office


def is_without_cookie(case: Case[Any]) -> bool:
    """Whether the cookie itself is what schemathesis left out or spoilt: then the true one is not put in its place."""
    found = case.meta.components.get(ParameterLocation.COOKIE) if case.meta is not None else None
    return found is not None and found.mode is GenerationMode.NEGATIVE


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("role", WHO)
def test_schemathesis_finds_nothing(board: Office, role: str, mode: GenerationMode) -> None:
    browser = Browser(board)
    if role:
        browser.enter(role, WHO[role])
    cookies = {COOKIE: browser.cookies[COOKIE]} if role else {}
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", browser.site)
    found = [one.ok() for one in schema.get_all_operations() if isinstance(one, Ok)]
    assert len(found) == 3
    for operation in found:

        @settings(max_examples=25, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: Case[Any]) -> None:
            case.validate_response(case.call(cookies={} if is_without_cookie(case) else cookies))

        ask()
