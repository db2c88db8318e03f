"""The values that travel the road: Document → Ledger → Task → Obligation → Notice → Message → Delivery.

All are frozen. A value that came from a document carries its `Place`, so that any message can say
which line of which document it rests on.
"""

from bot.model.deadline import QUESTION_FLAGS, Kind, Obligation, Reading, Unread
from bot.model.delivery import Attachment, Button, Buttons, Message, Receipt, page_with_pictures
from bot.model.document import Cell, Document, Doubt, Mark, Paragraph, Place, Table
from bot.model.ledger import Choice, Doubtful, Ledger, NoticeDuty, Person, Question, Task
from bot.model.notice import Audience, BindingChange, Change, Item, NoticeKind, Role, UnitRole
from bot.model.sentence import Quote, Sentence, as_said, fact_words, place_fact, place_words, sentence

__all__ = [
    "QUESTION_FLAGS",
    "Attachment",
    "Audience",
    "BindingChange",
    "Button",
    "Buttons",
    "Cell",
    "Change",
    "Choice",
    "Document",
    "Doubt",
    "Doubtful",
    "Item",
    "Kind",
    "Ledger",
    "Mark",
    "Message",
    "NoticeDuty",
    "NoticeKind",
    "Obligation",
    "Paragraph",
    "Person",
    "Place",
    "Question",
    "Quote",
    "Reading",
    "Receipt",
    "Role",
    "Sentence",
    "Table",
    "Task",
    "UnitRole",
    "Unread",
    "as_said",
    "fact_words",
    "page_with_pictures",
    "place_fact",
    "place_words",
    "sentence",
]
