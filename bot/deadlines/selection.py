"""Which hits of one text count: those that bind, and what stands beside them as a deadline would."""

from typing import Final

from bot.deadlines import context
from bot.deadlines.canonical import Canonical
from bot.deadlines.joining import join
from bot.deadlines.lexicon import Pattern
from bot.deadlines.row import Hit, Parts, Scene, Trait, When
from bot.deadlines.rules.recurring import least_in
from bot.deadlines.scanner import Scan
from bot.deadlines.scopes import without_reports, without_scopes
from bot.deadlines.void import IF, flag_against

#: Looking a member up in its enumeration costs more than reading most phrases' year.
_OBJECTS_TIME = Trait.OBJECTS_TIME


class Selection:
    """The hits of one text, and which of them count.

    `bad` are the spans of words that name no day that exists, `none_flags` those of words that name no time.
    `asks`: what is due hangs on a condition.
    """

    __slots__ = ("_places", "asks", "bad", "hits", "none_flags", "scene", "source")

    def __init__(self, source: Canonical, scene: Scene) -> None:
        scan = Scan(source.text, scene)
        self.source, self.scene = source, scene
        self.bad = scan.bad
        self.hits = join(scan.hits, source.text)
        self.none_flags: list[str] = []
        self.asks = False
        self._places: dict[int, int] = {}  # by hit, once asked for
        scene.last_year = None

    def trusted(self) -> list[Hit]:
        """The hits that count in a phrase that is a deadline: those that bind, else those standing as one would."""
        hits = self.hits
        if len(hits) == 1:
            if type(hits[0].what) is Parts:
                return hits if hits[0].what.kind != "recurring" or not self._is_void(hits[0]) else []
            if not self.scene.before and not self.scene.after:
                return self._only(hits[0])
        if len(hits) > 1:
            hits = without_scopes(without_reports(hits, self.source.text), self.source.text, self.bad)
        binding = [self.binds(hit) for hit in hits]
        if any(binding):
            kept = [hit for hit, binds in zip(hits, binding, strict=True) if binds or self._also(hit)]
        else:
            kept = [hit for hit in hits if self._stands(hit)]
        if self.bad:
            torn = {place for span in self.bad for place in span}
            kept = [hit for hit in kept if self._is_whole(hit, torn)]
        if len(kept) < len(hits):
            self.bad += [(hit.start, hit.end) for hit in hits if hit not in kept and self._is_odd(hit)]
        return kept

    def _is_whole(self, hit: Hit, torn: set[int]) -> bool:
        """2025年第五季度: the year alone is no reading of it."""
        if type(hit.what) is not When or self._is_bound(hit, hit.what):
            return True
        return hit.end not in torn and hit.start not in torn

    def _only(self, hit: Hit) -> list[Hit]:
        if self._is_void(hit):
            return []
        noted = self.source.text[hit.end : hit.end + 1] == "("  # 2021年6月（暂定）
        when = hit.what
        if type(when) is not When or noted or self._led_to(hit) or self._is_bound(hit, when):
            return [hit]
        if not self._heads(hit, when) and least_in(self.source.text, hit.end) is None:
            when.flags += ("vague",)  # 2021年工程: hardly by when
        return [hit]

    def _heads(self, hit: Hit, when: When, *, listed: bool = False) -> bool:
        """3月：制定方案: a period of a deadline column with its work behind it; a year needs more than that.

        `listed`: it stands beside one that binds, where 6月总结 is a step like the others.
        """
        text = self.source.text
        if not self.scene.column or not context.head_is_clear(text, hit.start):
            return False
        step = listed and context.is_step(text, hit.end, of_day=when.grain == "day")
        if context.is_attribute(text, hit.end) and not step:
            return False
        whole = when.grain != "year" or when.until is not None or when.span
        return whole and context.is_followed_by_work(text, hit.end)

    def _led_to(self, hit: Hit) -> bool:
        """Whether what follows is the end of a clause, or what is to be done."""
        text = self.source.text
        return context.tail_is_clear(text, hit.end) or context.is_doing(text, hit.end)

    def _is_void(self, hit: Hit) -> bool:
        """Whether the words around it make it no deadline; what is to be said of that goes to `none_flags`."""
        if not hit.judged:
            hit.judged = True
            flag = hit.against = flag_against(hit, self.hits, self.source.text, self.scene)
            if flag is not None:
                self.asks |= flag == IF
                self.none_flags.append("vague" if flag == IF else flag)
        return hit.against is not None

    def binds(self, hit: Hit) -> bool:
        """Whether a word that binds goes with it: 前, 底, 内, 到, 每."""
        what = hit.what
        if type(what) is Parts:
            return what.kind != "none" and what.bound and not (what.kind == "recurring" and self._is_void(hit))
        assert type(what) is When
        if self.scene.running and _YEAR_UNREAD.search(self.source.text, max(0, hit.start - 5), hit.start) is not None:
            return False
        return self._is_bound(hit, what) and not self._is_event(hit) and not self._is_void(hit)

    def _is_bound(self, hit: Hit, when: When) -> bool:
        last = when.until or when
        if last.before or last.bound or last.inside:
            return True
        if self.scene.running:
            return self._is_led(hit, when)
        return last.at is not None or self._until(hit, "到至于")

    def _is_led(self, hit: Hit, when: When) -> bool:
        """In running text: 截止日期：…, 在2月10日完成, 自7月1日至9月30日开展."""
        text = self.source.text
        if context.is_named(text, hit.start) or self._until(hit, "到至") or self._is_node(hit):
            return True
        if text[hit.start - 2 : hit.start] == "前(" and text[hit.end : hit.end + 1] == ")":
            return True  # 学生返校前（9月1日）
        if when.until is not None or when.span:
            if context.is_stage(text, hit.start, hit.end):
                return True
            if self.is_over(hit):
                return text[hit.start - 1 : hit.start] in ("自", "从", "于", "在") and context.is_held(
                    text, hit.start, hit.end
                )
            hours = when.until is not None and when.until.at is not None and text[hit.start - 1] in "于在自从"
            to_come = self.scene.issued is not None
            return hours or context.is_held(text, hit.start, hit.end, to_come=to_come)
        if self._until(hit, "于") or when.at is not None:
            return not self.is_over(hit) and context.is_to_be(text, hit.start, hit.end, timed=when.at is not None)
        if when.grain != "day":
            return self._is_period_to_come(hit, when)
        if context.is_planned(text, hit.start, hit.end):
            return True
        return not self.is_over(hit) and context.is_told(text, hit.start, hit.end)

    def _is_period_to_come(self, hit: Hit, when: When) -> bool:
        """一季度完成自评: a period that is not over, at once followed by what is achieved in it."""
        text, issued = self.source.text, self.scene.issued
        if issued is None or self.is_over(hit):
            return False
        if not context.is_charged(text, hit.start, hit.end) and not (
            context.is_followed_by(text, hit.end) and (text[hit.start - 1 : hit.start] == "在" or self._is_step(hit))
        ):
            return False
        return when.grain != "year" or (when.year or 0) > issued.year

    def _near(self, hit: Hit) -> tuple[list[Hit], list[Hit]]:
        """A few hits before `hit`, the nearest first, and a few behind it."""
        if not self._places:
            self._places = {id(one): at for at, one in enumerate(self.hits)}
        at = self._places.get(id(hit), 0)
        return self.hits[max(0, at - _NEAR) : at][::-1], self.hits[at + 1 : at + 1 + _NEAR]

    def _is_node(self, hit: Hit) -> bool:
        """节点：2月立项、4月测试、7月验收: one of a list whose first is named as a deadline."""
        text = self.source.text
        if text[hit.start - 1 : hit.start] != "、":
            return False
        following = hit
        for one in self._near(hit)[0]:
            if _NODE.fullmatch(text, one.end, following.start) is None:
                return False
            if context.is_named(text, one.start):
                return True
            following = one
        return False

    def _is_step(self, hit: Hit) -> bool:
        """于3月底启动，5月中旬完成评审: another day of the same sentence binds, and this one heads its clause."""
        text = self.source.text
        if not context.head_is_clear(text, hit.start):
            return False
        before, behind = self._near(hit)
        same = [one for one in before if "。" not in text[one.end : hit.start]]
        same += [one for one in behind if "。" not in text[hit.end : one.start]]
        return any(type(one.what) is When and (one.what.before or one.what.bound) for one in same)

    def is_over(self, hit: Hit) -> bool:
        """Whether the day, its year read as that of the issue where none is written, lies before the issue."""
        when, issued = hit.what, self.scene.issued
        if type(when) is not When or issued is None:
            return False
        day = (when.end_year or when.year or issued.year, when.end[0], when.end[1] or 31)
        return day < (issued.year, issued.month, issued.day)

    def _until(self, hit: Hit, prepositions: str) -> bool:
        """Whether one of `prepositions` leads to it, and it is no range."""
        what, text = hit.what, self.source.text
        if not hit.start or type(what) is not When or what.until:
            return False
        return text[hit.start - 1] in prepositions and text[hit.start - 2 : hit.start] not in _ABOUT

    def _also(self, hit: Hit) -> bool:
        """Beside one that binds: words, and a date alone in its clause or with its work behind it."""
        if type(hit.what) is Parts:
            return hit.what.kind != "recurring" or not self._is_void(hit)
        assert type(hit.what) is When
        if self._is_event(hit):
            return False
        noted = hit.what.grain != "year" and self.source.text[hit.end : hit.end + 1] == "("
        if noted or self._led_to(hit):
            spans = hit.what.span or hit.what.until is not None
            named = self.source.text[hit.start - 1 : hit.start] == ":" and (  # 实施：5—10月；复查：6月
                spans or context.tail_is_clear(self.source.text, hit.end)
            )
            return (named or context.head_is_clear(self.source.text, hit.start)) and not self._is_void(hit)
        return self._heads(hit, hit.what, listed=True) and not self._is_void(hit)

    def _stands(self, hit: Hit) -> bool:
        if type(hit.what) is Parts:
            return hit.what.kind != "recurring" or not self._is_void(hit)
        assert type(hit.what) is When
        if self._is_void(hit):
            return False
        text = self.source.text
        if hit.what.grain == "year" and (event := _EVENT_OF_YEAR.match(text, hit.end)) is not None:
            self.bad.append((hit.end, event.end()))
            return False
        return context.head_is_clear(text, hit.start) or context.tail_is_clear(text, hit.end)

    def _is_event(self, hit: Hit) -> bool:
        """整改期满（2024年8月30日）后10日内: the day from which a span counts."""
        text = self.source.text
        return text[hit.end : hit.end + 1] == ")" and _SPAN_AFTER.match(text, hit.end + 1) is not None

    def _is_odd(self, hit: Hit) -> bool:
        """A date that counts for nothing and is no attribute of a thing either: to be asked about."""
        text, when = self.source.text, hit.what
        if type(when) is not When or (hit.start == 0 and when.grain == "year"):
            return False
        noted = when.grain != "year" and text[hit.end : hit.end + 1] == "("  # 10月（竣工）
        if not noted and context.is_attribute(text, hit.end):
            return False
        if flag_against(hit, self.hits, text, self.scene) is not None:
            return False
        if hit.trait is _OBJECTS_TIME or when.grain == "year":
            return context.head_is_clear(text, hit.start)
        return _SPAN_AFTER.match(text, hit.end) is None


#: How many hits around one are looked at.
_NEAR: Final = 8
#: 2026年度复评前: before what happens in that year.
_EVENT_OF_YEAR: Final = Pattern(r"度?的?[^,;。、()\d底末内终中初前]{2,14}前(?=$|[,;。、(])")
#: What is done by a member of a list of dates: 立项 of 2月立项、4月测试.
_NODE: Final = Pattern(r"[^,;。、()\d]{1,8}、")
#: 113年8月23日: of the calendar of which state?
_YEAR_UNREAD: Final = Pattern(r"(?<!\d)\d{1,3}年$")
#: Words of which 于 is only the end: 关于2025年招生计划 names no day.
_ABOUT: Final = ("关于", "由于", "鉴于", "对于", "基于", "位于")
#: 7月1日后10个工作日内: the day is the event.
_SPAN_AFTER: Final = Pattern(
    r"(?:之后|以后|后|起|之日起|的)?的?[\d一二两三四五六七八九十]+个?(?:工作日|[日天月周年小])"
)
