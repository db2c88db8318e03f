"""Whatever reads rows: a session, or a connection alone where no entity is wanted, which costs half as much."""

from sqlalchemy import Connection
from sqlalchemy.orm import Session

Reader = Session | Connection
