"""Headers in English and codes of systems (Due date, PLAN_END_TIME, dutyDept) by the role of their column."""

import re

_LONGEST = 40
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[#%]")
_BODY = r"(?: (?:by|owners?|depts?|departments?|units?|orgs?|offices?|teams?|party|parties))?"
_WHEN = r"(?: (?:on|by|at|date|time|day))"
_AGREED = r"(?:agreed|committed|required|expected|planned|proposed|estimated|revised|original|final|task|action)"
_END = r"(?:end|finish|complete|completion|due)"

#: Roles by the name that `Column` gives them, tried from the top; a blank stands for any sign between two words.
_RULES: dict[str, tuple[str, ...]] = {
    "number": (
        r"no|nr|id|ref|reference|seq|sn|number|#|code|key",
        r"(?:task|item|action|issue|work|biz|doc|case|order|serial|record|ticket) (?:no|id|code|number|ref|key)",
    ),
    "note": (
        r"notes?|remarks?|comments?|memo|source",
        r"(?:(?:task|work|source|biz|issue|item|ticket) )?(?:type|level|priority)",
    ),
    "basis": (rf"(?:assign|assigned|issue|issued|dispatch|receive|received|raised){_WHEN}",),
    "fact": (
        rf"(?:created?|updated?|last updated?|modify|modified|input|audit|review|reviewed|meeting|report){_WHEN}",
        r"(?:last )?(?:created|updated|modified|resolved|edited)",
        rf"(?:closed?|completed|actual(?: (?:start|end|finish|completion|complete))?){_WHEN}",
    ),
    "start": (rf"(?:(?:plan|planned) )?(?:start|begin|kick off){_WHEN}?",),
    "deadline": (
        r"due|deadline|time limit|(?:by )?when|(?:complete|due|finish) by",
        rf"(?:{_AGREED} )?(?:due|target|end|finish|deadline|completion|implementation|delivery){_WHEN}?",
        rf"(?:plan|planned|expected|required)(?: {_END})?{_WHEN}",
    ),
    "status": (
        (
            r"(?:(?:task|work|current|item|handle|handling|process|order|overall) )?(?:status|state|progress)"
            r"(?: (?:code|name|text|pct|percent|rate|desc|description|note|notes))?|"
            r"% complete|completion rate|percent|done|rag"
        ),
        r"is (?:done|finished|closed|deleted|removed|canceled|cancelled|valid)|(?:latest )?update|resolution",
    ),
    "supervising": (rf"(?:supervisor|supervising){_BODY}|sponsor|overseen by",),
    "assisting": (
        rf"(?:support|supporting|supported|assist|assisting|co|coop|cooperating|help|partner){_BODY}",
        "consulted",
    ),
    "lead": (rf"(?:lead|leading|main|host){_BODY}",),
    "responsible": (
        rf"(?:(?:task|action) )?(?:owner|assignee|responsible){_BODY}",
        rf"(?:duty|resp|charge){_BODY}|assigned to|who|responsibility",
        r"depts?|departments?|units?|orgs?|offices?|teams?",
    ),
    "person": (r"contact(?: (?:person|name))?|phone|tel|mobile|e ?mail|leader|manager|name",),
    "either": (r"(?:[a-z]+ ){1,3}date|date",),
    "section": (r"category|area|theme|workstream|section|group|domain|components?|module",),
    "measure": (
        r"requirements?|measures?|steps?|(?:(?:task|action) )?(?:description|desc|details?|content)",
        r"deliverables?|goal|target|objective",
    ),
    "task": (
        r"(?:action|task|work|project|issue|agenda)(?: (?:item|name|title|point))?s?",
        r"items?|what|activity|activities|title|subject|summary|to do|matter|decision|(?:audit |review )?findings?",
    ),
}
_COMPILED = {role: re.compile("|".join(patterns)) for role, patterns in _RULES.items()}


def latin_role(header: str) -> str | None:
    """The name of the role of a header without a Chinese character; None where its words tell nothing."""
    if len(header) > _LONGEST or re.search("[\u4e00-\u9fff]", header):
        return None
    said = " ".join(word.lower() for word in _WORD.findall(header))
    return next((role for role, pattern in _COMPILED.items() if pattern.fullmatch(said)), None)
