"""``pressgraph_entities``: mentions and entities of an article, from the names that the model found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from pressgraph.annotations import Dropped, Span
from pressgraph.language.entities import extras, nominals
from pressgraph.language.entities.appositions import appositions
from pressgraph.language.entities.candidates import GROUP, PERSON, PLACE, Candidate, Finder
from pressgraph.language.entities.classes import Classifier
from pressgraph.language.entities.clusters import Cluster
from pressgraph.language.entities.lexicon import Lexicon, read_lexicon
from pressgraph.language.entities.people import People, link_handles
from pressgraph.language.entities.pronouns import link_pronouns
from pressgraph.language.entities.register import Kind, Register
from pressgraph.language.entities.things import Things
from pressgraph.language.entities.voting import settle
from pressgraph.language.phrases import head_within


class EntitiesComponent:
    """Leaves a `Register` in ``doc._.register``."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.finder = Finder(lexicon)
        self.classifier = Classifier(lexicon)

    def __call__(self, doc: Doc) -> Doc:
        classifier = self.classifier
        register = Register(doc, classifier.phrase, self.lexicon.country, classifier.gender, classifier.is_area)
        doc._.register = register
        candidates = self._candidates(doc)
        clusters = self._clusters(doc, candidates)
        self._fill(doc, register, clusters, frozenset(c.key for c in candidates))
        for token, phrase, known, sure in appositions(doc, register, self.lexicon):
            register.mention(phrase, known, "nominal", confidence=sure, resolved_by="coreference", head=token)
            if register.entity(known).type == "schema:Person":
                register.tell_gender(known, register.noun_gender(token))
        link_pronouns(doc, register, self.lexicon)
        register.mark_salient(_salient(doc, register))
        return doc

    def _candidates(self, doc: Doc) -> list[Candidate]:
        found, dropped = self.finder.find(doc)
        doc._.dropped.extend(Dropped("mention", span, reason) for span, reason in dropped)
        candidates = extras.add_missing(doc, found, self.finder)
        flags = extras.covered(candidates, len(doc))
        missed = nominals.capitalised(doc, flags, self.lexicon)
        candidates += [self.finder.finish(doc, candidate) for candidate in missed]
        candidates.sort(key=lambda c: c.begin)
        candidates = [self.finder.finish(doc, c) for c in nominals.joined(doc, candidates, self.lexicon)]
        settle(doc, candidates, self.lexicon)
        return candidates

    def _clusters(self, doc: Doc, candidates: list[Candidate]) -> list[Cluster]:
        names = [c for c in candidates if not c.handle and not (c.family == GROUP and _adjective(doc, c))]
        people = People(self.lexicon).resolve([c for c in names if c.family == PERSON])
        things = Things(self.lexicon).resolve(doc, [c for c in names if c.family != PERSON])
        owned = nominals.owned(doc, _heads(doc, names), self.lexicon)
        clusters = people + things + owned
        clusters += link_handles([c for c in candidates if c.handle], clusters)
        return sorted(clusters, key=lambda c: c.first)

    def _fill(self, doc: Doc, register: Register, clusters: Sequence[Cluster], names: frozenset[str]) -> None:
        placed: list[tuple[Candidate, str, float, bool]] = []
        for cluster in clusters:
            kind = self.classifier.kind(doc, cluster, names) if cluster.family else "schema:Thing"
            if kind is None:
                doc._.dropped.extend(_no_class(doc, cluster))
                continue
            forms = cluster.forms()
            if cluster.family == PLACE and forms[0].isupper() and len(forms[0]) > 4:
                forms = [forms[0].title(), *forms[1:]]
            standalone = cluster.standalone and not (cluster.family == PERSON and len(forms[0].split()) == 1)
            country = self.lexicon.country(f"iso {cluster.country}") if cluster.country else None
            if country is not None:
                forms = [country.name, *(form for form in forms if form != country.name)]
            new = register.new(
                kind, forms[0], tuple(forms[1:]), standalone=standalone, country=country, gender=cluster.gender
            )
            usual = sum(link.candidate.probability for link in cluster.links) / len(cluster.links)
            for link in cluster.links:
                sure = max(link.candidate.probability, usual) * link.confidence
                placed.append((link.candidate, new, sure, bool(cluster.fixed_kind)))
        for candidate, entity, sure, described in sorted(placed, key=lambda item: (item[0].begin, item[3])):
            span = doc[candidate.begin : candidate.end]
            mention: Kind = "handle" if candidate.handle else "nominal" if described else "name"
            register.mention(span, entity, mention, confidence=round(sure, 3))


def _adjective(doc: Doc, candidate: Candidate) -> bool:
    """Whether a nationality or creed only qualifies a noun ("Ukrainian officials") or stands for one person."""
    head = head_within(doc, candidate.begin, candidate.end)
    if candidate.end < len(doc) and doc[candidate.end].text in ("-", "–") and not doc[candidate.end - 1].whitespace_:
        return True
    if head.text.endswith(("-born", "-based", "-led", "-backed")):
        return True
    if head.dep_ in ("amod", "compound", "nmod:desc"):
        return True
    if head.tag_ in ("NN", "NNP", "JJ") and head.text.endswith(("an", "ard", "i", "er")):
        return any(child.dep_ == "det" for child in head.children)
    return head.pos_ == "ADJ"


def _heads(doc: Doc, names: Sequence[Candidate]) -> bytearray:
    """A flag for each token of a name other than a country's or people's."""
    return extras.covered([c for c in names if c.end - c.begin > 1 or c.family not in (GROUP, PLACE)], len(doc))


def _no_class(doc: Doc, cluster: Cluster) -> list[Dropped]:
    spans = (doc[link.candidate.begin : link.candidate.end] for link in cluster.links)
    reason = "a name of which the text does not tell what it is"
    return [Dropped("entity", Span(span.start_char, span.end_char), reason) for span in spans]


def _salient(doc: Doc, register: Register) -> frozenset[str]:
    """What the article is about: named in the headline, or early and often."""
    article = doc._.article
    headline = article.headline_span if article is not None else None
    mentions = register.mentions()
    counts = Counter(mention.entity for mention in mentions)
    early = max(400, len(doc.text) // 10)
    result = set()
    for mention in mentions:
        inside = headline is not None and headline.covers(mention.span)
        if inside or (mention.span.begin < early and counts[mention.entity] >= 3):
            result.add(mention.entity)
    return frozenset(result)


def create_entities(nlp: Language, name: str, rules: list[str]) -> EntitiesComponent:  # noqa: ARG001
    """The component; ``rules`` are folders with more files of the rule family ``entities``."""
    return EntitiesComponent(read_lexicon(tuple(rules)))
