"""What somebody asks to see, without a command: 哪些逾期了, 26什么时候到期, 财政局怎么样了; and what is only polite."""

import re
from enum import StrEnum

from bot.speech.signs import SIGNS, folded, without_pictures


class Topic(StrEnum):
    """What is asked about."""

    HELP = "help"
    OVERDUE = "overdue"
    SOON = "soon"
    REVIEW = "review"
    PEOPLE = "people"
    OWN = "own"
    STANDING = "standing"
    POLITE = "polite"
    ELSE = "else"  # a question about something that only its other words name


#: The first that fits is meant.
_TOPICS = (
    (Topic.STANDING, r"how (?:are|is) (?:we|our|it|things|everything)\b|how do we stand|where do we stand"),
    (
        Topic.HELP,
        (
            r"(?:怎么|如何|怎样|咋)(?:用|回复|操作|导入|上传|反馈|签收|办理|申请|填|延期|撤回)|不会用|使用说明"
            r"|how (?:do|does|can|to)\b"
        ),
    ),
    (Topic.REVIEW, r"待审核|待批|[等要].{0,4}(?:审核?|核准|批复)|to review|wait(?:s|ing)? for me"),
    (Topic.OVERDUE, r"逾期|超期|过期|超时|overdue|\blate\b"),
    (Topic.SOON, r"临期|快到期|即将到期|快到时间|due soon|(?:what|which).{0,12}\bdue\b"),
    (Topic.PEOPLE, r"(?:谁|哪些单位|哪些人|哪家).{0,4}绑定|who is bound"),
    (Topic.STANDING, r"进度|进展|总体|整体|progress|\bstatus\b"),
    (
        Topic.OWN,
        (
            r"到期|截止|[要该][交报]|发.{0,2}(?:表|清单|名单)"
            r"|我的|我们的|我有|我们有|还有|哪些|哪几|多少|几项|什么任务|任务|事项|待办|清单|my tasks|what|which"
        ),
    ),
)
_QUESTION = re.compile(
    r"[?？]|[吗呢啥咋]|什么|哪|几[项个时点]|多少|怎|如何|谁|还是.{1,12}$|了没|没$|干嘛|何时|多久|是否|有没有|查一?下|看一?[看下]"
    r"|\b(?:what|whats|which|when|who|how|where|is there|show|list)\b",
    re.IGNORECASE,
)
_POLITE = re.compile(
    r"(?:(?:你|您|大家|领导)?(?:你好|您好|好)|在吗|早|早上好|上午好|下午好|晚上好|谢谢.{0,4}|多谢|感谢|辛苦了?|好的?|好滴|嗯+|哦+"
    r"|明白了?|知道了|了解|行|可以|没问题|ok(?:ay)?|hi|hello|hey|thanks?(?: you)?|thx|great|fine|yes"
    r"|noted|seen|read|understood|willdo|(?:with)?(?:many)?thanks)*",
    re.IGNORECASE,
)
#: So long is what names a topic without being a question: 逾期, 逾期的.
_SHORT = 6


def topic_of(words: str) -> Topic | None:
    """What these words ask about; None where they ask nothing."""
    plain = without_pictures(folded(words)).strip(f"{SIGNS} ~～?？()（）").casefold()
    if not any(sign.isalnum() for sign in plain) or _POLITE.fullmatch(re.sub(rf"[\s{SIGNS}~～]+", "", plain) or plain):
        return Topic.POLITE
    if not _QUESTION.search(words) and len(plain) > _SHORT:
        return None
    found = next((topic for topic, pattern in _TOPICS if re.search(pattern, plain, re.IGNORECASE)), None)
    return found or (Topic.ELSE if _QUESTION.search(words) else None)


#: What stands behind a name that is asked about.
_TAIL = re.compile(
    r"(?:现在|目前|的)?(?:怎么样了?|怎样了?|如何了?|什么情况|情况|进展|进度|办得.*)*[?？!！。了吗呢\s]*$"
)


#: Who asks about his own names nobody.
_OURSELVES = re.compile(r"(?:我们?|咱们?|本)(?:局|委|办|处|镇|乡|街道|单位|部门|这边|这里)?")


def asked_name(words: str) -> str:
    """The name that is asked about: 财政局怎么样了 → 财政局."""
    name = _TAIL.sub("", folded(words).strip())
    return "" if _OURSELVES.fullmatch(name) else name
