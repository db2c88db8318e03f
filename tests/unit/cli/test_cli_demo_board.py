"""`duban demo --board` where its port is another's."""

import socket

import pytest

from tests.support.commands import Run


def test_a_taken_port_is_said_before_any_link(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv("DUBAN_BOARD_LISTEN", f"127.0.0.1:{port}")
        ran = run("demo", "--board")
    assert ran.code != 0
    assert str(port) in ran.err
    assert "/in/" not in ran.out
