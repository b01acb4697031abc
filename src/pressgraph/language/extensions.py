"""What the pipeline's components leave on a spaCy ``Doc``, beside spaCy's own attributes.

==================  =============================================  =====================
``doc._.``          holds                                          set by
==================  =============================================  =====================
``article``         the `Article` whose text this is, or None      the caller
``reading``         the model's scores, a `Reading`                ``pressgraph_encoder``
``values``          tuple of `Value`                               ``pressgraph_values``
``coreference``     a `Coreference` of all its mentions            ``pressgraph_coreference``
``attributions``    tuple of `FoundAttribution`                    ``pressgraph_attributions``
``relations``       tuple of `FoundRelation`                       ``pressgraph_relations``
``register``        the `Register` of mentions and entities        ``pressgraph_entities``
``claims``          tuple of `Claim`                               ``pressgraph_attribution``
``facts``           tuple of `Fact`                                ``pressgraph_facts``
``events``          tuple of `Event`                               ``pressgraph_events``
``factuality``      what all ask of word statuses                  `factuality_of`
``dropped``         list of `Dropped`, appended to by all          everyone
==================  =============================================  =====================

``doc.text`` is the article's text, so character offsets of tokens are the article's. ``token.dep_`` holds
Universal Dependencies labels, ``token.pos_`` UD tags, ``token.tag_`` Penn tags; ``doc.ents`` the newswire
classes Person, Organization, Location, NORP, Date, Money, Facility, Product and Misc.
"""

from __future__ import annotations

from spacy.tokens import Doc, Span

from pressgraph.language.found import Coreference


def register_extensions() -> None:
    """Declares the extension attributes; may be called more than once."""
    if Doc.has_extension("article"):
        return
    Doc.set_extension("article", default=None)
    Doc.set_extension("reading", default=None)
    Doc.set_extension("register", default=None)
    Doc.set_extension("factuality", default=None)
    Span.set_extension("probability", default=1.0)
    Span.set_extension("first_label", default="")
    Doc.set_extension("coreference", default=Coreference())
    for name in ("values", "claims", "facts", "events", "attributions", "relations"):
        Doc.set_extension(name, default=())
    Doc.set_extension("dropped", default=[])


def byline_of(doc: Doc) -> range:
    """The characters of the byline, whose reporters the article does not speak of; empty where there is none."""
    article = doc._.article
    span = article.byline_span if article is not None else None
    return range(span.begin, span.end) if span is not None else range(0)
