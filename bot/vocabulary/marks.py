"""The marks by which a cell says no more than yes: a body has a role here, a month is one of the work's."""

MARKS = "▲△●○◎★☆■□◆◇√✓✔"
