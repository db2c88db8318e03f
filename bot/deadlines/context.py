"""What the words around a hit say of it: does it stand as a deadline would, and what does it count from."""

from typing import Final

from bot.deadlines.lexicon import ISSUE, NOT_START, PAPERS, Pattern, one_of

#: How many signs of a clause are looked at.
CLAUSE: Final = 100
SEPARATORS: Final = ",;。、!?(/"
_LEAD: Final = Pattern(
    one_of(
        "请 拟 应 应当 要 须 需 可 力争 争取 确保 务必 必须 最迟 最晚 原则上 预计 计划 分别 同时 各 的 于 在 "
        "到 至 截至 截止 并 再 将 从 自 约 大约 贯穿 覆盖 "
        r"不晚于 不迟于 不超过 完成时限 完成时间 办结时限 整改时限 时限 期限 时间 一期 二期 三期 "
        r"其中 : \( \([一二三四五六七八九十\d]{1,3}\) \d[.、]"
    )
    + "*$"
)
_CUTS: Final = "压缩 缩短 缩减 压减 减少 控制 降 降低 提速 精简 限定"
_OF_CUTS: Final = frozenset("压缩减控降提精限稳保延增")
_SQUEEZE: Final = Pattern(
    one_of(_CUTS + " 稳定 保持 延长 增加")
    + "(?:[^,;。\\d前底内末]{0,12}(?:至|到|为|在))?(?:至|到|为|在|成)?(?:平均|不超过|最多)?$"
)
_FROM: Final = Pattern(r"(?:^|[由从])[^,;。]{0,12}$")
_SHRUNK: Final = Pattern(one_of(_CUTS + " 减 调整 优化 改") + "(?:至|到|为|成)")
#: This very document: 本通知印发之日, or 自印发之日 without another subject.
_THIS_DOCUMENT: Final = Pattern(
    rf"(?:(?:本|此|该)[^,;。]{{0,6}}?{PAPERS}|(?:^|[自从在于]))(?:正式)?(?:{ISSUE}|(?<=[公通]告))(?:之日|后|以后|之后|起|的)"
)
_RECEIVED: Final = Pattern(r"(?:收到|接到|接|收)[^,;。]*$")


def head_is_clear(text: str, start: int) -> bool:
    """Whether only words that lead to a date stand between the last separator and `start`."""
    if not start or text[start - 1] in SEPARATORS:
        return True
    head = text[max(0, start - 16) : start]
    lead = _LEAD.search(head)
    at = lead.start() if lead else len(head)
    return at == 0 or head[at - 1] in SEPARATORS


def tail_is_clear(text: str, end: int) -> bool:
    """Whether the clause ends at `end`, 完成 aside."""
    return end >= len(text) or text[end] in ",;。、!?)" or text.startswith(("完成", "并", "办结"), end)


_DOING: Final = Pattern(
    one_of(
        "持续 长期 全部 达到 完成 实现 建成 启动 开展 全面 基本 力争 出台 制定 "
        "形成 验收 推广 巩固 提升 组织 召开 覆盖 取得 "
        "确保 争取 实施 推进 建设 开工 竣工 投入 印发 报(?!告|表) "
        "初步 编制 新增 提高 建立 上线 整改 累计 再 前 要 应 将 各"
    )
)


def is_doing(text: str, end: int) -> bool:
    """Whether what is to be done follows at once: 2025年达到95%."""
    return _DOING.match(text, end) is not None


#: What names a deadline: 截止日期：2026-02-15, 最迟6月30日.
_NAMED: Final = Pattern(
    "(?:截止|截至|最迟|最晚|(?:截止|到期|缴费|缴款|还款|交货)日|到期|(?<!统计)(?<!发布)(?<!成文)(?<!出生)(?<!成立)(?<!签发)(?<!账单)(?<!制单)(?<!会议)(?<!召开)(?<!举办)(?<!活动)(?<!开会)(?<!开庭)"
    "(?<!填表)(?<!打印)(?<!生成)(?<!更新)(?<!基准)(?<!立案)(?<!收件)(?<!登记)(?<!印发)(?<!开票)(?<!起始)(?<!开始)(?<!发文)(?<!制表)(?<!的)"
    "(?:日期|时间|时限|期限)(?=[为是:于不]))"
    "(?:不得?[晚迟]于|不超过|[于在到至为是:])*$|(?:不得?超过|最[晚迟])(?:于|在|到|至)?$|阶段[(:]$|(?:时限|期限|节点)$|(?:^|[,;。(])(?:节点|验收|完成|报送|提交|交付|竣工|投用|上线|办结|反馈|结项|销号|整改)(?:时间|日期)?:$|"
    "(?<!会议)(?<!活动)(?:时间|日期)(?:统一|暂|初步)?(?:定|安排|确定)[在于为]$|(?:改|改期|调整|变更|延期|延后|推迟|顺延|提前)(?:为|至|到|于|在)$"
)
#: 在2月10日完成, 预计1月16日上线: a day by which something is to be done.
_PLANNED: Final = Pattern("(?:[于在]|预计|计划|拟|力争|争取|确保|目标|务必|须|需|应|将)$")


def is_named(text: str, start: int) -> bool:
    """Whether words that name a deadline lead to `start`."""
    return _NAMED.search(text, max(0, start - 14), start) is not None


#: （三）整改提升（8月1日至10月31日）: the stage that a numbered heading names.
_STAGE: Final = Pattern(
    r"(?:^|[。;])(?:\([一二三四五六七八九十]{1,2}\)|[一二三四五六七八九十]{1,2}、|\d{1,2}[.、])[^,;。()\d]{2,16}\($"
)


def is_stage(text: str, start: int, end: int) -> bool:
    """Whether the span stands in the bracket behind a numbered heading."""
    return text[end : end + 1] == ")" and _STAGE.search(text, max(0, start - 26), start) is not None


def is_planned(text: str, start: int, end: int) -> bool:
    """Whether something is to be done on the very day from `start` to `end`."""
    return _PLANNED.search(text, max(0, start - 2), start) is not None and _ACHIEVED.match(text, end) is not None


#: 已于10月12日下拨, 原拟于9月14日进行: not to come, or no more.
_WAS: Final = Pattern("(?:已|已经|曾|曾经|原|原拟|原定|原计划|业已)[于在]?$")
#: 将于12月31日届满: the end of a contract, not of work.
_RUNS_OUT: Final = Pattern("(?:毕业|入学|入职|入伍|退休|出生|成立|届满|期满|到期|失效|终止|截止)")
_LEADS_TO: Final = Pattern("(?:[于在到至请须应要将需拟定]|之前|以前|前)$")


def is_to_be(text: str, start: int, end: int, *, timed: bool) -> bool:
    """Whether something is to happen on the day from `start` to `end`, which 于 leads to or an hour follows."""
    if _WAS.search(text, max(0, start - 4), start) is not None or _RUNS_OUT.match(text, end) is not None:
        return False
    return not timed or _LEADS_TO.search(text, max(0, start - 2), start) is not None or is_followed_by(text, end)


def is_followed_by(text: str, end: int) -> bool:
    """Whether what is to be done by then follows: 3月15日下午3时报送."""
    return _ACHIEVED.match(text, end) is not None


_IS_CHARGED: Final = Pattern("牵头|负责(?!人)|承办|主办|主责|包联|包保|包案|领办")


def is_charged(text: str, start: int, end: int) -> bool:
    """由财务处牵头，一季度完成: what somebody who is named in this sentence is to achieve in a period."""
    return _ACHIEVED.match(text, end) is not None and _IS_CHARGED.search(sentence_before(text, start)) is not None


_ACHIEVED: Final = Pattern(
    "(?:全部|全面|基本|一律|正式)*"
    + one_of(
        "完成 完(?=[,;。、]) 上线 推出 报送 提交 上报 反馈 建成 投产 投用 竣工 交付 办结 启用 开通 发布 印发 "
        "清零 出清 清仓 见底 通车 封顶 开园 开馆 销号 到位 复查 复核 抽查 验收 评审 公示 汇总 审议"
    )
    + "(?![^,;。]{0,8}的(?![,;。]))"
)
#: 为汛期, 为高温期: a state, and no work.
_STATE_OF: Final = "汛|雨季|[供采]暖|[禁休]渔|高温|寒假|暑假|假期|节假|试用|过渡|公示|保修|有效|封[山闭]"
_HELD: Final = Pattern(
    "(?:期间)?[,]?(?:对[^,;。]{1,16}|在?全[省市县区乡镇村国校院局][^,;。]{0,6}|集中|分[^,;。]{1,4}|统一|严格按照|逐[户一项家村校])*(?:"
    + one_of(
        "开展 组织 进行 实施 举办 举行 报名 申报 完成 推进 按照 自查 检查 整治 整改 接受 受理 办理 结束 走访 排查 摸排 "
        "清理 清查 清收 核查 巡查 抽查 督查 治理 普查 调查 征集 采集 登记 培训 宣传 改造 施工 检修 评估 评审 验收 "
        "演练 化解 执行"
    )
    + f"|每[\u4e00-\u9fff]{{1,3}}(?:至少|不少于|应|要|须)|为(?!{_STATE_OF}))"
    "(?![^,;。]{0,8}(?:标准|价格|政策|规定|制度|税率|工时|作息|票价|时间表))"
)


#: 5月1日至5月20日，质控科组织抽查: who does it stands between.
_BY_WHOM: Final = Pattern(
    "[,:](?!全[省市县区国]|[我本][省市县区])[^,;。\\d的]{2,10}?"
    + one_of("开展 组织 进行 实施 举办 举行 完成 自查 检查 抽查 督查 整治 整改 受理 办理 核查 复查 审核 验收")
    + "(?![^,;。]{0,10}\\d|了)"
)


def is_held(text: str, start: int, end: int, *, to_come: bool = False) -> bool:
    """自7月1日至9月30日开展: through which span work is to run; `to_come`: it is not over yet."""
    led = text[start - 1 : start] in ("自", "从", "于", "在")
    clear = led or head_is_clear(text, start)
    if to_come and clear and _BY_WHOM.match(text, end) is not None:
        return True
    by_a_body = to_come and _BODY.search(text, max(0, start - 14), start) is not None
    if not (clear or by_a_body) and _IS_TOLD.search(sentence_before(text, start)) is None:
        return False
    return _HELD.match(text, end) is not None


#: 教务处3月17日—21日组织: a body alone before the span.
_BODY: Final = Pattern("(?:^|[,;。:])[^,;。:\\d的]{1,10}[局委办处科室部院校队站所组心]$")
_IS_TOLD: Final = Pattern("(?:请|要求|要|应当?|须|需|务必|必须)(?!求)")


def is_told(text: str, start: int, end: int) -> bool:
    """请环保局6月5日报送初稿: what somebody is told in this sentence to do on that very day."""
    return _ACHIEVED.match(text, end) is not None and _IS_TOLD.search(sentence_before(text, start)) is not None


_NO_WORK: Final = Pattern(r"[-~\d第最首末头到至起不共后周的以前A-Za-z/.]|开始|星期|左右|前后|上下|约|以上|以下")
_FOLLOWS_ON: Final = Pattern("后续")


def is_followed_by_work(text: str, end: int) -> bool:
    """3月：制定方案, 4月发布: after the period stands what is to be done, not more of the time."""
    return _NO_WORK.match(text, end) is None or _FOLLOWS_ON.match(text, end) is not None


_OF: Final = Pattern(
    one_of(
        "的 度 工作 报告 总结 情况 计划 预算 决算 考核 数据 任务 目标 指标 问题 "
        '事项 报表 资料 台账 成果 支出 收入 资金 案件 以 政府 全国 全省 全市 版 级 届 末 底 新 起 \\( "'
    )
    + f"|{NOT_START}"
)
#: A noun that is work where a day heads its clause and the clause ends behind it: 3月底前部署，6月总结.
_STEP: Final = Pattern(
    "[^,;。、()的\\d]{0,2}(?:总结|考核|考评|报告|决算|预算|计划|验收|评估|收尾)(?:会议?|评比|上报|验收|完成)?(?=$|[,;。)])"
)
#: Of which thing a day is the time: 6月10日数据; other words behind it are its work.
_OF_DAY: Final = Pattern('的|以[来后上下前]|数据|报表|资料|台账|余额|存量|起(?!草)|\\(|"|版|号')


def is_attribute(text: str, end: int) -> bool:
    """Whether a noun follows of which a period is only the time: 2021年数据."""
    return _OF.match(text, end) is not None


def is_step(text: str, end: int, *, of_day: bool) -> bool:
    """Whether what follows is the work of a clause that the time heads, though it may be the time of a thing too."""
    return _STEP.match(text, end) is not None or (of_day and _OF_DAY.match(text, end) is None)


def is_squeezed(text: str, start: int) -> bool:
    """办理时间压缩至5个工作日: how long it shall take, not by when."""
    before = text[start - 22 if start > 22 else 0 : start]
    return not _OF_CUTS.isdisjoint(before) and _SQUEEZE.search(before) is not None


_FAILING: Final = Pattern("(?:不能|未能|仍未|未|没有|无法)[^,;。]{1,16}的")


def is_failing(text: str, end: int) -> bool:
    """20日内不能作出决定的: what happens when it is not done."""
    return _FAILING.match(text, end) is not None


#: 24小时内有效, 三年内不得申报: for how long something holds.
_LASTING: Final = Pattern(
    "的?(?:均|仍|一直)?(?:有效(?![解控处治防整措])|免费|免收|不得再?|不再受理|可查|保存有效"
    "|(?:双方|各方|任何一方)?(?:均)?(?:无异议|未提出|无书面))"
)


def is_lasting(text: str, end: int) -> bool:
    """Whether a span says for how long something holds, not by when it is due."""
    return _LASTING.match(text, end) is not None


_THOSE_WHO: Final = Pattern("[^,;。]{0,10}的(?=[,;])")
_WHO_CAN: Final = Pattern("(?:能|能够|可|可以|不能|无法)$")


def is_of_those_who(text: str, start: int, end: int) -> bool:
    """能够当场答复的，应当当场答复: the first says in which case."""
    if _THOSE_WHO.match(text, end) is not None:
        return True
    return "的" in text[end : end + 9] and _WHO_CAN.search(text, max(0, start - 3), start) is not None


def is_old_length(text: str, start: int, end: int) -> bool:
    """由20个工作日压缩至: what it was before."""
    return _SHRUNK.match(text, end) is not None and _FROM.search(text[max(0, start - 14) : start]) is not None


#: A paper that is spoken of before: …的解释，应当自公布之日起.
_OTHER_PAPER: Final = Pattern(
    "(?:解释|文件|制度|规定|办法|细则|决定|目录|预案|清单|名单|结果|条例|规章|公告|判决书?|裁定书?|批复|许可证?|证书|标准|合同|规划|方案|意见书?|通知书)"
    "(?:的|等)?[^,;。]{0,4}?(?:,|应当?|须|要|并)"
)
_OURS: Final = Pattern("[本此][^,;。]{0,8}$")


#: 今日起三日内, 自即日起10个工作日内: the day of the issue itself.
_FROM_NOW: Final = Pattern("(?:即日|今日|今天|本日|现在)起的?,?[在于]?$")


def counts_from_now(text: str, start: int) -> bool:
    """Whether the words before `start` name the day on which the document is issued."""
    return "起" in text[max(0, start - 4) : start] and _FROM_NOW.search(text, max(0, start - 8), start) is not None


def may_speak_of_issue(text: str) -> bool:
    """Whether a word for the issue of a paper can stand in `text`."""
    return not _OF_ISSUE.isdisjoint(text)


_OF_ISSUE: Final = frozenset("发布台行施告")


def counts_from_issue(clause: str, sentence: str) -> bool:
    """Whether the words before a span mean this very document: 本通知, or no other paper in `sentence`."""
    this = _THIS_DOCUMENT.search(clause)
    if this is None or _RECEIVED.search(clause) is not None:
        return False
    if this[0][0] in "本此该":
        return True
    return all(_OURS.search(sentence, 0, other.start()) for other in _OTHER_PAPER.finditer(sentence))


def sentence_before(text: str, end: int) -> str:
    """The words of the sentence up to `end`, at most 160 signs of it."""
    floor = max(0, end - 160)
    return text[max(floor, text.rfind("。", floor, end) + 1) : end]


_EVENT_END: Final = Pattern(r"(?:之日|之时|次日|当日)?(?:起|后|以后|之后|以内|内)的?$|之日$|[满起]$|的$")
_EVENT_ENDS: Final = frozenset("时日起后内的满")
_HEADS: Final = frozenset(",;。(:!?")
_USING: Final = Pattern("(?:利用|通过|经过|用)$")
_PREPOSITION: Final = Pattern(r"[自从在于]")


def event_start(text: str, start: int, *, ahead: bool = False) -> int:
    """Where the words of the event begin from which the span at `start` counts: at 自, 在, or the clause.

    `ahead`: the span ends before the event, which then has no 后 or 之日起.
    """
    floor = start - 60 if start > 60 else 0
    clause = floor
    if not _HEADS.isdisjoint(text[floor:start]):
        clause = max(floor, *(text.rfind(sign, floor, start) + 1 for sign in ",;。(:!?"))
    if ahead and start > clause:
        prepositions = [match.start() for match in _PREPOSITION.finditer(text, clause, start)]
        if not prepositions and start - clause > 16:
            clause = max(clause, text.rfind("、", clause, start) + 1)  # 每周放学前5分钟、放假前30分钟
        return prepositions[-1] if prepositions else clause if start - clause <= 16 else start
    if not start or text[start - 1] not in _EVENT_ENDS or _EVENT_END.search(text, clause, start) is None:
        using = _USING.search(text, max(0, start - 2), start) if start else None
        return using.start() if using else start - 1 if start and text[start - 1] in "于在" else start
    prepositions = [match.start() for match in _PREPOSITION.finditer(text, clause, start)]
    if prepositions:
        return prepositions[-1] if text[prepositions[-1]] != "在" or len(prepositions) == 1 else prepositions[0]
    return clause if start - clause <= 16 else start


_GOES_ON: Final = Pattern("(?:之日|起|后),(?:应当?|须|要|必须|请|在|于)*$")


def clause_before(text: str, end: int) -> str:
    """The words of the clause up to `end`, at most `CLAUSE` signs of it; 之日起，30日内 is one clause."""
    floor = max(0, end - CLAUSE)
    if text.find(",", floor, end) >= 0 and (on := _GOES_ON.search(text, floor, end)) is not None:
        end = text.index(",", on.start())
    return text[clause_start(text, floor, end) : end]


def clause_start(text: str, floor: int, end: int) -> int:
    """Where the clause begins that holds the sign before `end`; `floor` where it begins sooner."""
    return max(
        floor, text.rfind(",", floor, end) + 1, text.rfind(";", floor, end) + 1, text.rfind("。", floor, end) + 1
    )
