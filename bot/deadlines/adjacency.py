"""Words that touch what was read, or stand in the rest, and say another day: a reading never passes over them."""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from bot.deadlines.lexicon import NUM, Pattern, one_of

Span = tuple[int, int]
Found = re.Match[str] | None
#: Function words that turn a day into something else; 于, 最迟, 力争, which lead to a deadline, are not among them.
_TURNS: Final = one_of(
    "若 如果? 假如 倘若? 除非 除了 不包括 不限于 早在 始于 起于 先于 后于 (?<![不得至最])迟于 "
    "(?<!不)(?<!不得)(?<!不能)(?<!不应)超过 过了 逾 逾期 "
    "(?<![差间])距 距离 临近 接近 将近 大概 可能 或许 也许 估计 差不多 本来 曾 曾经 (?<!不)已 已于 已经 早已 最快 "
    "(?<!比)较 同比 环比 相比 较之 对比 每逢 历年 往年 大前年 公元前 昭和 平成 民国 回历 伊斯兰历 财年 学年 参照 对照 "
    "根据 依据 围绕 针对 关于 纪念 庆祝 迎接 涉及 不必 不用 无须 无需 "
    "(?<![拆清解消扫排免删废切去剔铲根])除 扣除 截至目前"
)
#: The same where they open the clause, as some of their signs also end nouns: 通过, 占比, 等待.
_OPENING: Final = "(?:^|[,;。(:、])" + one_of(
    "待 待到 比 过 满 离 打 自打 近 非 未 不 勿 别 隔 逢 第 首 末 尾 首个 后 上 下 中 内 外 左 右 或 自从"
)
#: The last signs of all these words, and 至 of 免征至; those that alone lead to a day.
_TURN_ENDS: Final = frozenset(re.findall(r"(.)\??(?=[|)])", _TURNS + _OPENING)) | frozenset("果非逢隔#_至到")
_LEADS_ALONE: Final = frozenset("于在至到")
_BEFORE: Final = Pattern(
    rf"(?:{_TURNS}|{_OPENING}|[逢隔#_]"
    rf"|(?:享受|免收|免征|减征|减免|缓缴|停征)[^,;。\d]{{0,8}}[至到])$"
)
#: Before a day that begins with a digit.
_BEFORE_DIGIT: Final = Pattern(r"(?:(?<![A-Za-z])(?:[A-Za-z]|[FfAaSs][Yy])|\d(?:[至到~或]|-{1,3}))$")
#: Until when something recurs.
_EVERY: Final = Pattern("[每按逐][年季月周日]")
_UNTIL: Final = Pattern("(?:直|持续)[至到]$")
#: A form that nobody filled in: X月底前.
_UNFILLED: Final = Pattern(r"[XxNnMm*_?□○#\d]$")
#: A span that only says how far a day moves, and one of those that are measured, not bound: 3日内办结率.
_BEFORE_SPAN: Final = Pattern(
    "(?:(?:顺延|推迟|延后|提前|后延|改)[至到][^,;。()]{0,6}|[较比][^,;。]{0,6}|(?:春|元宵|清明|端午|中秋|国庆|重阳|劳动)节|元旦|五一)$"
)
_OF_MOVES: Final = frozenset("至到较比节旦一")
_OF_RATES: Final = frozenset("率的")
_AFTER_SPAN: Final = Pattern(r"[^,;。\d]{0,6}(?:率|的(?:事项|占比|比例|比重|件数|案件))")
#: After a day: another side of it, an arithmetic, a question, an end that is left open.
_AFTER: Final = Pattern(
    rf"(?:的?(?:左右|上下|前后|以外|之外|除外)|或(?:之后|以后|以前|之前|更[早晚迟])|的?当(?:周|月|季|年|旬)|的?(?:所在|同一?)(?:周|月|季|年)"
    rf"|的?(?:前|后|次|翌|下|上)(?:一|1)?(?:个)?(?:[日天周月年旬季]|工作日)|的?(?:首|末|最后一?)(?:个)?(?:[日天周月年旬季]|工作日)|岁[初首]"
    rf"|→(?=$|[,;。)])|的?(?:同期|此时|今日|同日)|[+>=?_]|(?:-|~|至|到|起至){{1,2}}(?=$|[,;。)(])|\d{{1,4}}(?=$|[,;。)年月日号天周])|(?:几|数|多|余|来|零)(?=$|[,;。)天日])"
    rf"|(?:再|可|均|统一|另)?(?:顺延|提前|提早|推后|推迟|延后|延迟|延期|延长|加|减|另加|宽限)(?:至多|最多|不超过)?{NUM}?(?:个)?(?:[日天周月年旬]|工作日|星期|小时)?(?=$|[,;。)])"
    r"|应[^,;。]{1,6}[而但]?未"
    r"|(?:开局|起步)之年|(?:到期|届满|期满|有效|作废|失效|过期|未定|待定)(?=$|[,;。)]))"
)
#: The same behind other words: the day of a meeting, the name of a campaign.
_MEETING: Final = Pattern(
    r"[^,;。、():\d完报]{0,6}会议?(?:研究|审议|讨论|通过|确定|结束|召开后|之后|后)"
    r"|[^,;。、()\d完成制定出台实施开展编制印发启动推进报]{2,10}(?:行动|规划|战略)(?=$|[,;。)])"
)
#: Signs with which `_AFTER` and `_NOTE` begin, and those that never stand before a day that is turned.
_AFTER_STARTS: Final = frozenset(
    "岁的左上前以之除或当所同后次翌下首末最→期此今+>=?_-~至到起0123456789几数多余来零再可均统另顺提推延加减宽应开届有作失过未待("
)
_PLAIN_BEFORE: Final = frozenset(',;。、:()"应请须要拟将确保')
#: In the bracket that follows a day: what casts doubt on it, or is of another calendar.
_NOTE: Final = Pattern(
    r"\((?:(?:已|拟|预计?|将)?(?:延期?|推迟|顺延|变更|更正|调整|改期?|提前)(?!至|到|为|成)|待|预估|估|原\)|旧|大概|大约|约\)|或|视|以[^()]{1,12}为准|如遇?|若"
    r"|(?:已|拟|建议)?(?:取消|暂停|暂缓|中止|终止|作废|撤销|废止|失效|过期|搁置)(?:实施|执行)?\)|(?:待|需)(?:确认|核实|商|协调|研究|论证)"
    r"|存疑|不确定|有误|例外|(?:以外|以后|之后|左右|前后|上下|最早|最快|不早于|晚于|不必|无需|不做要求|不作要求)\)"
    r"|财政?年|学年|会计|夏令时|UTC|GMT|当地时间|纽约|首日|末日|最后|第一天|周几|星期几|闰|第\d+周|W\d|次年|明年|来年|下月|下周\)"
    r"|(?:春|元宵|清明|端午|中秋|国庆|重阳|劳动)节\)前|(?:19|20)?\d\d年\)|\d{1,2}月\d{1,2}[日号]\)|[一二三四1-4]季度\))"
)
#: Anywhere in the rest: the day is moved, left open, left to another; a period or its part that nothing reads.
REST: Final = Pattern(
    r"(?<!办理)(?<!申请)(?<!批准)(?<!需要)(?<!如需)(?:延期|改期)(?!至|到|为|后|手续|申请|审批|说明|\)|而来)|待定|未定|另定|视(?:天气|进度|资金)|宽限|(?<!规定的)(?<!规定)除外|暂不|(?:延长?|推迟|延后|推后|提前|顺延)(?:至多|最多|不超过)?"
    + NUM
    + "个?[日天周月年工星]"
    r"|[每逢隔](?:逢|节|汛|[东南西北]?汛|[春夏秋冬晨午晚夜]|开|[上下]|(?:[\d一二三两四五六七八九十]+|首|末)?个?(?:工作日|[年月日周旬季天]|星期|学期(?!开学)|学年))"
    r"|逢(?=[\d一二三四五六七八九十单双])|隔(?=[\d一二三两日天周月年旬季])"
    r"|(?<![第一二三四五六七八九十百\d同此各当首多])(?:首|末|头|最后一?|第[\d一二三四五六七八九十]{1,7}|上一?|下一?|前一?|后一?|翌|隔)(?:个|的)?(?:工作日|交易日|自然日|星期|学期|学年|[周旬季月日](?!期|边|转|刊|围|知|常|报|嫂|租|志|记|化|光|产|程|用|节))"
    r"|[XxNnMm*_?□○]{1,4}[年月日号周季](?!度)|年月|月日|(?<![-至到~年月日间底内前])(?:长期(?:坚持|推进)?|常态化|持续推进)(?=$|[,;。)])|(?<![\d一二三四五六七八九十本今当次每])年(?:底|末)前?(?=$|[,;。)])"
    r"|天天|周周|日日(?!夜)|早晚各|早中晚|一早一晚|日清日结|(?:[\d一二两三四五六七八九十]个?)?学期内|(?:持续|延续|一直)[至到](?=[^\d,;。()]{1,8}?(?:结束|完成|止|期满))"
    r"|\d{1,2}:[0-5]\d(?=之?前|以前|止|至|到|-|~|$|[,;。)])|[,;。(](?:凌晨|清晨|清早|傍晚|黄昏|午夜|半夜|深夜|夜间|晚上|晚间)"
    r"|[,;。](?:[^,;。()\d前]{1,8}(?<![目以此之当面眼提事先日从跟空超靠向往趋生跟])|\d{1,2}[:时点]\d{0,2})(?:之前|以前|前)"
    r"(?!期|置|提|后|沿|端|列|款|往|瞻|缘|述|面|景|身|方|台|者|程|途|进|行|来|移|任|科|院|厅|线|三|两|[\d])"
)
#: A unit of time in the rest is known only within these words.
UNITS: Final = Pattern(
    "(?<![\\d〇零一二两三四五六七八九十半几次青少成老多近历周学童中晚新拜过常百千幼万生忘流光编往丰灾整之])年(?![度报检审限级龄代轻均会货味画产鉴薪费金饭满轮糕味来份华谱兽表])"
    "|(?<![岁年蜜明新满生传教报项产读量康])月(?![度报刊饼球考台租薪均亮光嫂季色供结票活])"
    "|(?<![生节假息平近往昔抗旭之作念党班次翌当动放传动活集题纪开市周对中])日(?![常报记用期程志韩本照产均益后间清结班夜光化料托晒托式语])"
    "|旬(?![阳邑])|(?<![淡旺雨汛四花赛业暖热冬春夏秋节灌管产销火防])季(?![度节报军候风票])"
    "|周(?![期边年报转密到全围岁例知刊末会至身围济口庄村镇浦宁市县庙巷家])(?=[\\d一二三四五六日几]|$|[,;。)])"
)
#: Signs of which one stands in whatever `_MEETING` takes.
_MEETING_SIGNS: Final = frozenset("会行规战")
#: Signs with which what `REST` takes may begin.
REST_STARTS: Final = (
    r"延改待未另视宽除暂推提顺每逢隔首末头最第上下前后翌XxNnMm*_?□○年月长常持天周日早一两二三四五六七八九十学\d,;。("
)
#: One of these stands in whatever it takes.
REST_SIGNS: Final = "年月日天周季旬星期定视宽除暂推延顺前每逢隔态续直晚晨昏夜午清"


def spans_beside(text: str, days: list[Span], counts: list[Span]) -> list[Span]:
    """The spans beside `days`, and beside what `counts` so many days from an event, that say something else of them."""
    found: list[Found] = []
    for start, end in days:
        if end < len(text):
            if text[end] in _AFTER_STARTS:
                found += (_AFTER.match(text, end) or _NOTE.match(text, end),)
            elif not _MEETING_SIGNS.isdisjoint(text[end : end + 14]):
                found += (_MEETING.match(text, end),)
        if start and text[start - 1] not in _PLAIN_BEFORE and (start > 1 or text[0] not in _LEADS_ALONE):
            _look_before(text, start, found)
    for start, end in counts:
        if start:
            before = text[start - 12 if start > 12 else 0 : start]
            if not _OF_MOVES.isdisjoint(before):
                found += (_BEFORE_SPAN.search(text, max(0, start - 12), start),)
        if end < len(text) and not _OF_RATES.isdisjoint(text[end : end + 7]):
            found += (_AFTER_SPAN.match(text, end),)
    return _spans(found) if found else []


def _look_before(text: str, start: int, found: list[Found]) -> None:
    """Add to `found` what stands before the day that begins at `start`."""
    sign, floor = text[start], max(0, start - 12)
    if sign in "单双":
        return  # 逢单月
    if text[start - 1] in _TURN_ENDS:
        found.append(_BEFORE.search(text, floor, start))
    if sign.isdigit():
        found.append(_BEFORE_DIGIT.search(text, floor, start))
    if sign in "年月日季周旬":
        found.append(_UNFILLED.search(text, floor, start))
    if start > 1 and text[start - 1] in "至到" and _EVERY.search(text, max(0, start - 28), start) is not None:
        found.append(_UNTIL.search(text, floor, start))


def clashing_spans(text: str, days: list[Span], counts: list[Span]) -> list[Span]:
    """The times that stand so close behind another that they belong to it: 6月30日次日, 6月底前（2026年）."""
    spans = []
    for (_, end), (start, after) in pairwise(sorted(days + counts)):
        between = text[end:start]
        if end <= start and (
            between in _CLOSE
            or (between == "(" and (text[after : after + 1] == ")" or ")" in text[start:after]))
            or _OTHERS.fullmatch(between) is not None
        ):
            spans.append((start, after))
    return spans


#: 10月底前（省里要求11月底前）: by when another wants it.
_OTHERS: Final = Pattern(
    r"完?成?\((?!(?:上报|报送|报))[^();。\d]{0,10}(?:要求|规定|时限|期限|限期|口径|明确|部署|目标)(?:为|是|于|在|时限|:)*"
)
#: Between two times of which the second then belongs to the first.
_CLOSE: Final = frozenset(
    ["的", "之", "当天的", "当日的", "推后", "推迟", "提前", "延后", "延迟", "顺延", "再", "加"]
) | {""}


def spans_in_rest(text: str, start: int, end: int, *, of_event: bool) -> list[Span]:
    """The spans from `start` to `end`, where no rule took anything, that no rest may hold.

    `of_event`: what follows counts from an event, whose words stand there.
    """
    found = list(REST.finditer(text, start, end))
    return _spans(found if of_event else found + list(UNITS.finditer(text, start, end)))


def _spans(matches: Iterable[Found]) -> list[Span]:
    return [found.span() for found in matches if found is not None]
