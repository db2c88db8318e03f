"""Sentences that speak of a time and bind nobody by it: questions, wishes, forecasts, hearsay, rights, reports."""

from datetime import date, timedelta
from typing import Final

from bot.deadlines import context
from bot.deadlines.lexicon import Pattern, one_of
from bot.deadlines.row import Hit, Parts, When

#: In the clause before a time: 能否在国庆节前通车; 未在约定的10日内提出; 早在上世纪90年代就提出.
_CLAUSE: Final = Pattern(
    "(?:能否|是否|可否|能不能|会不会|可不可以|要不要|有无可能)[^,;。]{0,12}$"
    "|(?:未|未能|没有|没能|没|不能|无法)(?:在|于)[^,;。]{0,6}$"
    "|(?:早在|上世纪|回顾|回忆|曾经?(?!用)|当时|那时|历史上)[^,;。]{0,40}$"
    "|(?:已|已经|业已|均已|早已|就已)(?:于|在)$"
    "|(?:办公|营业|开放|受理|接待|服务|工作|门诊|咨询|上班|开馆|供应)时间(?:(?:统一|现|暂时?)?(?:调整|变更|延长|缩短|改|恢复))?(?:为|是|:|至|到)?$"
)
#: In the sentence before it: what people say, suggest, foretell; what a law or a contract says of everybody.
_SENTENCE: Final = Pattern(
    "(?:网传|据说|听说|据传|传言|谣传|声称|自称|说好|原说|[他她]说)[^;。]{0,24}$"
    "|(?:有)?(?:委员|代表|专家|群众|网友|市民|学者|业内人士|记者|家长|居民|读者)[^,;。]{0,6}(?:建议|呼吁|认为|反映|希望|提问|问(?!题|责|卷|诊)|质疑|预测)(?!由|办理|答复|件|的|答|[^,;。]{0,12}的)[^;。]{0,24}$"
    "|(?:预测|据估计|估算)[^;。]{0,24}$"
    "|(?:条例|办法|法律|法规|法|章程|合同|协议|》)(?:第[^,;。]{1,8}条)?(?:明确)?(?:规定|约定|载明)[,:]?[^;。]{0,40}$"
    "|(?:^|。)(?:根据|按照|依照|依据)[^,;。]{0,12}规定,[^;。]{0,40}$"
)
#: Those for whom an office works; what they may do is no duty of an office: 当事人可以在六个月内提起诉讼.
_OUTSIDERS: Final = one_of(
    "申请人 当事人 被申请人 行政相对人 行政机关 用人单位 生产经营单位 投诉人 举报人 信访人 参保人 参保人员 纳税人 "
    "缴费人 持卡人 投保人 借款人 债权人 竞买人 报考人员 报名人员 应聘人员 参会人员 与会人员 考生 家长 患者 居民 "
    "村民 市民 群众 农户 住户 旅客 游客 读者 消费者 退役军人 毕业生"
)
_OF_ALL: Final = Pattern(
    f"(?:^|。)(?:根据|按照|依照|依据)《[^》]{{0,60}}》(?:第[^,;。]{{1,8}}条)?[^,;。]{{0,8}},{_OUTSIDERS}[^,;。]{{0,16}}$"
)
#: 可于每年9月30日前提出申请: who wants to; 预计到6月底可形成: what is expected to come of itself.
_FREE_TO: Final = Pattern(f"(?:{_OUTSIDERS}[^,;。]{{0,4}}|[^不]|^)(?:可|可以)[于在]$")
_FREELY: Final = Pattern(
    "[^,;。]{0,24}?" + one_of("申请 申领 申报 领取 报名 享受 预约 兑换 参加 提出异议 提起 申诉 复议 查询")
)
_EXPECTED: Final = Pattern("(?:预计|预期|估计)[^,;。]{0,6}$")
_COMES: Final = Pattern("[^;。]{0,24}?(?:可|能够?|将)(?:形成|达|实现|突破|具备|满足|新增|节约|产|处理|带动|惠及|增|减)")
_OUTSIDERS_MAY: Final = Pattern(f"[^;。]{{0,30}},(?:请)?{_OUTSIDERS}(?:可|有权|请携带|请持|请凭|凭|携带|持|带)")
_THEIR_TIME: Final = Pattern("(?:报名|申领|申请|缴费|购票|入学|登记|预约|咨询|领取|换证)时间(?:为|是|:)$")
#: 到2028年才到期: what ends by itself.
_ENDS_ITSELF: Final = Pattern("才?(?:到期|届满|期满)(?=[,;。]|$)")
#: 贷款期限10年，自2025年3月起至2035年3月止.
_LASTS: Final = Pattern("(?:贷款|租赁|租|任|有效|质保|保修|合同|公示|禁渔|休渔)期限?(?:为|是|:)?[^;。,]{0,10},[自从]?$")
#: Whoever is told something by the sentence itself, whatever law it names before.
_TOLD: Final = Pattern("请|各(?!种|项|类)|你|我|贵|本[局院校厅委部行司]|务必|要求")
#: What follows a forecast, and a right.
_FORETOLD: Final = Pattern(
    "[^,;。]{0,16}?(?:有望|料将|或将|(?:将|会|可能)(?:突破|达到|超过|迎来|有|出现|增长|下降|创))"
)
_MAY: Final = Pattern(
    "(?:均|都|也|即|方)?可(?!能|行|靠|比|研)(?:以|免费|随时|无理由|凭|申请)?|有权|(?:仍|均|继续)?有效(?![解控处治防整措])"
)
_USED: Final = Pattern("服用|食用|口服|饭[前后]")
_COMPARED: Final = Pattern("[^。;]{0,40}(?:同比|环比|[较比]上年|[较比]去年)")
#: 期待在“十四五”时期继续合作; a day by which an answer is hoped for is a polite request.
_WISHED: Final = Pattern("(?:期待|期盼|盼望|祝愿|祝|感谢|展望)[^,;。]{0,24}$")
#: “6月底前完成清欠”的建议, 提出6月底前通车的设想.
_PROPOSAL: Final = "(?:建议|提议|设想|想法|提法|说法|口号|呼声|请求|诉求|愿望|传言|疑问)"
_QUOTED: Final = Pattern(f'[^,;。"]{{0,20}}"的{_PROPOSAL}')
_PROPOSED: Final = Pattern(f'[^,;。"]{{0,20}}的{_PROPOSAL}(?=$|[,;。])')
_PUT_FORWARD: Final = Pattern('(?:提出|关于|有关|收到|反映)"?[^,;。"]{0,6}$')
#: 每周二、四、六执行的航线, 每周一闭馆: of which thing something is said, and what it does by itself.
_OF_A_THING: Final = Pattern(
    "(?:例行|定期|固定|按期)?(?:执行|召开|举办|举行|产生|开展|进行|发布|出版|播出|开行|运行|运营|发放|缴纳|收取|报送|上报"
    "|使用|生产|消耗|接待|接收|发生|受理|处理)的(?![,;。])"
    "|(?:闭馆|休馆|停诊|休市|起飞|发车|开行|供应|约有?\\d|有\\d|共有?\\d|平均)"
)
#: 要求的9月底前完成的任务，我院已于8月完成; of a day that is over: 上周五前报送的材料, 均已完成.
_ALREADY: Final = Pattern("[^,;。]{1,10}的[^,;。]{1,14},[^,;。]{0,10}(?:已|业已|现已|均)(?!经?定|明确|要求)")
_OVER: Final = Pattern(
    "[^,;。]{1,10}的[^,;。]{2,12}|,?[^,;。]{0,12}(?:均|都|全部|皆|已)已?经?(?:全部|全面|按期|如期|顺利)*(?:完成|办结|到位|拨付|落实|建成|报送|结束)"
)
#: 2023年，共办理…，其中12件于6月底前办结: a report of a year that is over.
_OF_YEAR: Final = Pattern(r"^[^,;。\d]{0,6}(20\d\d)年(?:度)?,")
_COUNTED: Final = Pattern("其中|共|累计|实际|均")
#: By how much a day may lie behind the issue, as that of a document that came late.
_LATE: Final = timedelta(days=60)


def is_aside(text: str, hit: Hit, issued: date | None) -> bool:
    """Whether the sentence only asks, wishes, foretells, passes on, permits or reports."""
    start, end = hit.start, hit.end
    clause = context.clause_before(text, start)
    if clause and (_CLAUSE.search(clause) is not None or _is_for_outsiders(text, hit, clause)):
        return True
    sentence = context.sentence_before(text, start)
    if sentence and _SENTENCE.search(sentence) is not None and _TOLD.search(sentence) is None:
        return True
    if _FORETOLD.match(text, end) is not None:
        return True
    if type(hit.what) is Parts:
        return _is_right_or_habit(text, hit, hit.what)
    assert type(hit.what) is When
    if _QUOTED.match(text, end) is not None or _ALREADY.match(text, end) is not None:
        return True
    if _PROPOSED.match(text, end) is not None and _PUT_FORWARD.search(clause) is not None:
        return True
    if not hit.what.before and _ENDS_ITSELF.match(text, end) is not None:
        return True
    if text.startswith("有效", end) or (hit.what.span and _WISHED.search(clause) is not None):
        return True
    return issued is not None and _is_report(text, hit, hit.what, issued, sentence)


def _is_for_outsiders(text: str, hit: Hit, clause: str) -> bool:
    """Whether nobody of an office is told: what citizens must or may, what is expected to come of itself."""
    if _OF_ALL.search(context.sentence_before(text, hit.start)) is not None:
        return True
    if _FREE_TO.search(clause) is not None and _FREELY.match(text, hit.end) is not None:
        return True
    if _EXPECTED.search(clause) is not None and _COMES.match(text, hit.end) is not None:
        return True
    theirs = type(hit.what) is Parts or _THEIR_TIME.search(clause) is not None
    return theirs and _OUTSIDERS_MAY.match(text, hit.end) is not None


def _is_right_or_habit(text: str, hit: Hit, parts: Parts) -> bool:
    if _USED.search(text, max(0, hit.start - 12), min(len(text), hit.end + 16)) is not None:
        return True
    if parts.kind == "recurring":
        return _OF_A_THING.match(text, hit.end) is not None
    return parts.kind == "relative" and _MAY.match(text, hit.end) is not None


def _is_report(text: str, hit: Hit, when: When, issued: date, sentence: str) -> bool:
    last = when.until or when
    year = last.end_year or last.year
    ended = (year or issued.year, last.end[0], last.end[1] or 31)
    over = ended < (issued.year, issued.month, issued.day)
    if over and _OVER.match(text, hit.end) is not None:
        return True
    late = issued - _LATE
    ranged = when.span or when.until is not None
    if ranged and year is not None and ended < (late.year, late.month, late.day):
        return True
    if ranged and (_COMPARED.match(text, hit.end) is not None or _LASTS.search(sentence) is not None):
        return True
    return when.year is None and _is_of_year_over(sentence, issued)


def _is_of_year_over(sentence: str, issued: date) -> bool:
    named = _OF_YEAR.match(sentence)
    return named is not None and int(named[1]) < issued.year and _COUNTED.search(sentence) is not None
