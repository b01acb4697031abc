"""Rule files: errors, the user's folders, agreement with the ontology, and every rule's own example."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from spacy.language import Language
from spacy.tokens import Doc

from pressgraph.annotations import Date, Span
from pressgraph.errors import RuleError
from pressgraph.language.facts.component import Facts
from pressgraph.language.facts.rules import Kind, Rule, load_rules
from pressgraph.language.facts.terms import Terms
from pressgraph.language.found import FoundRelation
from tests.conftest import MODEL, ROOT
from tests.language.facts.build import RULES, Statuses, named, parsed, triples

GOOD = """
[[verb]]
name = "mentors"
predicate = "schema:relatedTo"
verbs = ["mentor"]
subject = "agent"
object = "patient"
"""
MENTOR = """
Ann Ann PROPN nsubj 3
Lee Lee PROPN flat 1
mentored mentor VERB root 0
Bo Bo PROPN obj 3
Ek Ek PROPN flat 4
"""


def write(folder: Path, text: str) -> Path:
    (folder / "facts-mine.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_users_rule_is_used(tmp_path: Path) -> None:
    rules = load_rules([write(tmp_path, GOOD)])
    doc = named(parsed(MENTOR), {"Ann Lee": "schema:Person", "Bo Ek": "schema:Person"})
    found = triples(Facts(rules, lambda _: Statuses())(doc))
    assert found == {("Ann Lee", "schema:relatedTo", "Bo Ek")}


def test_a_user_switches_a_rule_off(tmp_path: Path) -> None:
    rules = load_rules([write(tmp_path, 'disable = ["spouse"]')])
    assert "spouse" not in {rule.name for rule in rules.rules}
    assert "spouse" in {rule.name for rule in RULES.rules}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (('predicate = "schema:relatedTo"', 'predicate = "schema:likes"'), "unknown predicate 'schema:likes'"),
        (('verbs = ["mentor"]', ""), "`verbs` must be a list of texts"),
        (('subject = "agent"', ""), "`subject` must be text"),
        (('object = "patient"', 'object = "patient"\nconfidence = 2'), "`confidence` must be a number from 0 to 1"),
        (('object = "patient"', 'object = "patient"\ntriple = ["x"]'), "`triple` gives"),
        (("[[verb]]", "[[pattern]]"), "`pattern` must be a list"),
    ],
)
def test_a_malformed_rule_names_file_and_rule(tmp_path: Path, change: tuple[str, str], message: str) -> None:
    with pytest.raises(RuleError) as caught:
        load_rules([write(tmp_path, GOOD.replace(*change))])
    assert message in str(caught.value)
    assert "facts-mine.toml" in str(caught.value)
    assert "mentors" in str(caught.value)


def test_every_rule_has_an_example() -> None:
    assert [rule.name for rule in RULES.rules if not rule.example or not rule.triple] == []
    assert [kind.name for kind in RULES.kinds if not kind.example or not kind.triples] == []


def test_names_of_rules_are_distinct() -> None:
    names = [rule.name for rule in RULES.rules]
    assert len(names) == len(set(names))


def test_every_predicate_is_a_property_of_the_ontology() -> None:
    graph = Graph().parse(ROOT / "ontology" / "pressgraph.ttl")
    base = "https://w3id.org/pressgraph/ontology#"
    ours = [name for name in RULES.terms.properties if name.startswith("pg:")]
    assert [name for name in ours if not list(graph.predicates(URIRef(base + name[3:])))] == []


def test_classes_have_super_classes() -> None:
    terms = Terms({"schema:City": "schema:AdministrativeArea", "schema:AdministrativeArea": "schema:Place"})
    assert terms.is_a("schema:City", ["schema:Place"])
    assert not terms.is_a("schema:Place", ["schema:City"])


def wanted(rule: Rule | Kind) -> list[tuple[str, ...]]:
    if isinstance(rule, Kind):
        return list(rule.triples)
    return [(rule.triple[0], rule.predicate, rule.triple[1])]


MODEL_RULES = {rule.rule.name: rule for own in RULES.model.values() for rule in own}


def test_every_relation_of_a_model_rule_is_one_of_the_models() -> None:
    inventory = json.loads((MODEL.parent / "inventory.json").read_text(encoding="utf-8"))["relations"]
    assert sorted(set(RULES.model) - set(inventory)) == ["P169"]
    assert [name for name, rule in MODEL_RULES.items() if not rule.rule.example or not rule.rule.triple] == []


@pytest.mark.skipif(not MODEL.is_file(), reason="the language model is not built into this checkout")
@pytest.mark.parametrize("name", sorted(MODEL_RULES))
def test_a_relation_of_the_model_gives_the_triple_of_its_rule(pipeline: Language, name: str) -> None:
    rule = MODEL_RULES[name]
    text, (subject, target) = rule.rule.example, rule.rule.triple
    doc = pipeline.make_doc(text)
    for component_name, component in pipeline.pipeline:
        if component_name == "pressgraph_facts":
            ends = [place(doc, words) for words in (subject, target)]
            first, second = reversed(ends) if rule.inverse else ends
            relation = next(r for r, own in RULES.model.items() if rule in own)
            doc._.relations = (FoundRelation(first, second, relation, 0.99),)
        doc = component(doc)
    assert (subject, rule.rule.predicate, target) in triples(doc)


def place(doc: Doc, words: str) -> Span:
    """Where the words stand, or the value of that lexical form, or the demonym of a country."""
    if words in doc.text:
        return Span(doc.text.index(words), doc.text.index(words) + len(words))
    dates = [
        v.span for v in doc._.values if isinstance(v.value, Date) and v.value.start and v.value.start.lexical == words
    ]
    named = [Span(t.idx, t.idx + len(t)) for t in doc if t.text.startswith(words[:4])]
    found: Span = [*dates, *named][0]
    return found


@pytest.mark.skipif(not MODEL.is_file(), reason="the language model is not built into this checkout")
@pytest.mark.parametrize("rule", [*RULES.rules, *RULES.kinds], ids=lambda rule: rule.name)
def test_the_example_gives_its_triple(pipeline: Language, rule: Rule | Kind) -> None:
    found = triples(pipeline(rule.example))
    for subject, predicate, value in wanted(rule):
        assert (subject.lower().removeprefix("the "), predicate, value.lower().removeprefix("the ")) in {
            (s.lower().removeprefix("the "), p, o.lower().removeprefix("the ")) for s, p, o in found
        }
