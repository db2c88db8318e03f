"""Old documents (.doc, .wps, .rtf) become .docx by LibreOffice, where it is installed."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from bot.errors import ReadingError
from bot.reading import limits
from bot.reading.confinement import bare_environment

_NAMES = ("soffice", "libreoffice")
#: The shell sets the limit (in KiB) on itself and becomes LibreOffice.
_LIMITED = 'ulimit -v "$0" 2>/dev/null; ulimit -c 0; exec "$@"'


def find_office() -> str | None:
    """The path of LibreOffice's command; None where it is not installed."""
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


def convert(data: bytes, name: str, office: str) -> bytes:
    """The .docx that LibreOffice makes of `data`, in a folder and with a profile of its own, in 60 s and 1.5 GB.

    ReadingError where it fails.
    """
    with tempfile.TemporaryDirectory(prefix="duban-") as folder:
        source = Path(folder, "source.doc")
        source.write_bytes(data)
        reason = _run(office, Path(folder), source)
        result = Path(folder, "out", "source.docx")
        if not result.is_file():
            raise ReadingError("reading.office-failed", place=name, reason=reason)
        return result.read_bytes()


def _run(office: str, folder: Path, source: Path) -> str:
    """Why it may have failed, in a word."""
    command = [
        "/bin/sh", "-c", _LIMITED, str(limits.OFFICE_MEMORY_BYTES // 1024), office,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore", "--nolockcheck",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out"), str(source),
    ]  # fmt: skip
    # Every word of the command is ours; the stranger's name is not among them.
    with subprocess.Popen(  # noqa: S603 - as above
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env=bare_environment(),
    ) as process:
        try:
            return f"exit {process.wait(limits.OFFICE_S)}"
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return f"> {limits.OFFICE_S} s"
