"""Notes that stand in a table or on a sheet of their own, as lines of the notice: each of their points is one."""

import re
from collections.abc import Iterable, Iterator

from bot.ledger.prose.lines import Line
from bot.ledger.text.normal_form import squeeze
from bot.model import Paragraph

_POINT = re.compile(r"(?<=[：:；;。])\s*(?=[（(]?\d{1,2}\s*[)）.、．](?!\d))")
_LABEL = re.compile(r"^(?:注|备注|说明|填表说明|填报说明|填报要求|报送要求|上报要求|办理要求|要求)\d?[：:]\s*")
_NUMBER = re.compile(r"^[（(]?\d{1,2}\s*[)）.、．](?!\d)\s*")


def note_lines(notes: Iterable[Paragraph]) -> Iterator[Line]:
    """The points of the notes, in order, without their numbers."""
    for note in notes:
        for point in _POINT.split(squeeze(note.text)):
            if words := _NUMBER.sub("", _LABEL.sub("", point)):
                yield Line(words, note.place, None, -1)
