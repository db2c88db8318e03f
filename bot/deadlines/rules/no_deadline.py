"""What looks like a deadline and is none: numbers of documents, titles, anniversaries, days of effect."""

import re
from typing import Final

from bot.deadlines.lexicon import DATE_STARTS, MAYBE_YEAR, N2, NUM, Pattern, one_of
from bot.deadlines.numerals import to_year
from bot.deadlines.row import NUMERALS, Parts, Refusal, Row, Scene, Trait
from bot.deadlines.rules.spans import COUNT, NTH_MEETING


def _refuse(_match: "re.Match[str]", _scene: Scene) -> Parts:
    return Parts("none", ("not-a-deadline",), bound=False)


def _of_a_year(match: "re.Match[str]", scene: Scene) -> Parts | None:
    """2021年工作要点 names a paper; in 到2023年全市产值翻一番 the year is by when."""
    start = match.start()
    if match[0].endswith('"') and (named := _BEFORE_NAMED.match(match.string, match.end())) is not None:
        if named["festival"]:
            return None  # its holiday is official
        raise Refusal  # 2025年“安全生产月”前: when is that?
    return None if start and match.string[start - 1] in "到至" else _refuse(match, scene)


_BEFORE_NAMED: Final = Pattern(
    '(?:(?P<festival>(?:五[.]?一|十[.]?一|5[.]?1|元旦|春节|清明|端午|中秋|国庆|劳动)节?)|[^",;。]{1,12})"[^",;。]{0,4}?(?:之前|以前|前)'
)


def _issue_of_a_paper(match: "re.Match[str]", scene: Scene) -> Parts | None:
    """2018年6月12日印发 is of a paper; 6月发布办法 in a deadline column is what is to be done."""
    whole = "日" in match[0] or "号" in match[0]
    at_end = match.end() >= len(match.string) or match.string[match.end()] in "的《<,;。)"
    return None if scene.column and not (whole and at_end) else _refuse(match, scene)


def _exception(_match: "re.Match[str]", _scene: Scene) -> Parts:
    """Days left out of what recurs: an obligation cannot say so, and they are asked about."""
    return Parts("none", ("vague",), bound=False, asks=True)


#: 国际博物馆日前: before a day with a name, of which the rest says when it is.
_NAMED_DAY: Final = Pattern(r"(?:国际|世界|全国|中国)[^,;。\d]{1,8}$")


def _recently(match: "re.Match[str]", scene: Scene) -> Parts:
    start = match.start()
    if match[0] == "日前" and scene.column and _NAMED_DAY.search(match.string, max(0, start - 12), start) is not None:
        raise Refusal
    return _refuse(match, scene)


def _passed_over(_match: "re.Match[str]", _scene: Scene) -> Parts:
    return Parts("none", bound=False)


def _unknown_week(_match: "re.Match[str]", _scene: Scene) -> Parts:
    raise Refusal  # of which month, term or year?


def _dotted_item(match: "re.Match[str]", scene: Scene) -> Parts:
    """32.2021年底前; 26.6月底 in 2025 may be June 2026, or item 26."""
    item = match["item"]
    year = to_year(item, scene.near) if len(item) == 2 and not match["words"] else None
    alone = not match.start() and f"{int(item) + 1}." not in match.string
    if year is not None and alone and scene.column and 0 <= year - (scene.near or 0) < 6:
        raise Refusal
    return Parts("none", bound=False)


def _item(match: "re.Match[str]", _scene: Scene) -> Parts | None:
    """1、7月底前…；2、12月底前…: numbers of items, where the next or the last one stands there too."""
    text, number = match.string, int(match["item"])
    if match.start() and text[match.start() - 1] not in ";。,:":
        return None
    if not any(text.startswith(f"{one}、", at + 1) for one in (number - 1, number + 1) for at in _item_starts(text)):
        return None
    return Parts("none", bound=False)


def _item_starts(text: str) -> list[int]:
    return [-1, *(found.start() for found in _CLAUSE_START.finditer(text[:2000]))]


_CLAUSE_START: Final = Pattern("[;。,:]")
_CN: Final = "〇零一二三四五六七八九"
_D: Final = r"[\d一二三四五六七八九十廿]{1,3}"
_MONTH: Final = rf"{_D}月份?(?:{_D}[日号])?"
_DATE: Final = rf"(?:(?:[12一二][\d{_CN}]{{3}}年|今年|明年|本年|去年)度?(?:{_MONTH})?|{_MONTH})"
_IN_FORCE: Final = one_of("施行 实施 执行 生效 实行 适用 启用 试行 废止 失效 停止执行 开征 征收 不再")
#: 起 that begins a span which the words count on from: 之日起30日内.
_NO_SPAN: Final = r"(?!的?(?:之日)?[\d一二两三四五六七八九十半]+个?(?:工作日|[日天月年周小]))"
#: 自4月10日开始，7月10日结束: a span, and not only its first day.
_NO_END: Final = rf"(?![^,;。\d]{{0,8}}[,、](?:至|到|于)?{_DATE}(?:全部|全面|基本)?(?:结束|截止|收尾))"
_BEGIN: Final = one_of("印发 发布 公布 下发 颁布 签署 签发 发文 通过 批准 备案")
_ABOUT: Final = one_of(
    "政府 全国 全省 全市 全县 全区 工作要点 工作报告 工作计划 工作总结 重点工作 年度报告 报告 计划 预算 决算 "
    "考核 版 以前年度 "
    r"政务公开 国民经济 民生实事 为民办实事 重点任务 任务 目标 指标 第?[一二三四五六七八九十\d]+号 \""
)
ROWS: Final = (
    Row(
        "〔{年}〕{N}号",
        "[(",
        r"[\[(](?:19|20)\d\d[\])](?:第?\d+号)?(?!\d{1,2}月|[一二三四五六七八九十]{1,3}月|[上下]半年|全年|第?[一二三四]季|年?[底末])",
        _refuse,
        (("〔2018〕43号", "none | not-a-deadline"),),
    ),
    Row(
        "{N}.{年}",
        "0123456789",
        r"(?<![\d.])(?P<item>\d{1,3})\.(?=[12]\d{3}(?:年|-)|\d{1,2}(?:[-至到~]\d{1,2})?月|(?P<words>[\u4e00-\u9fff]))",
        _dotted_item,
        (("32.2021年底前", "due 2021-12-31"), ("1.8月底前完成；2.长期坚持", "due 2021-08-31; standing | no-year")),
        needs=".",
        after=".",
    ),
    Row(
        "{N}、{月}",
        "0123456789",
        r"(?<![\d.])(?P<item>\d{1,2})、(?=[12]\d{3}年|\d{1,2}月)",
        _item,
        (("1、8月底前制定方案；2、12月底前完成", "due 2021-08-31; due 2021-12-31 | no-year"),),
        needs="、",
        after="、",
    ),
    Row(
        "《…》",
        "《<",
        r"《[^》]{0,200}》|<[^<>]{0,200}>",
        _refuse,
        (("《2021年政务公开工作要点》", "none | not-a-deadline"),),
    ),
    Row(
        "{N}周年",
        NUMERALS,
        rf"{NUM}周年(?!内)",
        _refuse,
        (("改革开放40周年", "none | not-a-deadline"),),
        needs="周",
        after="周",
    ),
    Row(
        "自{日}至{事}",
        "自从",
        rf"[自从]{_DATE}起?(?:至|到)(?=(?![今明次本下年月])[\u4e00-\u9fff]{{2,10}}?(?:结束|完成|完毕|为止|止|期满|验收|交付)(?=$|[,;。)]))",
        _unknown_week,
        (),
        ("自7月1日至任务完成", "从2021年7月起至活动结束"),
        needs="至到",
    ),
    Row(
        "自{日}起施行",
        "自从",
        rf"[自从](?:本[^,;。0-9]{{1,8}})?(?:{_DATE}|{_BEGIN}?之日|即日)(?:起|开始|以来|以后|之后){_NO_SPAN}{_NO_END}(?!至|到|,(?:至|到)[\d一二三四五六七八九十明次年]|-|,?[^,;。\d]{{0,10}}(?:每|按[年季月周]|逐[年季月周]))(?:正式)?{_IN_FORCE}?",
        _refuse,
        (
            ("自2020年1月1日起施行", "none | not-a-deadline"),
            ("自发布之日起施行", "none | not-a-deadline"),
            ("自一九八三年一月一日起", "none | not-a-deadline"),
            ("自印发之日起", "none | not-a-deadline"),
        ),
    ),
    Row(
        "有效期至{日}",
        "有执延试实政补优减",
        r"(?:(?:政策|补贴|优惠|减免)期|有效期|有效|执行期|执行|实施|延续|试行期|试行)(?:限|时间)?(?:实施|执行|期)?[为自从由是:]*"
        rf"(?:(?:至|到|截至|截止到|延长至|延续至)+{_DATE}|{_DATE}起?(?:至|到|-{{1,3}}){_DATE})(?:底|末|止|为止)?",
        _refuse,
        (
            ("有效期至2025年12月31日", "none | not-a-deadline"),
            ("执行至2023年12月31日", "none | not-a-deadline"),
            ("执行期限为2019年1月1日至2023年12月31日", "none | not-a-deadline"),
        ),
    ),
    Row(
        "有效期{N}年",
        "有试执期任聘服贷借租保合质授见实存禁间周",
        rf"(?:(?:有效|试行|试用|执行|任职?|聘用?|服务|贷款|借款|租赁|租|保管|保存|保修|质保|合同|授信|见习|实习|存续|禁入)(?:期限?|时间|年限)"
        rf"(?:一般|最长|最多|原则上|不得?超过|为|是|:)*|(?:期限|试行|聘期)(?:为|是)?|(?:间隔(?:时间)?|周期)(?:不得?超过|最长|为|是)*)(?!(?:19|20)\d\d年){COUNT}",
        _refuse,
        (
            ("有效期为三年", "none | not-a-deadline"),
            ("试行两年", "none | not-a-deadline"),
            ("贷款期限最长不超过5年", "none | not-a-deadline"),
            ("保管期限为10年", "none | not-a-deadline"),
        ),
    ),
    Row(
        "{年}以来",
        NUMERALS + "今明去本",
        rf"{_DATE}(?:以来|(?:之后|以后|后|起){_NO_SPAN}{_NO_END}(?!至|到|,(?:至|到)[\d一二三四五六七八九十明次年]|-|,?[^,;。\d]{{0,10}}(?:每|按[年季月周]|逐[年季月周]))){_IN_FORCE}?",
        _refuse,
        (
            ("2008年以来", "none | not-a-deadline"),
            ("2021年起", "none | not-a-deadline"),
            ("2011年1月1日以后", "none | not-a-deadline"),
        ),
        needs="来后起",
        after="年月",
    ),
    Row(
        "{日}印发",
        NUMERALS,
        rf"{_DATE}{one_of('印发 下发 发布 出台 公布 通过 修订 修正 成立')}(?!的?后|之日)",
        _issue_of_a_paper,
        (("2018年6月12日印发", "none | not-a-deadline"),),
        needs="印下发出公通修成",
        after="年月",
    ),
    Row(
        "{年}度报告",
        NUMERALS,
        rf"(?:[12]\d{{3}}|[一二][{_CN}]{{3}})(?:年版|年度?的?{_ABOUT})(?![前底末内])",
        _of_a_year,
        (("2021年工作要点", "none | not-a-deadline"), ("2021年全市预算", "none | not-a-deadline")),
        needs="年",
        after="年",
    ),
    Row(
        "不少于{N}日",
        "不",
        rf"不(?:得|能|应|可)?(?:少于|低于|短于|小于){COUNT}(?!之前|以前|前)",
        _refuse,
        (("每季度公示一次，公示时间不得少于三十日", "recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"),),
    ),
    Row(
        "三季度过半",
        DATE_STARTS,
        rf"{MAYBE_YEAR}(?:{N2}月份?|第?[1-4一二三四]季度?|[上下]半年|学期)(?:时间)?"
        r"(?:过半(?!数)|前半段|后半段|[前中后]段|中[前后]期|一半(?=之前|以前|前))(?:之前|以前|前|时)?",
        _unknown_week,
        (),
        ("三季度过半前", "下半年过半前", "8月份中段前"),
        needs="半段期",
    ),
    Row(
        "第{N}周（{日}）",
        "第(",
        rf"第{NUM}(?:个?教学)?周(?:(?:周|星期)?[一二三四五六日])?[:,]?(?=\(?(?:[12]\d{{3}}年)?\d{{1,2}}[月.])|\(第{NUM}(?:个?教学)?周\)",
        _passed_over,
        (("第3周（9月15日前）", "due 2021-09-15 | no-year"), ("9月15日前（第3周）", "due 2021-09-15 | no-year")),
        needs="周",
    ),
    Row(
        "第{N}周周五",
        "第",
        rf"第{NUM}(?:个?(?:教学|校历|日历))?周(?:内|末|中)?的?(?:(?:周|星期|礼拜)?[一二三四五六日天](?![个次]))?(?:之前|以前|前)?",
        _unknown_week,
        (),
        ("第16周周五前", "第3教学周周五", "第8周前"),
        needs="周",
    ),
    Row(
        "由{N}个工作日压缩",
        "由从",
        rf"[由从](?:原来?|法定|平均|现有|目前|国家规定)*的?{NUM}个?(?:工作日|[日天月年]|小时|分钟)(?:以上|左右|以内|内)?"
        rf"(?={one_of('压缩 缩短 减 压减 降 精简 提速 优化 缩减 调整')})",
        _passed_over,
        (("由20个工作日压缩至10个工作日", "relative 10 workday event"),),
    ),
    Row(
        "分{N}年实施",
        "分",
        rf"分{NUM}(?:个?年度?|步)(?:推进|实施|完成|建设|建成|落实|到位|进行|组织|改造|整治|解决)?(?=$|[,;。、)])",
        _passed_over,
        (("分三年实施，2021年底前完成", "due 2021-12-31"),),
        ("分三年实施",),
        needs="年步",
    ),
    Row(
        "遇节假日顺延",
        "如若遇逢",
        r"(?:如|若)?[遇逢][^,;。()\d]{1,16}?,?(?:则|可|予以)?(?:顺延|延期|延后|推迟|提前)(?:[至到][^,;。()]{0,12})?",
        _passed_over,
        (("2021年12月31日（如遇节假日顺延至下一工作日）", "due 2021-12-31"),),
    ),
    Row(
        "除{日}外",
        "除不节周",
        r"除[^,;。()]{0,8}(?:节假日|假日|周末|周[一二三四五六日]|\d[日号月])[^,;。()]{0,6}外|(?:节假日|周末)除外"
        r"|不(?:含|包括)(?:每?周[一二三四五六日]|法定)?(?:节假日|周末|假日)?(?<!不含)(?<!包括)",
        _exception,
        (
            ("除法定节假日外，每日报送", "recurring FREQ=DAILY | vague"),
            ("每天（节假日除外）", "recurring FREQ=DAILY | vague"),
        ),
        trait=Trait.EXCEPTION,
    ),
    Row(
        "十八大以来",
        "党十自",
        r"(?:党的)?十[一二三四五六七八九]大以来|自[^,;。\d]{1,10}以来",
        _refuse,
        (("党的十八大以来", "none | not-a-deadline"),),
        needs="来大",
    ),
    Row(
        "日前",
        "日近前目此之以事先当",
        r"(?<![\dA-Za-z一二三四五六七八九十作节年月易*_?□○])日前(?!的?[\d一二两三四五六七八九十半]+个?(?:工作日|[日天周月年小]))|(?<![度月年旬])前期(?!的)|近日|近年来?|目前|此前|当前|之前(?=的)|以前年度|事前|事先|先前",
        _recently,
        (("日前", "none | not-a-deadline"), ("近年来", "none | not-a-deadline"), ("此前", "none | not-a-deadline")),
    ),
    Row(
        "同第{N}项",
        "同与",
        rf"(?<![协共合会陪相])(?:同|与)上?第?{NUM}[项条款点](?:任务|工作|措施)?(?:时限|时间|期限|进度|一致|相同|同步)?",
        _unknown_week,
        (),
        ("同第3项", "与第3项一致"),
        needs="项条款点",
    ),
    Row(
        "第{N}版",
        "第",
        rf"(?!{NTH_MEETING})第{NUM}"
        rf"(?:{one_of('版 届 条 款 项 批 号 章 类 次 代 部分 步 阶段')}|期(?!间)|个(?!月|季|工作日))",
        _refuse,
        (("第6版", "none | not-a-deadline"), ("第二批", "none | not-a-deadline")),
    ),
)
