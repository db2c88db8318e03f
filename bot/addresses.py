"""Mail addresses as people write them: mended where only one thing can be meant, else refused in words.

`某科 <wk@example.org>`, `mailto:wk@example.org`, `wk＠example.org` and `wk@example.org。` all mean wk@example.org.
"""

import re
import unicodedata
from email.errors import MessageError
from email.headerregistry import Address
from email.utils import getaddresses
from functools import lru_cache

#: The plain form of nearly all addresses (RFC 5322 §3.2.3, RFC 1035 §2.3.1), whose parsing costs a tenth of a mail.
PLAIN = re.compile(
    r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)
SEPARATORS = re.compile(r"[,;，；、\r\n]+")
#: What ends a sentence or stands around an address, and never belongs to it.
_AROUND = " \t\u3000\u00a0.。,，;；:：、\"'“”‘’()（）[]【】《》"
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
#: RFC 5322 §3.2.3, dot-atom.
_LOCAL = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*", re.ASCII)
_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
_NAMED = re.compile(r"(?P<name>[^<>＜＞]*)[<＜](?P<spec>[^<>＜＞]*)[>＞]")


@lru_cache(maxsize=4096)
def parse_address(words: str) -> tuple[str, str] | None:
    """Display name and bare address of `办公室 <a@b.cn>` or `a@b.cn`, its domain in ASCII; None where it is none.

    Chinese before the @ needs SMTPUTF8 on every server of the way, and is none.
    """
    if PLAIN.fullmatch(words):
        return "", words
    pairs = getaddresses([words.strip()])
    name, spec = pairs[0] if len(pairs) == 1 else ("", "")
    local, _, domain = spec.rpartition("@")
    if not (local and domain) or not local.isascii() or any(not c.isprintable() or c == " " for c in spec):
        return None
    try:
        ascii_spec = f"{local}@{domain.encode('idna').decode()}"
        Address(addr_spec=ascii_spec)
    except (ValueError, IndexError, MessageError):
        return None
    return name, ascii_spec


def mend_address(words: str) -> str | None:
    """The bare address that `words` can only mean; None where they mean none, or leave a doubt."""
    plain = _INVISIBLE.sub("", words)
    if (named := _NAMED.fullmatch(plain.strip(_AROUND))) is not None:
        if "@" in unicodedata.normalize("NFKC", named["name"]):
            return None  # two addresses in one
        plain = named["spec"]
    plain = unicodedata.normalize("NFKC", plain).replace("。", ".").strip(_AROUND)
    plain = re.sub(r"^mailto:\s*", "", plain, flags=re.IGNORECASE).strip(_AROUND)
    found = parse_address(plain) if not re.search(r"\s", plain) and plain.count("@") == 1 else None
    local, _, domain = found[1].rpartition("@") if found is not None else ("", "", "")
    return f"{local}@{domain}" if _LOCAL.fullmatch(local) and _is_domain(domain) else None


def _is_domain(words: str) -> bool:
    """Of two labels or more (RFC 1035 §2.3.1), its Chinese ones in ASCII."""
    labels = words.split(".")
    return len(labels) > 1 and all(_LABEL.fullmatch(label) for label in labels)


def mend_addresses(words: str) -> tuple[list[str], list[str]]:
    """Of a list such as `a@x.cn; 办公室 <b@y.cn>` the addresses, each once, and the parts that are none."""
    parts = [part for part in SEPARATORS.split(words) if part.strip(_AROUND)]
    found = [(part.strip(), mend_address(part)) for part in parts]
    good = dict.fromkeys(address for _, address in found if address is not None)
    return list(good), [part for part, address in found if address is None]


def addresses_of(words: str) -> frozenset[str]:
    """The bare addresses of a list as people write it, in small letters."""
    parsed = (parse_address(part) for part in SEPARATORS.split(words) if part.strip())
    return frozenset(found[1].casefold() for found in parsed if found is not None)
