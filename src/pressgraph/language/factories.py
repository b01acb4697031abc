"""The pipeline's components as spaCy factories, registered in one place."""

from __future__ import annotations

from spacy.language import Language

from pressgraph.language.encoder import create_encoder
from pressgraph.language.extensions import register_extensions
from pressgraph.language.names import create_names
from pressgraph.language.parser import create_parser
from pressgraph.language.tagger import create_tagger

ORDER = (
    "pressgraph_encoder",
    "pressgraph_tagger",
    "pressgraph_parser",
    "pressgraph_ner",
)
"""The components of the pipeline, in the order that they run."""

WITH_RULES: tuple[str, ...] = ()
"""The components that take folders of rule files."""


def register_factories() -> None:
    """Makes the components known to spaCy, for `add_pipe`; may be called more than once."""
    register_extensions()
    if Language.has_factory(ORDER[0]):
        return
    folder = {"folder": ""}
    Language.factory(
        "pressgraph_encoder",
        default_config={"folder": "", "threads": 0},
        assigns=["doc._.reading"],
        func=create_encoder,
    )
    Language.factory(
        "pressgraph_tagger",
        default_config=folder,
        requires=["doc._.reading"],
        assigns=["token.pos", "token.tag", "token.morph", "token.lemma"],
        func=create_tagger,
    )
    Language.factory(
        "pressgraph_parser",
        default_config=folder,
        requires=["doc._.reading"],
        assigns=["token.dep", "token.head", "token.is_sent_start", "doc.sents"],
        func=create_parser,
    )
    Language.factory(
        "pressgraph_ner",
        default_config=folder,
        requires=["doc._.reading"],
        assigns=["doc.ents", "token.ent_type", "token.ent_iob"],
        func=create_names,
    )
