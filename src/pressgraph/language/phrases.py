"""Grammar that several components ask for: the extent of a noun phrase, and who does what to whom.

All of it reads Universal Dependencies labels from a parsed ``Doc`` and is the same for every language
annotated with them. Each list comes in the order of the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Span, Token

from pressgraph.language.features import feature

# fmt: off
_OUTSIDE = frozenset({
    "acl", "acl:relcl", "advcl", "advcl:relcl", "appos", "aux", "aux:pass", "case", "cc", "cc:preconj", "ccomp",
    "conj", "cop", "csubj", "dep", "discourse", "dislocated", "mark", "nsubj", "nsubj:outer", "nsubj:pass", "obl",
    "obl:agent", "obl:tmod", "obl:unmarked", "orphan", "parataxis", "punct", "reparandum", "vocative", "xcomp",
})
# fmt: on
"""Labels whose dependents do not belong to the noun phrase of their head."""

_LOOSE = frozenset({"acl:relcl", "advcl", "advcl:relcl", "dep", "dislocated", "parataxis"})
_DANGLING = frozenset({"ADP", "CCONJ", "DET", "SCONJ"})
_BOUNDS = frozenset(
    {("at", "least"), ("at", "most"), ("up", "to"), ("more", "than"), ("less", "than"), ("fewer", "than")}
)
_OBJECT_TOLD = frozenset({"of", "for", "from", "into", "against"})
_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer")
_STEPS = 12
"""How far control and coordination are followed up the tree."""


def _kept(token: Token, head: Token, labels: frozenset[str]) -> bool:
    if token.is_space or token.dep_ == "dep":
        return False
    if token.dep_ == "advmod":
        return head.pos_ not in ("VERB", "AUX") and not any(c.dep_ == "cop" for c in head.children)
    return token.dep_ not in labels


def _run(token: Token, members: Iterable[int]) -> Span:
    """The unbroken stretch of ``members`` around the token, without punctuation at its edges."""
    own = set(members) | {token.i}
    doc, begin, end = token.doc, token.i, token.i + 1
    while begin - 1 in own or (begin >= 2 and begin - 2 in own and _joins(doc[begin - 1])):
        begin -= 1
    while end in own or (end + 1 in own and end + 1 < len(doc) and _joins(doc[end])):
        end += 1
    while begin < token.i and (_edge(doc[begin]) or doc[begin].pos_ in ("ADP", "CCONJ")) and not _bounds(token, begin):
        begin += 1
    while end - 1 > token.i and (_edge(doc[end - 1]) or doc[end - 1].pos_ in _DANGLING):
        end -= 1
    return doc[_counted(token, begin) : end]


def _edge(token: Token) -> bool:
    return bool(token.is_punct or token.is_space)


def _bounds(token: Token, place: int) -> bool:
    """Whether the bound of a number stands at the place: "*at least* 14 people"."""
    doc = token.doc
    return 0 <= place < token.i - 1 and (doc[place].lower_, doc[place + 1].lower_) in _BOUNDS


def _counted(token: Token, begin: int) -> int:
    """The beginning of the phrase, with a number's bound that is only half in it, or parsed as a preposition."""
    return next((i for i in (begin - 2, begin - 1) if _bounds(token, i) and token.doc[i + 2].like_num), begin)


def _joins(token: Token) -> bool:
    """What may stand within a noun phrase: hyphens, quotation marks, commas between adjectives, a line's end."""
    if token.is_space:
        return token.text.count("\n") < 2
    return token.is_punct and token.text not in {".", ";", ":", "(", ")", "!", "?"}


def phrase_span(token: Token, complements: bool = True) -> Span:
    """The noun phrase that ``token`` heads, without its preposition, coordinated phrases, appositions and clauses.

    Args:
        token: the head noun, name or pronoun.
        complements: whether prepositional complements belong to it ("a man from Leeds"); without them only
            those with "of" stay ("the Ministry of Defence", "a group of men").
    """
    members: set[int] = set()
    for child in token.children:
        if not _kept(child, token, _OUTSIDE):
            continue
        if not complements and child.dep_ == "nmod" and not _of(child):
            continue
        members.update(_inner(child))
    return _run(token, members)


def _inner(top: Token) -> Iterator[int]:
    """The tokens below a dependent without its clauses and what is set off from it by punctuation."""
    waiting = [top]
    while waiting:
        token = waiting.pop()
        if not token.is_space:
            yield token.i
        waiting.extend(c for c in token.children if c.dep_ not in _LOOSE and not _set_off(c))


def _set_off(token: Token) -> bool:
    edge = token.left_edge
    return token.dep_ == "appos" and (edge.is_punct or (edge.i > 0 and token.doc[edge.i - 1].is_punct))


def _of(token: Token) -> bool:
    return any(c.dep_ == "case" and c.lower_ == "of" for c in token.children)


def head_of(span: Span) -> Token:
    """The token of the span whose own head lies outside it (the first such one).

    White space and punctuation never count unless there is nothing else.
    """
    return head_within(span.doc, span.start, span.end)


def head_within(doc: Doc, begin: int, end: int) -> Token:
    """The same for the tokens ``begin`` to ``end`` (exclusive), without making a span of them."""
    found = doc[begin]
    for i in range(begin, end):
        token = doc[i]
        head = token.head.i
        if head == i or not begin <= head < end:
            if not (token.is_space or token.is_punct):
                return token
            found = token
    return found


def conjuncts(token: Token) -> list[Token]:
    """The token and all that are coordinated with it, wherever it stands in the chain."""
    first = token
    for _ in range(_STEPS):
        if first.dep_ != "conj" or first.head.i == first.i:
            break
        first = first.head
    return [first, *_following(first)]


def _following(first: Token) -> Iterator[Token]:
    for child in first.children:
        if child.dep_ == "conj":
            yield child
            yield from _following(child)


def _with_following(tokens: Iterable[Token]) -> list[Token]:
    found = {
        t.i: t for token in tokens for t in (token, *_following(token)) if t.pos_ not in ("VERB", "AUX") or t is token
    }
    return [found[i] for i in sorted(found)]


def is_passive(verb: Token) -> bool:
    """Whether the verb is passive: "was arrested", "(people) killed in the raid"."""
    labels = {child.dep_ for child in verb.children}
    if labels & {"aux:pass", "nsubj:pass", "csubj:pass", "obl:agent"}:
        return True
    paid = all(_is_sum(child) for child in verb.children if child.dep_ == "obj")
    if verb.dep_ in ("conj", "xcomp") and verb.tag_ == "VBN" and paid and not labels & {"aux", "nsubj"}:
        return verb.dep_ == "conj" and verb.head.tag_ == "VBN" and is_passive(verb.head)
    return verb.dep_ in ("acl", "advcl") and verb.tag_ == "VBN" and "aux" not in labels and "nsubj" not in labels


def _is_sum(token: Token) -> bool:
    """Whether a phrase is a sum of money, which stays an object in the passive: "was jailed and fined 40,000 euros"."""
    return any(t.tag_ == "$" or t.ent_type_ == "Money" for t in (token, *token.children))


def is_relative(token: Token) -> bool:
    """Whether the token is a relative pronoun or determiner ("who", "which", relative "that")."""
    return "Rel" in feature(token, "PronType") or (
        token.tag_ in ("WP", "WDT", "WP$") and relative_clause(token) is not None
    )


def relative_clause(token: Token) -> Token | None:
    """The verb of the relative clause that ``token`` stands in, as its argument or below one; else None."""
    node = token
    for _ in range(_STEPS):
        if node.dep_ == "acl:relcl":
            return node
        if node.head.i == node.i:
            return None
        node = node.head
    return None


def antecedent(token: Token) -> Token | None:
    """The noun that a relative pronoun stands for; None where ``token`` is none or has no noun.

    A verb in the singular speaks of the last of several: "Gore or *Kerry*, who is now secretary of state".
    """
    if not is_relative(token):
        return None
    clause = relative_clause(token)
    if clause is None:
        return None
    singular = token.dep_ == "nsubj" and any(t.tag_ == "VBZ" or t.lower_ == "was" for t in (clause, *clause.children))
    before = [t for t in conjuncts(clause.head) if t.i < token.i] if singular else []
    return before[-1] if before else clause.head


def _resolved(tokens: Iterable[Token]) -> list[Token]:
    return [antecedent(token) or token for token in tokens]


def _children(verb: Token, labels: tuple[str, ...]) -> list[Token]:
    found: list[Token] = []
    for child in verb.children:
        if child.dep_ in labels:
            listed = _with_following(_resolved([child]))
            own = [t for t in listed if child.i > verb.i or t.i < verb.i or t.i == child.i]
            found.extend(_own_clause(own, verb) if child.dep_ in _SUBJECTS else own)
    return found


def _own_clause(phrases: list[Token], verb: Token) -> list[Token]:
    """The subjects of a verb without those that another verb parts from it: "Nine drowned and *41* were injured"."""
    for place in range(len(phrases) - 1, 0, -1):
        before = phrases[place - 1]
        between = verb.doc[before.i + 1 : phrases[place].i]
        if any(t.tag_ == "VBD" and _beside(t, before, verb) for t in between):
            return phrases[place:]
    return phrases


def _beside(other: Token, subject: Token, verb: Token) -> bool:
    """Whether another verb, without a subject of its own, comes before this one: the subject is rather its."""
    if any(child.dep_ in _SUBJECTS for child in other.children):
        return False
    return verb.head.i == other.i or (other.dep_ in ("advcl", "acl") and other.head.i in (verb.i, subject.i))


def _parted(verb: Token) -> list[Token]:
    """The subjects before a verb that the parse gives to the next one: "*Nine* drowned and 41 were injured"."""
    for other in (verb.head, verb.head.head, *(child for child in verb.children if child.dep_ == "conj")):
        for child in other.children if other.i > verb.i else ():
            listed = _with_following(_resolved([child])) if child.dep_ in _SUBJECTS else []
            before = [token for token in listed if token.i < verb.i]
            if len(before) < len(listed) and before and _beside(verb, before[-1], other):
                return before
    return []


def _controller(verb: Token) -> list[Token]:
    """The understood subject of an infinitive or participle: the object of its governor, else its subject."""
    governor = verb.head
    if governor.lemma_ == "call":
        called = [token for preposition, token in obliques(governor) if preposition in ("on", "upon")]
        if called:  # "called on Smith to leave"
            return called
    controlled = _children(governor, ("obj",)) or _children(governor, ("iobj",))
    if controlled and governor.lemma_.lower() not in ("promise", "threaten", "vow"):
        return controlled
    return subjects(governor)


def subjects(verb: Token) -> list[Token]:
    """The grammatical subject of a verb or predicate, with all its conjuncts.

    Followed through coordination ("Smith came and left"), control ("Smith wants to leave", "they asked
    Smith to leave"), relative clauses (the antecedent) and participles ("troops entering the city").
    """
    node = verb
    for _ in range(_STEPS):
        own = _children(node, _SUBJECTS) or (_parted(node) if node.tag_ == "VBD" else [])
        if own:
            later = [t for t in conjuncts(own[0]) if node.i < t.i < verb.i] if node.i < verb.i else []
            return later or own
        if node.dep_ == "acl:relcl":
            return [] if _gap_filled(node) else _with_following([node.head])
        if node.dep_ == "acl" and node.tag_ in ("VBG", "VBN"):
            return [node.head]
        if node.dep_ == "xcomp" and node.head.i != node.i:
            return _controller(node)
        blamed = _object_of(node)
        if blamed or not _shares_subject(node):
            return blamed
        node = node.head
    return []


def _object_of(node: Token) -> list[Token]:
    """The object of whose deed a gerund tells ("accused *Berg* of stealing", "fined *the bank* for lending")."""
    if node.dep_ != "advcl" or node.tag_ != "VBG" or is_passive(node.head):
        return []
    marked = any(c.dep_ in ("mark", "case") and c.lower_ in _OBJECT_TOLD for c in node.children if c.i < node.i)
    return _children(node.head, ("obj",)) or _children(node.head, ("iobj",)) if marked else []


def _shares_subject(node: Token) -> bool:
    """Whether a verb without subject of its own has its governor's: coordinated, or a participle clause."""
    participle = node.dep_ == "advcl" and node.tag_ in ("VBG", "VBN")
    return (participle or node.dep_ == "conj") and node.head.pos_ in ("VERB", "AUX", "ADJ", "NOUN", "PROPN")


def _gap_filled(clause: Token) -> bool:
    """Whether the relative pronoun of the clause is something other than its subject."""
    return any(is_relative(t) and t.dep_ not in _SUBJECTS for c in clause.children for t in c.subtree)


def objects(verb: Token) -> list[Token]:
    """The direct objects of a verb with their conjuncts; a relative pronoun gives its antecedent."""
    own = _children(verb, ("obj",))
    if own or verb.dep_ != "acl:relcl" or is_passive(verb):
        return own
    return [verb.head] if _children(verb, _SUBJECTS) and _open(verb) else []


def _open(clause: Token) -> bool:
    """Whether a relative clause without pronoun lacks its object ("the firm Smith founded")."""
    return not any(
        c.dep_ in ("ccomp", "xcomp", "obl", "iobj", "cop") or is_relative(c) or c.lower_ in ("where", "when", "why")
        for c in clause.children
    ) and any(c.dep_ in _SUBJECTS and not is_relative(c) for c in clause.children)


def indirect_objects(verb: Token) -> list[Token]:
    """The indirect objects of a verb ("gave *Ukraine* weapons") with their conjuncts."""
    return _children(verb, ("iobj",))


def agents(verb: Token) -> list[Token]:
    """Who does it: the subject of an active verb, the by-phrase of a passive one."""
    if is_passive(verb):
        return _children(verb, ("obl:agent",))
    return subjects(verb)


def patients(verb: Token) -> list[Token]:
    """To whom or what it is done: the object of an active verb, the subject of a passive one."""
    return subjects(verb) if is_passive(verb) else objects(verb)


def obliques(token: Token) -> list[tuple[str, Token]]:
    """The prepositional phrases of a verb or noun with their prepositions in lower case, conjuncts included.

    A phrase without preposition (a bare date) has the preposition "".
    """
    found: list[tuple[str, Token]] = []
    for child in token.children:
        if child.dep_.split(":")[0] in ("obl", "nmod") and child.dep_ not in ("nmod:poss", "nmod:desc"):
            preposition = case_of(child)
            found.extend((case_of(t) or preposition, t) for t in _with_following([antecedent(child) or child]))
    return found


def strayed_of(noun: Token) -> Token | None:
    """ "She served as *president* of Peru from 2001": the "of" phrase after a noun that the parse hangs on its verb."""
    after = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else noun
    phrase = after.head
    beside = phrase.i > after.i and phrase.head.i == noun.head.i != noun.i
    return phrase if after.lower_ == "of" and after.dep_ == "case" and beside else None


def case_of(token: Token) -> str:
    """The preposition of a noun phrase in lower case ("because of" as one), "" without one."""
    words = []
    for child in token.children:
        if child.dep_ == "case" and child.i < token.i:
            words.append(child.lower_)
            words.extend(c.lower_ for c in child.children if c.dep_ == "fixed")
    return " ".join(words)


def owner(token: Token) -> Token | None:
    """The possessor of a noun: "*Ukraine*'s minister", "the minister of *Ukraine*", "*his* wife"; else None."""
    for child in token.children:
        if child.dep_ == "nmod:poss":
            return child
    return next((t for preposition, t in obliques(token) if preposition == "of"), None)


def is_negated(token: Token) -> bool:
    """Whether the word carries a negation of its own ("did *not* say", "*no* soldier", "*never*")."""
    return any(
        "Neg" in feature(c, "Polarity") or c.lower_ in ("not", "n't", "n’t", "never", "no", "neither", "nor")
        for c in token.children
        if c.dep_ in ("advmod", "det", "cc:preconj", "aux")
    )


def predicate_of(token: Token) -> Token | None:
    """The predicate of a phrase's clause, at any depth: a verb, or a noun or adjective with a subject."""
    node = token
    for _ in range(_STEPS):
        if node.head.i == node.i:
            return None
        node = node.head
        if node.pos_ in ("VERB", "AUX") or any(c.dep_ in ("nsubj", "nsubj:pass") for c in node.children):
            return node
    return None
