"""What a filled sheet of units says, in the form of `units.toml`."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Filled:
    """Units with their contacts, groups with their members, coordinators, each as a table of the file."""

    units: tuple[dict[str, Any], ...] = ()
    groups: tuple[dict[str, Any], ...] = ()
    coordinators: tuple[dict[str, Any], ...] = ()

    def as_file(self) -> dict[str, Any]:
        """As the whole of a file would hold it."""
        return {"unit": list(self.units), "group": list(self.groups), "coordinator": list(self.coordinators)}
