"""Words beside a date that make it no deadline: a condition, a report, an earliest day, a day that was replaced."""

from typing import Final

from bot.deadlines.lexicon import Pattern, one_of

_STATE_WORDS: Final = (
    "投运 投入使用 投入运行 投入运营 启用 建成 投产 注册 登记 成立 取得 备案 开工 发放 发生 "
    "批准 签订 订立 购置 购买 生产 出生 入职 毕业 立项 "
    "颁发 核发 入学 竣工 在建 审批 设立 "
    "欠费 欠缴 拖欠 逾期 违建 搭建 占用 借用 "
    "缴纳 销售 进口 退役 离任 任职 上市 参加工作 参加革命工作 入[伍五] 受理 聘用 录用 退休 死亡 迁入 落户 入园 验收"
)
_STATES: Final = one_of(_STATE_WORDS)
_MODALS: Final = one_of(
    r"应 应当 要 须 需 必须 可 均可 均应 均须 都要 仍可 不得 一律 由 按 按照 全部 "
    r"限期 在[\d一二] 于[\d一二] 最迟"
)
_GRANTS: Final = one_of("给予 享受 可 予以 适用 纳入 不予 不再 一律 仍 免 继续 按 依")
#: What is meant is there already: 建成一批高水平的基地 is still to be built.
_KNOWN: Final = r"(?:(?!一批|一个|若干|[\d一二三四五六七八九十百]+余?[个家座所条项处]|一流|高)[^,;。]){0,24}?"
#: A condition of what is meant, not a deadline: 2004年年底前投运的电厂.
_MAY_BE_CONDITION: Final = Pattern(
    rf"(?:已经?|未|尚未|依法)?{_STATES}{_KNOWN}的(?:[^,;。]{{0,20}}(?=$|[,])[,]?{_MODALS}|(?=[,;。])|[^,;。的]{{1,10}}$)"
)
#: What only a person has done or been: never a task. 伍 is read as the numeral that it is on cheques.
_OF_PERSONS: Final = (
    r"(?:(?:年)?满|未满|不满)[\d一二三四五六七八九十]{1,3}(?:周岁|岁|周年)"
    r"|出生|入职|入[伍五]|参加(?:革命)?工作|参军|在职|在编|在册|在籍|死亡|去世"
)
_CONDITION: Final = Pattern(
    rf"(?:已经?|未|尚未|依法)?{_STATES}{{1,3}}(?:投用|使用|运行|完成)?的(?:[^,;。]{{0,20}}(?=$|[,])[,]?{_MODALS}|(?=[,;。]))"
    rf"|(?:已经?|依法)?{_STATES}{{1,3}}(?:投用|使用|运行|完成)?的[^,;。]{{1,16}}?(?:{_GRANTS}|,(?:[12]\d{{3}}年|\d{{1,2}}月))"
    rf"|的?(?:存量|遗留|历史|积案|陈案|积欠|陈欠|旧欠)|已经?[^,;。]{{1,12}}?的|[,]?(?:已经|业已|曾经?|已(?!完成|办结|整改|销号|落实|报送))(?=[^,;。])|{_OF_PERSONS}"
    r"|(?:仍|还|尚)?(?:不能|未能|未|没有|无法|不)(?!少于|低于)[^,;。]{1,20}的(?=[^,;。]{0,12}(?:$|[,;。]))"
)
#: 入库的项目可优先: a permission for what was by then.
_PERMITTED: Final = Pattern(
    r"(?!(?:完成|实现|建成|制定|形成|建立|出台)[^,;。]{0,8}(?:新|统一|完善|健全|良好)的)[^,;。的]{1,8}的[^,;。的并和]{1,10}?,?"
    r"(?:均?可以?|优先|享受|给予|予以|不再|不予|一律|免于|暂缓|仍|适用|按原|不适用)"
)
_WHICH: Final = Pattern(
    r"(?:^|[,;。(:])(?:凡是?|对于?|属于?|符合|如果?|若|系)[^,;。]{0,12}$|(?:未|未能|没有|没能|不能|无法)[在于]?$"
)
_ONES: Final = Pattern(r"[^,;。的]{1,20}的")
#: Signs without which the patterns above need not be tried: the first of the words that follow, those before.
_OF_STATES: Final = frozenset(word[0] for word in _STATE_WORDS.split()) | frozenset("已未尚依")
_OF_CONDITIONS: Final = _OF_STATES | frozenset("的存遗历积陈旧,业曾年满不出入参在死去仍还没无")
_OF_WHICH: Final = frozenset("凡对属符如若系未没不无")


def may_be_condition(text: str, end: int) -> bool:
    """2022年底前取得许可证的企业，应: a condition, or, of a day to come, what is to be done by then."""
    return text[end : end + 1] in _OF_STATES and _MAY_BE_CONDITION.match(text, end) is not None


def was_long_ago(text: str, end: int) -> bool:
    """2000年以前建成小区, where nobody can do it by then any more: what is meant, not by when."""
    return text[end : end + 1] in _OF_STATES and _STATE.match(text, end) is not None


_STATE: Final = Pattern(rf"(?:已经?|依法)?{_STATES}")


def is_condition(before: str, text: str, end: int) -> bool:
    """2004年年底前投运的, 凡6月底前竣工的: which ones are meant, not by when."""
    if text[end : end + 1] in _OF_CONDITIONS and _CONDITION.match(text, end) is not None:
        return True
    if "的" not in text[end + 1 : end + 22]:
        return False
    if _PERMITTED.match(text, end) is not None:
        return True
    return not _OF_WHICH.isdisjoint(before) and _WHICH.search(before) is not None and _ONES.match(text, end) is not None


#: 若9月1日前土地未摘牌，则…: by then something may have happened or not.
_IF: Final = Pattern(r"(?:^|[,;。(:])(?:如果?|若|倘若?|假如|一旦)(?!期|实|下|何)[^,;。]{0,12}$")
_NOT_HAPPENED: Final = Pattern(r"[^,;。]{0,16}?(?:未|没有?|仍|不|无法|尚)[^,;。]{0,12}(?:的?,|的$)")


#: 9月底前不作要求: by then nothing is to be done.
_NOT_ASKED: Final = Pattern(
    "(?:暂时?|可|均|都)?(?:不[作做]|不予|不[作做]硬性)[^,;。]{0,6}(?:要求|安排|考核|检查)(?=$|[,;。)])"
    "|(?:暂时?|可|均|都)?(?:无需|无须|毋需|不需要?|不必|不用|免于|免予|暂不|暂缓|可不)[^,;。的]{0,6}(?=$|[,;。)])"
    "|(?:无需|无须|毋需|不需要?|不必|不用)[^,;。的]{0,6}的"
)


def is_if(before: str, after: str) -> bool:
    """A day by which something may not have happened, or nothing is due: it is asked."""
    if after[:1] in _OF_NOT_ASKED and _NOT_ASKED.match(after) is not None:
        return True
    return not _OF_IF.isdisjoint(before) and _IF.search(before) is not None and _NOT_HAPPENED.match(after) is not None


_OF_IF: Final = frozenset("如若倘假旦")
_OF_NOT_ASKED: Final = frozenset("暂可均都不无毋免")
#: 降雨量达到50毫米时: when something is to be done, after the span in which that is looked at.
_WHEN_HAPPENS: Final = Pattern(r"[^,;。]{0,12}(?:达到?|超过|低于|不足|出现|发生|遇到?)[^,;。]{1,14}时(?=$|[,;。])")
_SCOPE: Final = Pattern(
    rf"(?:已经?|依法|新)?(?:{_STATES}|办理|受理|查处|审结|发现|申报|下达|实施|购入|形成|产生|签署|接收|认定){{1,2}}的"
)


def is_scope(text: str, end: int) -> bool:
    """2020年至2021年期间办理的案件: which ones are meant."""
    return _SCOPE.match(text, end) is not None


#: What is reported as already done.
_DONE: Final = "已" + one_of(
    "经 全部 全面 基本 累计 建成 完成 实现 达 形成 取得 上线 办结 开展 组织 建立 制定 下发 启动 投入 整改 淘汰 关停 "
    r"有[\d一二三四五六七八九十百千万]"
)
_WHO: Final = one_of("[全我][省市县区国] 各地 其中 均 都 就 共 公司 我部 我局")
_REPORTED: Final = Pattern(
    rf"[,]?{_WHO}*(?:{_DONE}|业已)"
    r"|完成\d+余?[家个项件户座处万起名人]"
)
#: 5月10日县长办公会议定事项: when it was said what is to be done.
_SAID: Final = Pattern(
    r"[^,;。()\d前底末内]{0,14}?(?:会议?|纪要|批示|来文|来函|来信|通报|调研|检查|督查|巡察|巡视|督导|视察|约谈|座谈|讲话|暗访|审计|接访)"
    r"(?:上|时|中|纪要)?(?:议定|要求|部署|明确|指出|提出|研究|决定|通过|反馈|交办|发现|确定|强调|审议|转办|移交|精神|的)"
    r"|(?:[^,;。()\d前底末内]{0,6}?)(?:批示|交办|转办|收文|来文|受理|接报|发现|下达|批转)(?:件|事项|单|函|文)?(?=[,;])"
)
_OF_SAID: Final = frozenset("会纪批来通检督巡视约座讲调暗审接交转收受发下")


def is_source(text: str, end: int) -> bool:
    """A day, not to come, on which a meeting or an inspection said what is to be done."""
    return not _OF_SAID.isdisjoint(text[end : end + 16]) and _SAID.match(text, end) is not None


_COUNTED: Final = Pattern(r"完成\d+余?[家个项件户座处万起名人]")
_TOTAL: Final = Pattern(rf"[,]?{_WHO}*(?:累计|共有|共计)")
_FIGURE: Final = Pattern(
    rf"[,]?(?:{_WHO}|实际|累计|规上?|财政|工业|固定资产)*[^,;。\d:]{{0,14}}?(?:完成|实现|新增|收入|支出|增长|下降|达到?|减少|增加|投资)[^,;。\d]{{0,8}}"
    r"\d[\d.,]*(?:余|多)?(?:[万亿千百]*元|%|个百分点|[万亿]?(?:吨|亩|人次?|平方米|公里|户|家|件|千瓦时?))"
)
_OF_REPORTS: Final = frozenset(",全我各其均都就共公累已业完")


def is_reported(text: str, end: int) -> bool:
    """2020年底，已完成3300家: what has been done."""
    return text[end : end + 1] in _OF_REPORTS and _REPORTED.match(text, end) is not None


def is_counted(text: str, end: int) -> bool:
    """2020年底前完成3300家: so many; a target, where a column of deadlines says it."""
    return _COUNTED.match(text, end) is not None


def is_total(text: str, end: int) -> bool:
    """截至2020年底，累计建成1万个: a figure, which of a day to come is a target."""
    return text[end : end + 1] in _OF_REPORTS and _TOTAL.match(text, end) is not None


def is_figure(text: str, end: int) -> bool:
    """1-9月完成投资35亿元: an amount that belongs to a span."""
    return _FIGURE.match(text, end) is not None


_EARLIEST: Final = Pattern(
    r"(?<![不迟])早于(?:每?年)?$|(?:不得?|不能|不可|不应|未)早于$|(?<![不最得可])晚于$|最早(?:可|将|于|在|到|为|是|也要)*$"
)
_LATER: Final = Pattern(
    r"(?:之后|以后|后(?![续勤台备期]|的?[\d一二两三四五六七八九十半]+个?(?:工作日|[日天月周年小分])|的?(?:首|第|次)))"
    r"|起?(?:方可|方能|才(?:能|可|会|允许))|(?:不得|不准|不允许|不可|不能|不再|不予|不接|不受理|不开放|严禁|禁止)(?!超过|[少多低高晚迟早]于|再次?逾|不)"
)
_BEFORE_EARLIEST: Final = frozenset("于年早可将在到为是也要en")
_OF_LATER: Final = frozenset("之以后的起方才不严禁")


def is_earliest(before: str, after: str) -> bool:
    """不得早于6月30日, 6月底以后, 6月底方可: from when on, not by when."""
    if before[-1:] in _BEFORE_EARLIEST and _EARLIEST.search(before) is not None:
        return True
    if before.lower().endswith(_NOT_BY):
        return True
    return after[:1] in _OF_LATER and _LATER.match(after) is not None


#: 非必须于一季度完成, 不必等到10月底, not before 6/20.
_NOT_BY: Final = (
    "非必须于",
    "非必须在",
    "不必于",
    "不必在",
    "不要求在",
    "不要求于",
    "notbefore",
    "noearlierthan",
    "nosoonerthan",
    "notearlierthan",
    "等到",
    "等至",
)
_DIGIT: Final = r"(?=[\d(]|[今明次下本每年]|[一二三四五六七八九十]+[月年季])"
_MOVED: Final = Pattern(
    r"(?:之?前|止|完成)?(?:\([^)]{0,12}\))?[,、(]?(?:已经?|统一|相应|现)?"
    rf"(?:调整|延长|推迟|延期|延后|延迟|顺延|变更|修改|修订|提前|延|改|推)(?:至|到|为|成){_DIGIT}"
)
_FORMERLY: Final = Pattern(
    "(?<![草平高还复雪冰中])原(?:来|先|本)?(?:拟定?|订|预[计定]|定|计划|要求|时限|定时限|规定|完成时限|期限|截止日期|截止时间|方案)?(?:为|是|于|在|至|到|:|的)*$"
)
#: 不得拖延到11月: what must not happen. （由7月31日调整）: what the day was.
_PUT_OFF: Final = Pattern(
    "(?:不得|不能|不可|不许|不要|不应|不准|严禁|禁止|避免|防止|不)再?(?:拖延|拖|延误|推迟|延迟|延期|推|顺延|延)(?:至|到)$"
)
_CAME_FROM: Final = Pattern("(?:调整|变更|延期|延长|延后|推迟|顺延|提前|修改)(?:而来|来)?(?=$|[),;。])")
_LEADS_MOVED: Final = frozenset("至到由从")
_OF_MOVES: Final = frozenset("之前止完(,、已统相应现调延推顺变修提改")


def is_replaced(before: str, after: str) -> bool:
    """由3月底调整为6月底, 原定3月底前: a day that holds no more."""
    if after[:1] in _OF_MOVES and _MOVED.match(after) is not None:
        return True
    if before[-1:] in _LEADS_MOVED and (_PUT_OFF.search(before) or (before[-1] in "由从" and _CAME_FROM.match(after))):
        return True
    if "提前" in after[:6] and _COMPARED_WITH.search(before) and _SOONER.match(after):
        return True  # 较省定时限（12月底）提前1个月: the day of somebody else
    if before[-1:] in "myr" and before.lower().endswith(_FORMERLY_IN_ENGLISH):
        return True
    return "原" in before and _FORMERLY.search(before) is not None


_COMPARED_WITH: Final = Pattern("[较比][^,;。]{0,12}$")
_SOONER: Final = Pattern(r"(?:之?前)?\)?提前[\d一二两三四五六七八九十半]")
_FORMERLY_IN_ENGLISH: Final = (
    "extendedfrom",
    "movedfrom",
    "postponedfrom",
    "changedfrom",
    "broughtforwardfrom",
    "originally",
    "previously",
    "formerly",
)


_IN_FORCE_BEFORE: Final = Pattern(
    "(?:有效期|执行期限?|有效期限|执行|延续|实施|使用|沿用|适用|享受|保留)限?(?:为|至|到|延长至|延续至|实施至|自)+$|[自从]$"
    "|(?:过渡|缓冲|质保|保修|保质|租赁|租|合同|任|聘|优惠|补贴|免税|保护|禁渔|休渔|封山|封闭|公示|冻结|观察|试用|试行|服务)"
    "期限?(?:延长|顺延|延续|截止)?(?:至|到|为)$"
)
#: 标准时点为11月1日零时: as of when something is counted.
_BASIS: Final = Pattern("(?:时点|基准日期?|基准时间|基期|计算日|起算日|统计日)(?:为|是|:)?$")


def is_basis(before: str) -> bool:
    """A day as of which something is counted, whatever stands behind it."""
    return before[-1:] in _BEFORE_FORCE and _BASIS.search(before) is not None


_IN_FORCE_AFTER: Final = Pattern(
    r"(?:起|开始)?(?:正式)?(?:施行|生效|起执行|起实施|起试行|废止|失效)|起(?!至|到|\d|[一二两三四五六七八九十])"
)
_BEFORE_FORCE: Final = frozenset("为至到自从是:点日期")
_OF_FORCE: Final = frozenset("起开正施生废失")


#: 租期自…至…, 禁渔期为…: a span that something lasts; 报名期, 整改期 are for what is to be done.
_LASTING: Final = Pattern(
    "(?:有效|租|租赁|任|聘|聘用|合同|协议|贷款|借款|服务|试用|试行|过渡|质保|保修|保质|保险|保管|学|学习|假|休|产|婚|禁渔|休渔|禁|封|封山|防火|汛"
    "|主汛|枯水|丰水|供暖|采暖|供热|取暖|桃花|梅雨|花|旺|淡|冰冻|封冻|缓刑|刑|考察|观察|监管|见习|实习|服役|占用|使用|存续|锁定|窗口|冷静|除斥|诉讼时效"
    "|会|展|展览|展出|开放|营业|办公|放|停|停产|停水|停电)(?:期限?|季节?|时间)(?:一般)?(?:为|是|:)*[自从]?$"
    "|(?:期限|任期|季节)(?:一般)?(?:为|是|:)*[自从]?$"
)
#: 3月15日是消费者权益日, 6月为安全生产月.
_NAMED_DAY: Final = Pattern("[为是](?![^,;。]{0,8}(?:截止|期限|最后|最终|限|止))")


def is_description(before: str, after: str, *, ranged: bool) -> bool:
    """The span that something lasts, or a day or month that bears a name."""
    if ranged and before[-1:] in _OF_LASTING and _LASTING.search(before) is not None:
        return True
    if ranged and "时" in after and _WHEN_HAPPENS.match(after) is not None:
        return True
    return after[:1] in ("为", "是") and _NAMED_DAY.match(after) is not None


_OF_LASTING: Final = frozenset("期限节为是:自从")


def is_in_force(before: str, after: str, *, ranged: bool) -> bool:
    """The day on which a rule takes effect or lapses; 自…起至… alone is a span like another."""
    if ranged and before[-1:] in ("自", "从"):
        return after[:1] in _OF_FORCE and _IN_FORCE_AFTER.match(after) is not None
    if before[-1:] in _BEFORE_FORCE and _IN_FORCE_BEFORE.search(before) is not None:
        return True
    return after[:1] in _OF_FORCE and _IN_FORCE_AFTER.match(after) is not None


_OF_DELAYS: Final = frozenset("调延推顺变修提改")
_ANY_AFTER: Final = frozenset("为是") | _OF_NOT_ASKED | _OF_CONDITIONS | _OF_REPORTS | _OF_LATER | _OF_MOVES | _OF_FORCE
_ANY_BEFORE: Final = frozenset("由myen") | _BEFORE_FORCE
_OF_EARLIEST: Final = frozenset("早晚必求等")
_ANYWHERE: Final = _OF_WHICH | _OF_IF | {"原", "较", "比"}


def may_matter(before: str, after: str) -> bool:
    """Whether any of the words above can stand beside a date, for a span has more of them."""
    first = after[:1]
    if first == "完" and not after[2:3].isdigit() and _OF_DELAYS.isdisjoint(after[2:20]):
        first = ""  # 完成 with its work behind it, as most have it
    if first in _ANY_AFTER or "的" in after[1:22]:
        return True
    if not before:
        return False
    last = before[-1]
    if last in _ANY_BEFORE:
        return True
    if last in _BEFORE_EARLIEST and not _OF_EARLIEST.isdisjoint(before):
        return True
    return not _ANYWHERE.isdisjoint(before)


_EACH: Final = Pattern("每(?:人|户|亩|名|位|家|台|辆|头|吨|件|例|床|村|人次|平方米|个?[^,;。]{1,4})$|人均$|户均$|平均$")
_AMOUNT: Final = Pattern(
    r"(?:的?标准)?(?:每(?:人|户|亩|名|家|台|辆|次|平方米))?(?:可|按|给予|发放|补[助贴]|奖励|收取|支付|资助|享受|不超过|不低于|按照?|标准)*(?:最高|不超过)?"
    r"(?:\d[\d.,]*(?:(?:[万亿千百]|余|多)*(?:元|块钱?)|‰)|[万千]分之)|(?:[^,;。\d]{0,4}(?:安排|投入|列支|筹集|划拨|拿出|预算|统筹)[^,;。\d]{0,10}\d[\d.]*[余多]?[万亿千百]*元)|扣(?:减|除|发|罚)?\d[\d.]*[分元%]|(?:按[^,;。]{0,14})?(?:加处|加收|计收|罚款|处罚)"
)
_LIMIT: Final = Pattern(
    r"(?:度)?(?:[^,;。\d]{0,10}?(?:最高|最多|至多|限额|限(?:报|申|领|购|享|定)|上限|仅限|只能|只可|只享受|仅可|可享受|享受|累计不(?:得)?超过)"
    r"|[^,;。\d]{0,8}?(?:不得|不能|不可|不应|不)(?:超过|多于|高于)|[^,;。\d]{0,8}?(?:时间|时长)(?:累计)?(?:不少于|不低于|达到?|为)|(?:累计|平均|合计|各)?(?:不得?(?:少于|低于)|至少)[\d一二两三四五六七八九十]+(?:\.\d+)?个?(?:小时|课时|学时|分钟)(?!之?内|以内|前)|工作[\d一二两三四五六七八九十]+[天日]|(?:工作|营业)?[\d一二两三四五六七八九十]+(?:\.\d+)?个?(?:小时|课时|学时|分钟)(?!之?内|以内|前))"
)


_OF_AMOUNTS: Final = frozenset("扣高多额限仅只享超元块时钟罚加作‰之")
_CLAUSE: Final = Pattern("[^,;。]*")


def entitlement(before: str, after: str) -> int:
    """每人每月760元, 每年最高补助, 每周40小时: how much in a period, not by when. How many signs say so, 0 for none."""
    if _OF_AMOUNTS.isdisjoint(after):
        return 0
    limited = _LIMIT.match(after) or _AMOUNT.match(after)
    if limited is None and (_EACH.search(before) is None or "元" not in after[:16]):
        return 0
    clause = _CLAUSE.match(after)
    return clause.end() if clause is not None else 0
