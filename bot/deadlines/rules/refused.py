"""What looks like a deadline and is none: numbers of documents, titles, anniversaries, days of effect."""

import re
from typing import Final

from bot.deadlines.lexicon import NUM, YEAR
from bot.deadlines.row import NUMERALS, Parts, Row, Scene


def _refuse(_match: "re.Match[str]", _scene: Scene) -> Parts:
    return Parts("none", ("not-a-deadline",), bound=False)


_DATE: Final = r"(?:\d{4}|[一二][〇零一二三四五六七八九]{3})年(?:[\d一二三四五六七八九十]{1,3}月(?:[\d一二三四五六七八九十]{1,3}[日号])?)?"
_EFFECT: Final = "(?:起)?(?:正式)?(?:施行|实施|执行|生效|实行|适用|启用|试行|废止|失效|停止执行)"
ROWS: Final = (
    Row("〔{年}〕{N}号", "[(", r"[\[(](?:19|20)\d\d[\])](?:第?\d+号)?", _refuse),
    Row("《…》", "《<", r"《[^》]{0,200}》|<[^>]{0,200}>", _refuse),
    Row("{N}周年", NUMERALS, rf"{NUM}周年(?!内)", _refuse),
    Row("自{日}起施行", "自从", rf"[自从](?:本\w{{2,8}})?(?:{_DATE}|(?:印发|发布|公布|下发|颁布|签署|签发|发文|通过)?之日)(?:起|开始)(?!(?:的|之日)?[\d一二两三四五六七八九十半]+个?(?:工作日|[日天月年周小]))(?:正式)?(?:施行|实施|执行|生效|实行|适用|启用|试行|废止|失效)?", _refuse),
    Row("有效期至{日}", "有执", rf"(?:有效期|执行期限?|执行|有效期限?|期限|延续)(?:限)?(?:为|至|到|截至|截止到|延长至|延续至)+(?:{_DATE})(?:底|末|止)?(?:(?:至|到|-)(?:{_DATE}))?", _refuse),
    Row("{年}以来", NUMERALS, rf"{_DATE}(?:以来|之后|以后|起)(?!的?[\d一二两三四五六七八九十半]+个?(?:工作日|[日天月年周小]))", _refuse),
    Row("{日}印发", NUMERALS, rf"{_DATE}(?:印发|下发|发布|出台)(?!的?后)", _refuse),
    Row("日前", "日近目此之以事先当", r"日前|近日|近年来?|目前|此前|当前|之前(?=的)|以前年度|事前|事先|先前", _refuse),
    Row("第{N}版", "第", rf"第{NUM}(?:版|届|条|款|项|批|号|章|类|期(?!间)|次|代|部分|步|阶段|个(?!月|季|工作日))", _refuse),
)
