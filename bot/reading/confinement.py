"""What a process that reads a stranger's file is not given: the secrets of our environment, and the network."""

import os
import platform
import struct
import sys
from collections.abc import Mapping

#: All that a reader needs: where programs and libraries are, which characters, where to put what is temporary.
_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "TZ", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 38, 22, 2
#: linux/audit.h: AUDIT_ARCH_…; linux/unistd.h: the numbers of socket and io_uring_setup, which can open sockets too.
_SYSTEMS = {"x86_64": (0xC000003E, (41, 425)), "aarch64": (0xC00000B7, (198, 425))}
#: linux/filter.h: load a word of the call, compare it, answer.
_LOAD, _IS, _IS_FROM, _ANSWER = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 13  # EACCES
_NUMBER_AT, _ARCHITECTURE_AT = 0, 4


def bare_environment(environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The variables of `environ` that a reader needs: no address, password or token is among them."""
    return {name: environ[name] for name in _KEPT if name in environ}


def deny_network() -> bool:
    """From now on this process and its children open no socket; False where the system cannot deny it.

    A filter of system calls (kernel.org/doc/html/latest/userspace-api/seccomp_filter.html), which Linux lets every
    process put on itself, in a container too.
    """
    found = _SYSTEMS.get(platform.machine()) if sys.platform == "linux" else None
    if found is None:
        return False
    import ctypes  # noqa: PLC0415 - 10 ms, in the child alone

    code = _program(*found)
    buffer = ctypes.create_string_buffer(code)
    program = struct.pack("HL", len(code) // 8, ctypes.addressof(buffer))
    libc = ctypes.CDLL(None)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return False
    return not libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.c_char_p(program), 0, 0)


def _program(architecture: int, refused: tuple[int, ...]) -> bytes:
    """Calls of another architecture are refused whole, for their numbers mean something else."""
    steps = [(_LOAD, 0, 0, _ARCHITECTURE_AT), (_IS, 1, 0, architecture), (_ANSWER, 0, 0, _REFUSE)]
    # Numbers from this one on are those of x32, another architecture under the same name.
    steps += [(_LOAD, 0, 0, _NUMBER_AT), (_IS_FROM, 0, 1, 0x40000000), (_ANSWER, 0, 0, _REFUSE)]
    for number in refused:
        steps += [(_IS, 0, 1, number), (_ANSWER, 0, 0, _REFUSE)]
    steps.append((_ANSWER, 0, 0, _ALLOW))
    return b"".join(struct.pack("HBBI", *step) for step in steps)
