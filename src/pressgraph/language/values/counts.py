"""The number that counts a noun: "over 2,000 Starlink satellites", "as many as 12,000", "two large explosions"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from spacy.tokens import Doc, Token

from pressgraph.annotations import Quantity, Span, Value
from pressgraph.language.values.finder import Finder, load_finder
from pressgraph.language.values.grammar import Found, Grammar, expand
from pressgraph.language.values.measures import Bounds, approximate, numbers_of
from pressgraph.language.values.passage import Passage
from pressgraph.language.values.scanner import Item

_REACH = 240  # characters to the left
_PHRASE = 40  # characters after a number that stands alone
_ARGUMENTS = frozenset(("nsubj", "nsubj:pass", "obj", "iobj", "conj", "ROOT"))  # where a number stands for things
_BETWEEN = 6  # words between a number and its noun
_RULES = (
    {"match": "{B} NUM:high SUFFIX:scale? {A}", "kind": "count", "make": "count"},
    {"match": "{B} NUM:low SUFFIX:lowscale? {SPREAD} NUM:high SUFFIX:scale?", "kind": "count", "make": "count"},
    {"match": "BETWEEN NUM:low SUFFIX:lowscale? AND NUM:high SUFFIX:scale?", "kind": "count", "make": "count"},
    {"match": "< VAGUE:vague > OF?", "kind": "count", "make": "count"},
)
_STOPS = frozenset(
    ("STOP", "OPEN", "CLOSE", "DASH", "BREAK", "UNIT", "PERCENT", "CURWORD", "OF", "TO", "IN", "ON", "AT", "FROM")
)
_BARRED = frozenset(("CURSIGN", "OTHER", "SLASH", "DOT", "MONTH", "BREAK"))


@cache
def _grammar(finder: Finder) -> Grammar:
    return Grammar(expand(_RULES, finder.lexicon.macros))


def _found(finder: Finder, items: Sequence[Item]) -> Found | None:
    """The number phrase that ends nearest the end of the items, the longest of those."""
    return max(_grammar(finder).find(items), key=lambda found: (found.last, found.weight), default=None)


def _numbers(found: Found) -> Bounds | None:
    """Value, minimum and maximum; a plural number word gives a minimum alone."""
    if vague := found.named.get("vague"):
        return None, Decimal(vague.values["VAGUE"]), None
    return numbers_of(found)


def _sentence_begin(token: Token, text: str) -> int:
    """Where the number's sentence begins, or the first word within reach (the whole document is never walked)."""
    doc, begin, first = token.doc, max(0, token.idx - _REACH), token
    while first.idx > begin and not first.is_sent_start:
        first = doc[first.i - 1]
    begin = max(begin, first.idx)
    while 0 < begin < token.idx and not text[begin - 1].isspace():
        begin += 1
    return begin


def _modifies(token: Token, found: Found, items: Sequence[Item]) -> bool:
    """Whether the number belongs to the noun: by the parse, else if only modifiers stand between the two."""
    between = [word for word in token.doc[max(0, token.i - 2 * _BETWEEN) : token.i] if word.idx >= found.end]
    if len([word for word in between if not word.is_punct]) > _BETWEEN or (between and between[0].text == ","):
        return False
    if token.doc.has_annotation("DEP"):
        number = token.doc.char_span(found.end - 1, found.end, alignment_mode="expand")
        if "vague" in found.named and number is not None and number[0].is_ancestor(token):
            return all(number[0].is_ancestor(word) for word in between)
        return number is not None and token.is_ancestor(number[0]) and all(token.is_ancestor(word) for word in between)
    if "vague" in found.named:
        between = [word for word in between if word.idx >= items[found.last - 1].end]
    return _looks_free(found, items) and not any(
        (word.is_stop and not _joins_names(word)) or word.is_space or (word.is_punct and word.text not in "-,")
        for word in between
    )


def _joins_names(word: Token) -> bool:
    """The "and" of "12 Ukrainian and Russian soldiers"."""
    return word.i + 1 < len(word.doc) and word.nbor(-1).text.istitle() and word.nbor(1).text.istitle()


def _looks_free(found: Found, items: Sequence[Item]) -> bool:
    """Without a parse: not "Flight 370", "in 2018" or "2022 Winter Olympics"."""
    first = items[found.first]
    before = items[found.first - 1] if found.first else None
    after = items[found.last] if found.last < len(items) else None
    if "YEAR" in first.kinds:
        return not (before and before.kinds & {"YEARCUE", "WEAKYEARCUE"}) and not (after and after.text[0].isupper())
    return not ("NUM" in first.kinds and first.text.isdigit() and before is not None and "CAPITAL" in before.kinds)


def count_value(token: Token, text: str | None = None) -> Value | None:
    """The count of the noun ``token`` with the span of its number and bound words; None if it has none.

    The quantity's unit is the counted noun phrase. Ordinals, years, money and measures are none. "Dozens of people"
    gives a minimum of twelve and no value. "Over 2,000" and "at least 2,000" both give a minimum, "as many as" and
    "fewer than" a maximum: bounds are inclusive, so they are never stronger than the text.

    A number that stands for what it counts ("at least 12 were killed", "hundreds fled") has no unit, or the one that
    follows it ("hundreds of families fled").

    Args:
        token: the noun, or the number that stands for it (by its part of speech).
        text: ``token.doc.text``, from callers with many nouns: spaCy joins it anew each time.
    """
    doc: Doc = token.doc
    text = doc.text if text is None else text
    finder = load_finder(doc.vocab.lang or "en")
    begin = _sentence_begin(token, text)
    if token.pos_ == "NUM" or _kinds(finder, token) & {"VAGUE"}:
        return _standing(finder, token, text, begin)
    items = finder.scanner.scan(text, begin, token.idx)
    found = _found(finder, items)
    if found is None or not _countable(found, items) or not _modifies(token, found, items):
        return None
    numbers = _numbers(found)
    if numbers is None or _is_other_value(finder, token, text, found):
        return None
    unit = " ".join(text[items[found.last - 1].end : token.idx + len(token)].split())
    return Value(Span(found.begin, found.end), "quantity", _quantity(finder, found, numbers, unit))


def _kinds(finder: Finder, token: Token) -> set[str]:
    """The classes of a single word."""
    return {entry.kind for entry in finder.lexicon.folded.get((token.lower_,), ())}


def _quantity(finder: Finder, found: Found, numbers: Bounds, unit: str) -> Quantity:
    """The quantity, with the code of what it counts where the noun alone names it ("14 people")."""
    named = finder.lexicon.folded.get((unit.lower(),), ())
    code = next((entry.value.code for entry in named if entry.kind == "COUNTUNIT"), "")
    return Quantity(*numbers, unit, code, approximate(found))


def _standing(finder: Finder, token: Token, text: str, begin: int) -> Value | None:
    """A number that stands for what it counts; None for one that counts a noun or belongs to another value."""
    if token.pos_ == "NUM" and token.dep_ not in _ARGUMENTS:
        return None
    end = token.idx + len(token)
    items = finder.scanner.scan(text, begin, min(len(text), end + _PHRASE))
    over = [found for found in _grammar(finder).find(items) if found.begin <= token.idx and end <= found.end]
    found = max(over, key=lambda item: item.weight, default=None)
    numbers = _numbers(found) if found else None
    if found is None or numbers is None or _is_other_value(finder, token, text, found):
        return None
    before = items[found.first - 1] if found.first else None
    if (before is not None and before.kinds & _BARRED) or _of_whole(found, items):
        return None
    unit = _unit(token, found, items, text)
    return Value(Span(found.begin, found.end), "quantity", _quantity(finder, found, numbers, unit))


def _of_whole(found: Found, items: Sequence[Item]) -> bool:
    """Whether a part of something is meant: "12 of the 20", "one in five"."""
    after = items[found.core[1]] if found.core[1] < len(items) else None
    return (
        "vague" not in found.named
        and after is not None
        and "IN" in after.kinds
        and after.text.lower() == "in"
        and (found.core[1] + 1 < len(items) and "NUM" in items[found.core[1] + 1].kinds)
    )


def _unit(token: Token, found: Found, items: Sequence[Item], text: str) -> str:
    """The phrase after "hundreds of": up to the noun that its first word belongs to."""
    if "vague" not in found.named or found.last == found.core[1] or not token.doc.has_annotation("DEP"):
        return ""
    first = token.doc.char_span(items[found.last - 1].end + 1, items[found.last - 1].end + 2, alignment_mode="expand")
    if first is None:
        return ""
    noun = first[0]
    while noun.head.i > noun.i and noun.head.i - first[0].i < _BETWEEN:
        noun = noun.head
    return " ".join(text[first[0].idx : noun.idx + len(noun)].split())


def _countable(found: Found, items: Sequence[Item]) -> bool:
    """Whether the number stands free: no sign of money, no part of a name, no unit or stop before the noun."""
    before = items[found.first - 1] if found.first else None
    if before is not None and (before.kinds & _BARRED or (not before.spaced and before.kinds & {"HYPHEN", "NEG"})):
        return False
    hyphenated = found.last < len(items) and bool(items[found.last].kinds & {"HYPHEN", "HANGING"})
    return not hyphenated and not any(item.kinds & _STOPS for item in items[found.last :])


def _is_other_value(finder: Finder, token: Token, text: str, found: Found) -> bool:
    """Whether the number belongs to a date, a sum or a measure."""
    doc: Doc = token.doc
    values = doc._.values if doc.has_extension("values") else ()
    if not values:
        passage = Passage(text, None, None)
        values = finder.find_within(passage, max(0, found.begin - 40), min(len(text), found.end + 40))
    for place in range(bisect_right(values, found.begin, key=lambda value: value.span.end), len(values)):
        value = values[place]
        if value.span.begin >= found.end:
            return False
        if found.begin < value.span.end:
            counted = value.span.end <= found.end or _is_count(finder, value)
            return not (value.kind == "quantity" and counted)
    return False


def _is_count(finder: Finder, value: Value) -> bool:
    """Whether a value counts people, seats or votes."""
    unit = value.value.unit_text if isinstance(value.value, Quantity) else ""
    return any(entry.kind == "COUNTUNIT" for entry in finder.lexicon.folded.get((unit,), ()))


def count_of(token: Token, text: str | None = None) -> Quantity | None:
    """The number that modifies a noun, as `count_value` finds it.

    >>> import spacy
    >>> doc = spacy.blank("en")("Over 2,000 Starlink satellites are in orbit.")
    >>> count_of(doc[3]).minimum, count_of(doc[3]).unit_text
    (Decimal('2000'), 'Starlink satellites')
    """
    value = count_value(token, text)
    return value.value if value and isinstance(value.value, Quantity) else None
