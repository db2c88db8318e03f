"""The reference in the subject of each of our mails, 〔D-…〕: made of the message's id, found again in an answer."""

import re

#: Hexadecimal signs of the message's id: one in a million million fits by chance, and the address must fit as well.
SIGNS = 10
_WRITTEN = re.compile(rf"[〔\[(（【{{〈<]?\s*(?<![A-Za-z0-9])D\s*[-－–—]\s*([0-9A-Fa-f]{{{SIGNS}}})(?![0-9A-Za-z])")


def reference_of(message_id: str) -> str:
    """D-… of a message of the outbox."""
    return f"D-{message_id.replace('-', '')[:SIGNS].upper()}"


def find_reference(subject: str) -> str:
    """The reference that a subject carries, whatever a mail program made of our brackets; empty where there is none."""
    found = _WRITTEN.search(subject)
    return f"D-{found[1].upper()}" if found else ""


def start_of_id(reference: str) -> str:
    """How the id begins of which `reference` was made: the first signs of a UUID as it is written."""
    signs = reference.removeprefix("D-").lower()
    return f"{signs[:8]}-{signs[8:]}"
