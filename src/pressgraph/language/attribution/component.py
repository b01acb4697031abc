"""``pressgraph_attribution``: sets ``doc._.claims``, who says what in a document."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc, Token

from pressgraph.language.attribution.cues import Cue, find_cues, find_phrases, is_said
from pressgraph.language.attribution.drafts import answered, finished
from pressgraph.language.attribution.learned import Learned
from pressgraph.language.attribution.lexicon import Lexicon, read_lexicon
from pressgraph.language.attribution.quotations import Quotations
from pressgraph.language.attribution.quotes import scan
from pressgraph.language.attribution.quoting import Layout
from pressgraph.language.attribution.reported import Reported
from pressgraph.language.attribution.sources import Sources
from pressgraph.language.paragraphs import breaks


def paragraph_starts(doc: Doc, text: str) -> list[int]:
    """Offsets at which paragraphs begin; headline, dateline and byline are paragraphs of their own."""
    starts = set(breaks(text))
    article = doc._.article
    if article is not None:
        for span in (article.headline_span, article.byline_span):
            if span is not None:
                starts.update((span.begin, span.end))
    return sorted(starts)


class AttributionComponent:
    """Needs the parse, names and register of a document; ids are provisional, ``c1`` and on in reading order."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def __call__(self, doc: Doc) -> Doc:
        if doc._.register is None or not len(doc) or not doc.has_annotation("DEP"):
            doc._.claims = ()
            return doc
        text = doc.text
        starts = paragraph_starts(doc, text)
        layout = Layout(doc, scan(text, starts), starts)
        cues = self._cues(doc)
        sources = Sources(doc, self.lexicon)
        quotations = Quotations(layout, cues, sources, self.lexicon)
        drafts = quotations.drafts()
        drafts.extend(Reported(layout, quotations, sources, self.lexicon).drafts(cues))
        learned = Learned(layout, sources, self.lexicon)
        learned.supply(drafts)
        drafts.extend(draft for draft in learned.missing(drafts) if draft.cue is None or not _made(draft.cue.token))
        drafts.sort(key=lambda draft: (draft.spans[0].begin, -draft.spans[-1].end))
        answered(drafts, self.lexicon)
        doc._.claims = finished(doc, drafts)
        return doc

    def _cues(self, doc: Doc) -> list[Cue]:
        found = [
            cue for cue in find_cues(doc, self.lexicon) if is_said(cue.token, self.lexicon) and not _made(cue.token)
        ]
        return sorted([*found, *find_phrases(doc, self.lexicon)], key=lambda cue: cue.token.i)


def _made(cue: Token) -> bool:
    """Whether the word tells who made a thing rather than who says something ("a play written by Ann Lee")."""
    if cue.dep_ != "acl" or cue.tag_ != "VBN" or cue.head.pos_ not in ("NOUN", "PROPN"):
        return False
    after = cue.doc[min(cue.right_edge.i + 1, len(cue.doc) - 1)]
    return any(c.dep_ == "obl:agent" for c in cue.children) and after.text != ":"


def create_attribution(nlp: Language, name: str, rules: Sequence[str] = ()) -> AttributionComponent:  # noqa: ARG001
    """The component; ``rules`` are folders of the user's rule files.

    Raises:
        RuleError: a rule file is malformed.
    """
    return AttributionComponent(read_lexicon(tuple(str(folder) for folder in rules)))
