"""The files for systemd and for containers: strict, and of one mind."""

import configparser
import shutil
import subprocess
from pathlib import Path

import pytest

DEPLOY = Path(__file__).resolve().parents[3] / "docs" / "deploy"
SERVICES = sorted(path.name for path in DEPLOY.glob("*.service"))
#: systemd calls up to 10 exposed; a service that needs the network and one folder stays below this.
EXPOSURE = 3.0


def section(name: str) -> dict[str, str]:
    parser = configparser.RawConfigParser(strict=False, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(DEPLOY / name, encoding="utf-8")
    return dict(parser["Service"])


@pytest.mark.parametrize("name", SERVICES)
def test_what_a_service_keeps_is_its_own(name: str) -> None:
    found = section(name)
    assert found["UMask"] == "0077"
    assert found["User"] == "duban"
    # Commands write settings (units, contacts beside a dispatch, a restoration); a backup reads them.
    writes = "/var/lib/duban" if "backup" in name else "/var/lib/duban -/etc/duban"
    places = found["ReadWritePaths"].replace("/%i", "")  # of several offices each its own folder
    assert (found["ProtectSystem"], places) == ("strict", writes)


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_little_exposed(name: str, tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    unit = tmp_path / name.replace("@", "@clock")
    shutil.copy(DEPLOY / name, unit)
    command = ["systemd-analyze", "security", "--offline=true", f"--threshold={EXPOSURE * 10:.0f}", str(unit)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-400:] + done.stderr


def test_the_image_takes_its_libraries_from_the_lock_and_nothing_else() -> None:
    lines = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    installs = [line for line in lines.splitlines() if "pip install" in line]
    assert len(installs) == 2
    assert all("--require-hashes" in line or "--no-index" in line for line in installs)
    assert "USER duban" in lines
