"""Why a message has not gone: a fact, worded when it is shown"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

#: The two words that a program compares; whatever else stands there was a sentence and stays the words it was.
_WORDS = {"no-channel": "work.no_channel", "no-way": "work.no_way"}
_OUTBOX = sa.table("outbox", sa.column("error", sa.Text()))


def upgrade() -> None:
    for word, key in _WORDS.items():
        fact = json.dumps({"key": key, "parts": {}})
        op.execute(_OUTBOX.update().where(_OUTBOX.c.error == word).values(error=fact))


def downgrade() -> None:
    for word, key in _WORDS.items():
        fact = json.dumps({"key": key, "parts": {}})
        op.execute(_OUTBOX.update().where(_OUTBOX.c.error == fact).values(error=word))
