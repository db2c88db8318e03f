"""What a sentence of a notice says about handing something in: that it does, to whom, and what."""

import re

from bot.ledger.text.normal_form import squeeze
from bot.roster.names import is_unit
from bot.vocabulary.verbs import HANDS_IN

_MAIL = re.compile(r"[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_TO = re.compile(
    r"(?:报送?|上报|送交|送|交|反馈|发送|发|提交|传真|寄送?|抄送|报备|备案|汇总|函告|传|移交|递交)(?:至|到|给|往)|(?:书面)?(?:报送|上报|报(?![告送表名])|抄报|抄送)(?=[省市区县州我本各国]|[\u4e00-\u9fff]{2,12}(?:办|局|委|室|厅|部|组))|(?<=[》）件料表况告])(?:至|到|给)"
)


def addressee(text: str, after: int) -> str | None:
    """To whom something is handed in: the unit or mail address after 报, 送至, 发至."""
    for found in [*_TO.finditer(text, after), *_TO.finditer(text, 0, after)]:
        rest = text[found.end() : found.end() + 60]
        if mail := _MAIL.match(rest.lstrip()):
            return mail[0]
        run = re.split(r"[，。；、《》（）()“”：并及\s]|后(?=[，。])", rest)[0]
        name = next((run[:end] for end in range(min(len(run), 30), 1, -1) if is_unit(run[:end])), None)
        if name and not re.search(r"^(?:本单位|各单位|本部门)|情况|材料|报告", name):
            return name
    mail = _MAIL.search(text, after)
    return mail[0] if mail and HANDS_IN.search(text) else None


def matter(text: str, start: int, end: int) -> str:
    """The clause with the deadline, its time words left out."""
    left = max(text.rfind(char, 0, start) for char in "，；。：") + 1
    stops = [at for char in "；。" if (at := text.find(char, end)) >= 0]
    lead = start - 1 if start and text[start - 1] in "于在" else start
    return squeeze((text[left:lead] + text[end : min(stops, default=len(text))]).strip("，；。 请并"))
