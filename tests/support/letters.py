"""Invented letters and digests of an invented district: one of every kind, with everything a line can say."""

from dataclasses import replace
from datetime import date

from bot.messages import DigestLetter, Figures, Letter, Line, Part, Unreached
from bot.messages.letter import FullText
from bot.model import Kind, NoticeKind, Role, UnitRole
from bot.plan.lights import operative_day

TODAY = date(2031, 9, 24)  # a Wednesday
LEDGER = "云汀区2031年政务公开工作要点任务分解表"
OFFICE = "云汀区政府办公室"

PLAIN = Line(
    number="26",
    title="公开本年度重大建设项目批准和实施情况",
    label="",
    unit="区发展和改革局",
    role=UnitRole.RESPONSIBLE,
    kind=Kind.DUE,
    rung="T-3",
    phrase="2031年9月29日前完成",
    place="表1第14行",
    state="dispatched",
    light="near",
    due=date(2031, 9, 29),
    days_left=3,
)

#: What a line can say, by name. `PLAIN` with what differs.
LINES = {
    "plain": PLAIN,
    "tomorrow": replace(PLAIN, number="3", rung="T-1", due=date(2031, 9, 25), days_left=1, role=UnitRole.LEAD),
    "today": replace(PLAIN, number="4", rung="T", due=TODAY, days_left=0, role=UnitRole.ASSISTING),
    "today_by_hour": replace(PLAIN, number="5", rung="T", due=TODAY, days_left=0, time="17:00"),
    "by_hour": replace(PLAIN, number="6", time="17:00"),
    "day_off_ahead": replace(PLAIN, number="7", due=date(2031, 9, 28), days_left=2, day_off=True),
    "day_off_now": replace(PLAIN, number="8", rung="T", due=date(2031, 9, 27), days_left=0, day_off=True),
    "two_dates": replace(
        PLAIN, number="9", phrase="2031年10月前", due=date(2031, 10, 31), alt=date(2031, 9, 30), days_left=4
    ),
    "two_dates_today": replace(
        PLAIN, number="10", rung="T", phrase="2031年9月24日前后", due=date(2031, 9, 30), alt=TODAY, days_left=0
    ),
    "strict_past": replace(
        PLAIN, number="11", phrase="2031年9月前", due=date(2031, 9, 30), alt=date(2031, 8, 31), days_left=4
    ),
    "extended": replace(PLAIN, number="12", original_due=date(2031, 8, 29)),
    "extension_asked": replace(PLAIN, number="29", extension_until=date(2031, 10, 31)),
    "window": replace(
        PLAIN,
        number="13",
        rung="start",
        kind=Kind.WINDOW,
        phrase="9月下旬",
        start=date(2031, 9, 21),
        due=date(2031, 9, 30),
        days_left=4,
    ),
    "recurring": replace(
        PLAIN, number="14", kind=Kind.RECURRING, phrase="每月底前", due=date(2031, 9, 30), days_left=4
    ),
    "immediate": replace(PLAIN, number="15", kind=Kind.IMMEDIATE, phrase="立行立改"),
    "labelled": replace(PLAIN, number="三（一）", label="报送实施方案", state="in-progress"),
    "sent_back": replace(PLAIN, number="16", state="sent-back"),
    "standing": replace(
        PLAIN, number="17", rung="2031-09", kind=Kind.STANDING, phrase="长期坚持", light="standing", due=None
    ),
    "standing_new": replace(
        PLAIN, number="18", rung="dispatch", kind=Kind.STANDING, phrase="长期坚持", light="standing", due=None
    ),
    "relative": replace(
        PLAIN,
        number="19",
        rung="dispatch",
        kind=Kind.RELATIVE,
        phrase="文件印发后20个工作日内",
        light="undated",
        due=None,
    ),
    "undated": replace(
        PLAIN, number="20", rung="dispatch", kind=Kind.NONE, phrase="", place="", light="undated", due=None
    ),
    "late_one_day": replace(
        PLAIN,
        number="21",
        rung="T+1",
        light="overdue",
        due=date(2031, 9, 23),
        days_left=-1,
        days_over=1,
        urgings=1,
        is_urging=True,
    ),
    "late": replace(
        PLAIN,
        number="22",
        rung="T+1+14d",
        light="overdue",
        phrase="2031年9月前",
        due=date(2031, 8, 31),
        alt=date(2031, 7, 31),
        days_left=-1,
        days_over=24,
        urgings=3,
        is_urging=True,
    ),
    "late_circular": replace(
        PLAIN,
        number="30",
        rung="T+11",
        unit="区水务局",
        light="overdue",
        due=date(2031, 9, 1),
        days_left=-1,
        days_over=23,
        urgings=2,
        is_urging=True,
    ),
    "late_by_hand": replace(
        PLAIN,
        number="31",
        rung="by-hand",
        light="overdue",
        due=date(2031, 9, 22),
        days_left=-1,
        days_over=2,
        urgings=2,
        is_urging=True,
        words="请于本周五前报送数据，逾期将在全区通报。",
    ),
    "late_of_another": replace(
        PLAIN,
        number="32",
        rung="T+1",
        unit="区水务局",
        role=UnitRole.ASSISTING,
        light="overdue",
        due=date(2031, 9, 23),
        days_left=-1,
        days_over=1,
        urgings=1,
        is_urging=True,
        lead=True,
    ),
    "returned": replace(PLAIN, number="36", state="sent-back", decided="已退回：缺少公开链接，请补充 <网址>"),
    "granted": replace(
        PLAIN,
        number="37",
        state="in-progress",
        light="open",
        due=date(2031, 10, 31),
        original_due=date(2031, 9, 29),
        days_left=22,
        decided="延期已批准，时限改为2031年10月31日",
    ),
    "toned": replace(PLAIN, number="33", tone="黄色督办单"),
    "unsigned": replace(PLAIN, number="34", rung="sign", light="open", due=date(2031, 12, 31), days_left=67),
    "signed": replace(PLAIN, number="35", rung="sign", light="open", state="acknowledged"),
    "reported": replace(PLAIN, number="23", state="reported", light="reported"),
    "closed": replace(PLAIN, number="24", state="closed", light="closed"),
    "suspended": replace(PLAIN, number="25", state="suspended", light="paused"),
    "handed_back": replace(PLAIN, number="27", state="handed-back", light="paused"),
    "withdrawn": replace(PLAIN, number="28", state="withdrawn", light="withdrawn"),
}
LINES = {name: replace(line, today=TODAY, day=operative_day(line.due, line.alt, TODAY)) for name, line in LINES.items()}
PLAIN = LINES["plain"]
NEW = replace(
    PLAIN,
    rung="dispatch",
    light="open",
    due=date(2031, 12, 31),
    day=date(2031, 12, 31),
    days_left=67,
    number="1",
    role=UnitRole.LEAD,
)


def letter(kind: str, *names: str, role: str = "contact", **changes: object) -> Letter:
    """A letter of one ledger with the lines so named."""
    part = Part("yunting-2031", LEDGER, "云政办〔2031〕7号", tuple(LINES[name] for name in names))
    made = Letter(
        kind=NoticeKind(kind),
        to="区发展和改革局",
        role=Role(role),
        contact="办公室",
        today=TODAY,
        parts=(part,),
        office=OFFICE,
    )
    if made.role is Role.COORDINATOR:  # who is told that it was urged, and is not urged
        made = replace(made, parts=(replace(part, lines=tuple(replace(line, is_urging=False) for line in part.lines)),))
    return replace(made, **changes)  # type: ignore[arg-type]  # the tests name real fields


def _two_ledgers() -> tuple[Part, ...]:
    return (
        Part("yunting-2031", LEDGER, "云政办〔2031〕7号", (LINES["late"], LINES["tomorrow"])),
        Part("minutes", "区政府第8次常务会议议定事项", None, (NEW, LINES["standing_new"])),
    )


def _long_list() -> tuple[Part, ...]:
    """Tasks of three deadlines, two of them read in two ways, one written in two ways; some led, some assisted."""
    dates = [(date(2031, 10, 31), date(2031, 9, 30)), (date(2031, 12, 31), None), (None, None)]
    lines = []
    for n in range(12):
        due, alt = dates[n % 3]
        kind = Kind.STANDING if due is None else Kind.DUE
        made = replace(LINES["undated"], number=str(n + 1), title=f"第{n + 1}项重点工作", kind=kind, due=due, alt=alt)
        phrase = ("2031年10月前" if n % 2 else "2031 年 10 月前") if alt else "2031年底前" if due else "长期坚持"
        role = (UnitRole.RESPONSIBLE, UnitRole.LEAD, UnitRole.ASSISTING)[n % 4 % 3]
        light = "open" if due else "standing"
        left = 4 if alt else 67
        lines.append(replace(made, phrase=phrase, role=role, light=light, days_left=left, day=alt or due))
    lines.sort(key=lambda line: line.day or date.max)
    return (Part("yunting-2031", LEDGER, "云政办〔2031〕7号", tuple(lines)),)


TEXTS = {
    ("", "1"): FullText(
        "公开本年度重大建设项目批准和实施情况。对社会影响较大的，\n通过 https://www.example.org/a 集中公开。",
        "每季度更新一次\n年底前报送总结",
        ("云汀区政府督查室",),
    ),
    ("", "18"): FullText("持续做好 Open Data 平台的数据更新工作。"),
}

#: Every kind of letter, by name.
LETTERS = {
    "dispatch": letter(
        "dispatch",
        "standing_new",
        "relative",
        "undated",
        parts=(
            Part(
                "yunting-2031",
                LEDGER,
                "云政办〔2031〕7号",
                (NEW, LINES["standing_new"], LINES["relative"], LINES["undated"]),
            ),
        ),
    ),
    "dispatch_long": letter("dispatch", parts=_long_list(), chat=True),
    "dispatch_by_mail": letter("dispatch", parts=_long_list(), reply=True),
    "dispatch_in_full": letter("dispatch", parts=(_two_ledgers()[1],), texts=TEXTS),
    "dispatch_of_several_units": letter(
        "dispatch",
        contact="林一",
        parts=(
            Part(
                "yunting-2031",
                LEDGER,
                None,
                (NEW, replace(NEW, unit="区水务局"), replace(NEW, unit="区水务局", number="2", title="公开水质信息")),
            ),
        ),
    ),
    "dispatch_mixed": letter("dispatch", "late_one_day", "plain", "standing_new"),
    "dispatch_chat": letter("dispatch", "standing_new", "undated", chat=True),
    "feedback_chat": letter("feedback", "standing", chat=True),
    "reminder": letter(
        "reminder",
        "today",
        "today_by_hour",
        "tomorrow",
        "by_hour",
        "plain",
        "day_off_now",
        "day_off_ahead",
        "two_dates",
        "two_dates_today",
        "strict_past",
        "extended",
        "window",
        "recurring",
        "immediate",
        "labelled",
        "sent_back",
    ),
    "reminder_chat": letter("reminder", "tomorrow", "plain", chat=True),
    "reminder_cut": letter("reminder", "tomorrow", more=12),
    "reminder_undated": letter("reminder", "standing", "relative"),
    "reminder_overtaken": letter("reminder", "late_one_day", "plain"),
    "urging": letter("urging", "late", "late_one_day"),
    "urging_again": letter("urging", "late_circular", "late_one_day"),
    "urging_leader_more": letter("urging", "late_one_day", role="leader", late_in_all=7),
    "urging_one": letter("urging", "late_one_day", chat=True),
    "urging_mixed": letter("urging", parts=_two_ledgers()),
    "urging_settled": letter("urging", "plain"),
    "urging_leader": letter("urging", "late", "late_one_day", role="leader"),
    "escalation": letter("escalation", "late"),
    "escalation_leader": letter("escalation", "late", "plain", role="leader", chat=True),
    "escalation_coordinator": letter("escalation", "late", "late_one_day", role="coordinator", to=OFFICE),
    "circular_coordinator": letter("circular", "late_circular", "late", "plain", role="coordinator", to=OFFICE),
    "acknowledge": letter("acknowledge", "unsigned"),
    "acknowledge_many": letter(
        "acknowledge",
        parts=(
            Part("x", LEDGER, None, tuple(replace(LINES["unsigned"], number=str(n)) for n in (1, 2, 3, 7, 10, 11, 12))),
        ),
        chat=True,
    ),
    "acknowledge_settled": letter("acknowledge", "signed"),
    "acknowledge_mixed": letter("acknowledge", "unsigned", "plain", "standing"),
    "urging_by_hand": letter("urging", "late_by_hand", "toned"),
    "decision": letter("decision", "returned", "granted"),
    "decision_mixed": letter("decision", "late_one_day", "returned", "tomorrow", chat=True),
    "urging_lead": letter("urging", "late_of_another"),
    "urging_lead_of_many": letter(
        "urging",
        parts=(
            Part("x", LEDGER, None, tuple(replace(LINES["late_of_another"], unit=f"区第{n}局") for n in range(1, 10))),
        ),
    ),
    "feedback": letter("feedback", "standing"),
}

QUIET = DigestLetter(
    to=OFFICE,
    today=date(2031, 9, 29),
    since=date(2031, 9, 22),
    until=date(2031, 10, 13),
    figures=(),
    fell_due={},
    coming=(),
    late=(),
    reported=(),
    undated=(),
    unreached=(),
    unbound=(),
    open_questions=(),
    sent=0,
)
FULL = replace(
    QUIET,
    figures=(
        Figures(
            LEDGER, "yunting-2031", {"overdue": 2, "near": 3, "reported": 1, "open": 40, "standing": 7, "closed": 12}
        ),
        Figures("关于印发《云汀区“一网通办”攻坚方案》的通知", "online-2031", {"overdue": 0, "open": 1}),
        Figures("空台账", "empty", {}),
    ),
    fell_due={"overdue": 1, "closed": 1},
    coming=(LINES["tomorrow"], LINES["two_dates"], LINES["window"], LINES["recurring"]),
    late=(LINES["late"], LINES["late_one_day"]),
    reported=(LINES["reported"],),
    undated=(LINES["undated"], LINES["relative"]),
    unreached=(
        Unreached(
            ("区水务局",), "综合科", "【催办】区水务局 1 项任务已逾期", "邮件服务器拒收（550 no such user）", TODAY
        ),
        Unreached(("区档案馆",), None, "【交办】区档案馆 2 项任务", "没有联系方式", TODAY, never=True),
    ),
    unbound=("区档案馆", "东溪街道办事处"),
    open_questions=((LEDGER, 3), ("区政府第8次常务会议议定事项", 1)),
    sent=57,
    people=23,
    average=56 / 23,
    chat=True,
)
#: Digests, by name: nothing to say, everything, and only one unit that nobody can reach.
DIGESTS = {
    "quiet": replace(QUIET, figures=(Figures(LEDGER, "yunting-2031", {"open": 4, "closed": 2}),), sent=3),
    "empty": QUIET,
    "full": FULL,
    "unbound": replace(QUIET, unbound=("区档案馆",), undated=(LINES["undated"],)),
    "one": replace(QUIET, late=(LINES["late_one_day"],), sent=1),
}
