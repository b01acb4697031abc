"""Which currency a shared sign or word means in an article; the order of the evidence stands in ``currencies.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from pressgraph.annotations import Article
from pressgraph.language.values.lexicon import Currency


def _count(words: Iterable[str], text: str) -> int:
    """How often any of the words stands in the text, as written."""
    alternatives = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return len(re.findall(rf"(?<!\w)(?:{alternatives})(?!\w)", text)) if alternatives else 0


def _written(signs: Sequence[str], text: str) -> bool:
    """Whether one of the signs stands in the text: signs as written and glued to numbers, words in any case."""
    lowered = text.lower()
    for sign in signs:
        word = sign.islower() or " " in sign
        begin = (lowered if word else text).find(sign.lower() if word else sign)
        if begin >= 0 and (not word or _count((sign.lower(),), lowered)):
            return True
    return False


def _publishers(candidates: Sequence[Currency], article: Article) -> str:
    """The currency of the publisher's country, by the address or the publisher's name."""
    host = urlsplit(article.url).hostname if article.url else None
    domain = (host or "").rpartition(".")[2]
    for candidate in candidates:
        if domain and domain in candidate.domains:
            return candidate.code
    named = [item.code for item in candidates if article.publisher and _count(item.countries, article.publisher)]
    return named[0] if len(named) == 1 else ""


def _unopposed(default: Currency, others: Sequence[Currency], text: str) -> bool:
    """Whether nothing in the article speaks against the usual meaning."""
    most = max((_count(other.countries, text) for other in others), default=0)
    if most == 0:
        return True
    if _written(default.own, text):
        return False
    return any(_written(other.own, text) for other in others) or most < _count(default.countries, text)


def chosen(candidates: Sequence[Currency], text: str, article: Article | None) -> str:
    """The ISO 4217 code, empty where the article leaves it open."""
    if len(candidates) == 1:
        return candidates[0].code
    if article is not None and (code := _publishers(candidates, article)):
        return code
    default = next((candidate for candidate in candidates if candidate.default), None)
    if default is not None:
        others = [candidate for candidate in candidates if candidate is not default]
        return default.code if _unopposed(default, others, text) else ""
    named = [item.code for item in candidates if _count(item.countries, text)]
    return named[0] if len(named) == 1 else ""


def written(candidates: Sequence[Currency], text: str) -> list[Currency]:
    """The currencies of which the text writes a sign or word, shared ones included: what "50 cents" may be of."""
    return [item for item in candidates if _written(item.own, text) or _written(item.shared, text)]
