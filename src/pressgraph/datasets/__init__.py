"""Gold data, read into plain values: one module per form of file."""

from pressgraph.datasets.attributions import AttributedArticle, Attribution, attribution_file, read_attributions
from pressgraph.datasets.coreference import CoreferenceMention, read_coreference
from pressgraph.datasets.documents import RelationDocument, RelationMention, document_file, read_documents
from pressgraph.datasets.names import EntitySentence, entity_file, read_entities
from pressgraph.datasets.passages import Passage, PassageFact, passage_file, read_passages
from pressgraph.datasets.treebanks import TreebankSentence, read_conllu, treebank_files
from pressgraph.datasets.triples import TripleSentence, read_triples

__all__ = [
    "AttributedArticle",
    "Attribution",
    "CoreferenceMention",
    "EntitySentence",
    "Passage",
    "PassageFact",
    "RelationDocument",
    "RelationMention",
    "TreebankSentence",
    "TripleSentence",
    "attribution_file",
    "document_file",
    "entity_file",
    "passage_file",
    "read_attributions",
    "read_conllu",
    "read_coreference",
    "read_documents",
    "read_entities",
    "read_passages",
    "read_triples",
    "treebank_files",
]
