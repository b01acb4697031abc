"""Quotations and reported speech with their sources, on parses made by hand."""

from __future__ import annotations

import pytest

from pressgraph.annotations import Date, Literal, Span, Value
from pressgraph.language.attribution.contents import Contents

from .build import run, told

SPLIT = (
    '"The bridge is safe," Moreau said. "We tested it."',
    """"|"|``|punct|5 The|the|DT|det|3 bridge|bridge|NN|nsubj|5 is|be|VBZ|cop|5 safe|safe|JJ|ccomp|9 ,|,|,|punct|5
    "|"|''|punct|5 Moreau|Moreau|NNP|nsubj|9 said|say|VBD|ROOT|0 .|.|.|punct|9 "|"|``|punct|13 We|we|PRP|nsubj|13
    tested|test|VBD|ROOT|0 it|it|PRP|obj|13 .|.|.|punct|13 "|"|''|punct|13""",
)
PARTLY = (
    'Officials said the bridge was "a wreck."',
    """Officials|official|NNS|nsubj|2 said|say|VBD|ROOT|0 the|the|DT|det|4 bridge|bridge|NN|nsubj|8 was|be|VBD|cop|8
    "|"|``|punct|8 a|a|DT|det|8 wreck|wreck|NN|ccomp|2 .|.|.|punct|8 "|"|''|punct|8""",
)
LABEL = (
    'The critic called the film a "disaster".',
    """The|the|DT|det|2 critic|critic|NN|nsubj|3 called|call|VBD|ROOT|0 the|the|DT|det|5 film|film|NN|obj|3
    a|a|DT|det|8 "|"|``|punct|8 disaster|disaster|NN|xcomp|3 "|"|''|punct|8 .|.|.|punct|3""",
)
TOLD = (
    "Berg told Reuters on Monday that the talks had failed.",
    """Berg|Berg|NNP|nsubj|2 told|tell|VBD|ROOT|0 Reuters|Reuters|NNP|iobj|2 on|on|IN|case|5 Monday|Monday|NNP|obl|2
    that|that|IN|mark|10 the|the|DT|det|8 talks|talk|NNS|nsubj|10 had|have|VBD|aux|10 failed|fail|VBN|ccomp|2
    .|.|.|punct|2""",
)
NESTED = (
    "Police said the witness had denied that he saw the car.",
    """Police|police|NNS|nsubj|2 said|say|VBD|ROOT|0 the|the|DT|det|4 witness|witness|NN|nsubj|6 had|have|VBD|aux|6
    denied|deny|VBN|ccomp|2 that|that|IN|mark|9 he|he|PRP|nsubj|9 saw|see|VBD|ccomp|6 the|the|DT|det|11
    car|car|NN|obj|9 .|.|.|punct|2""",
)
ACCORDING = (
    "The storm killed two people, according to Reuters.",
    """The|the|DT|det|2 storm|storm|NN|nsubj|3 killed|kill|VBD|ROOT|0 two|two|CD|nummod|5 people|people|NNS|obj|3
    ,|,|,|punct|3 according|accord|VBG|case|9 to|to|IN|fixed|7 Reuters|Reuters|NNP|obl|3 .|.|.|punct|3""",
)
CALLED_ON = (
    "The mayor called on Berg to leave, thanked Moreau for help and accused Oslo of theft.",
    """The|the|DT|det|2 mayor|mayor|NN|nsubj|3 called|call|VBD|ROOT|0 on|on|IN|case|5 Berg|Berg|NNP|obl|3
    to|to|TO|mark|7 leave|leave|VB|advcl|3 ,|,|,|punct|9 thanked|thank|VBD|conj|3 Moreau|Moreau|NNP|obj|9
    for|for|IN|case|12 help|help|NN|obl|9 and|and|CC|cc|14 accused|accuse|VBD|conj|3 Oslo|Oslo|NNP|obj|14
    of|of|IN|case|17 theft|theft|NN|obl|14 .|.|.|punct|3""",
)
NOTED = (
    "As Moreau noted, the plan failed.",
    """As|as|IN|mark|3 Moreau|Moreau|NNP|nsubj|3 noted|note|VBD|advcl|7 ,|,|,|punct|3 the|the|DT|det|6
    plan|plan|NN|nsubj|7 failed|fail|VBD|ROOT|0 .|.|.|punct|7""",
)
LAST = (
    "The dam has burst, Oslo said.",
    """The|the|DT|det|2 dam|dam|NN|nsubj|4 has|have|VBZ|aux|4 burst|burst|VBN|ROOT|0 ,|,|,|punct|7
    Oslo|Oslo|NNP|nsubj|7 said|say|VBD|parataxis|4 .|.|.|punct|4""",
)
RESULT = (
    "Reuters reports that the fire spread, resulting in deaths.",
    """Reuters|Reuters|NNP|nsubj|2 reports|report|VBZ|ROOT|0 that|that|IN|mark|6 the|the|DT|det|5 fire|fire|NN|nsubj|6
    spread|spread|VBD|ccomp|2 ,|,|,|punct|8 resulting|result|VBG|advcl|2 in|in|IN|case|10 deaths|death|NNS|obl|8
    .|.|.|punct|2""",
)
WRITING = (
    'Moreau tagged Berg, writing: "@berg, help us!\n"We ask you for a bridge."',
    """Moreau|Moreau|NNP|nsubj|2 tagged|tag|VBD|ROOT|0 Berg|Berg|NNP|obj|2 ,|,|,|punct|5 writing|write|VBG|advcl|2
    :|:|:|punct|5 "|"|``|punct|10 @berg|@berg|NNP|dep|10 ,|,|,|punct|10 help|help|VB|ROOT|0 us|we|PRP|obj|10
    !|!|.|punct|10 "|"|``|punct|15 We|we|PRP|nsubj|15 ask|ask|VBP|ROOT|0 you|you|PRP|obj|15 for|for|IN|case|19
    a|a|DT|det|19 bridge|bridge|NN|obl|15 .|.|.|punct|15 "|"|''|punct|15""",
)
ACCOUNT = (
    'Kenya\'s Twitter account replied: "Thank you."',
    """Kenya|Kenya|NNP|nmod:poss|4 's|'s|POS|case|1 Twitter|Twitter|NNP|compound|4 account|account|NN|nsubj|5
    replied|reply|VBD|ROOT|0 :|:|:|punct|8 "|"|``|punct|8 Thank|thank|VBP|ccomp|5 you|you|PRP|obj|8 .|.|.|punct|8
    "|"|''|punct|8""",
)
BELIEVED = (
    "The boy is believed to have drowned.",
    """The|the|DT|det|2 boy|boy|NN|nsubj:pass|4 is|be|VBZ|aux:pass|4 believed|believe|VBN|ROOT|0 to|to|TO|mark|7
    have|have|VB|aux|7 drowned|drown|VBN|xcomp|4 .|.|.|punct|4""",
)
NOMINAL = (
    "Moreau's claim that the vote was fair surprised Berg.",
    """Moreau|Moreau|NNP|nmod:poss|3 's|'s|POS|case|1 claim|claim|NN|nsubj|9 that|that|IN|mark|8 the|the|DT|det|6
    vote|vote|NN|nsubj|8 was|be|VBD|cop|8 fair|fair|JJ|acl|3 surprised|surprise|VBD|ROOT|0 Berg|Berg|NNP|obj|9
    .|.|.|punct|9""",
)
CONTINUED = (
    '"Come home," said Berg, who leads the team.\n"You too," he added.',
    """"|"|``|punct|2 Come|come|VB|ccomp|6 home|home|RB|advmod|2 ,|,|,|punct|2 "|"|''|punct|2 said|say|VBD|ROOT|0
    Berg|Berg|NNP|nsubj|6 ,|,|,|punct|10 who|who|WP|nsubj|10 leads|lead|VBZ|acl:relcl|7 the|the|DT|det|12
    team|team|NN|obj|10 .|.|.|punct|6 "|"|``|punct|15 You|you|PRP|ccomp|20 too|too|RB|advmod|15 ,|,|,|punct|15
    "|"|''|punct|15 he|he|PRP|nsubj|20 added|add|VBD|ROOT|0 .|.|.|punct|20""",
)
PROMISED = (
    "Moreau promised to resign. Berg asked whether it was late.",
    """Moreau|Moreau|NNP|nsubj|2 promised|promise|VBD|ROOT|0 to|to|TO|mark|4 resign|resign|VB|xcomp|2 .|.|.|punct|2
    Berg|Berg|NNP|nsubj|7 asked|ask|VBD|ROOT|0 whether|whether|IN|mark|11 it|it|PRP|nsubj|11 was|be|VBD|cop|11
    late|late|JJ|ccomp|7 .|.|.|punct|7""",
)
UNSAID = (
    "Moreau did not say that the dam broke. Berg may say that it broke. Berg declined to say that it broke.",
    """Moreau|Moreau|NNP|nsubj|4 did|do|VBD|aux|4 not|not|RB|advmod|4 say|say|VB|ROOT|0 that|that|IN|mark|8
    the|the|DT|det|7 dam|dam|NN|nsubj|8 broke|break|VBD|ccomp|4 .|.|.|punct|4 Berg|Berg|NNP|nsubj|12
    may|may|MD|aux|12 say|say|VB|ROOT|0 that|that|IN|mark|15 it|it|PRP|nsubj|15 broke|break|VBD|ccomp|12
    .|.|.|punct|12 Berg|Berg|NNP|nsubj|18 declined|decline|VBD|ROOT|0 to|to|TO|mark|20 say|say|VB|xcomp|18
    that|that|IN|mark|23 it|it|PRP|nsubj|23 broke|break|VBD|ccomp|20 .|.|.|punct|18""",
)
SCARE = (
    'Many love "free jazz" today.',
    """Many|many|JJ|nsubj|2 love|love|VBP|ROOT|0 "|"|``|punct|5 free|free|JJ|amod|5 jazz|jazz|NN|obj|2
    "|"|''|punct|5 today|today|NN|obl:unmarked|2 .|.|.|punct|2""",
)
ALONE = (
    '"The bridge is lost for ever."',
    """"|"|``|punct|5 The|the|DT|det|3 bridge|bridge|NN|nsubj|5 is|be|VBZ|aux|5 lost|lose|VBN|ROOT|0 for|for|IN|case|7
    ever|ever|RB|obl|5 .|.|.|punct|5 "|"|''|punct|5""",
)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (SPLIT, [("quotation", "Assertion", "Moreau", None, ["The bridge is safe,", "We tested it."])]),
        (PARTLY, [("claim", "Assertion", "officials", None, ['the bridge was "a wreck."'])]),
        (LABEL, [("quotation", "Assertion", "the critic", None, ["disaster"])]),
        (TOLD, [("claim", "Assertion", "Berg", "Reuters", ["the talks had failed"])]),
        (ACCORDING, [("claim", "Assertion", "Reuters", None, ["The storm killed two people"])]),
        (
            CALLED_ON,
            [
                ("claim", "Request", "the mayor", "Berg", ["to leave"]),
                ("claim", "Thanks", "the mayor", "Moreau", ["Moreau for help"]),
                ("claim", "Criticism", "the mayor", None, ["Oslo of theft"]),
            ],
        ),
        (NOTED, [("claim", "Assertion", "Moreau", None, ["the plan failed"])]),
        (LAST, [("claim", "Assertion", "Oslo", None, ["The dam has burst"])]),
        (RESULT, [("claim", "Assertion", "Reuters", None, ["the fire spread, resulting in deaths"])]),
        (WRITING, [("quotation", "Request", "Moreau", "Berg", ["@berg, help us!", "We ask you for a bridge."])]),
        (ACCOUNT, [("quotation", "Thanks", "Kenya", None, ["Thank you."])]),
        (BELIEVED, [("claim", "Assertion", None, None, ["The boy", "to have drowned"])]),
        (NOMINAL, [("claim", "Assertion", "Moreau", None, ["the vote was fair"])]),
        (
            PROMISED,
            [
                ("claim", "Promise", "Moreau", None, ["to resign"]),
                ("claim", "Question", "Berg", None, ["whether it was late"]),
            ],
        ),
        (UNSAID, []),
        (SCARE, []),
        (ALONE, [("quotation", "Assertion", None, None, ["The bridge is lost for ever."])]),
    ],
)
def test_claims(sentence: tuple[str, str], expected: list[tuple[object, ...]]) -> None:
    assert told(run(*sentence)) == expected


def test_a_pronoun_speaks_for_whom_the_register_knows() -> None:
    assert [claim[2] for claim in told(run(*CONTINUED, {"he": "Berg"}))] == ["Berg", "Berg"]
    assert [claim[2] for claim in told(run(*CONTINUED))] == ["Berg", None]


def test_a_claim_inside_a_claim_is_reported_by_it() -> None:
    outer, inner = run(*NESTED)._.claims
    assert (outer.reports, inner.reports) == ((inner.id,), ())
    assert inner.speech_act == "pg:Denial"
    assert [claim[4] for claim in told(run(*NESTED))] == [
        ["the witness had denied that he saw the car"],
        ["he saw the car"],
    ]


def test_cues_and_sources_are_spans() -> None:
    doc = run(*ACCORDING)
    (claim,) = doc._.claims
    assert claim.cue.of(doc.text) == "according to"
    assert claim.author_span.of(doc.text) == "Reuters"
    assert run(*CALLED_ON)._.claims[0].cue.of(CALLED_ON[0]) == "called on"


def test_the_day_of_saying_comes_from_the_values() -> None:
    day = Literal("2022-02-28", "xsd:date")
    begin = TOLD[0].index("Monday")
    value = Value(Span(begin, begin + 6), "date", Date(day))
    assert run(*TOLD, None, (value,))._.claims[0].date == day
    assert run(*TOLD, None, (Value(Span(begin, begin + 6), "date", Date()),))._.claims[0].date is None


def test_ids_number_the_claims_in_reading_order() -> None:
    found = run(*CALLED_ON)._.claims
    assert [claim.id for claim in found] == ["c1", "c2", "c3"]
    assert [claim.content[0].begin for claim in found] == sorted(claim.content[0].begin for claim in found)


def test_contents_answer_for_the_innermost_claim() -> None:
    doc = run(*NESTED)
    contents = Contents(doc)
    at = {token.text: claim.id if (claim := contents.claim_at(token)) else None for token in doc}
    assert at == {
        "Police": None,
        "said": None,
        "the": "c2",
        "witness": "c1",
        "had": "c1",
        "denied": "c1",
        "that": "c1",
        "he": "c2",
        "saw": "c2",
        "car": "c2",
        ".": None,
    }


def test_contents_agree_with_a_search_through_all_claims() -> None:
    for sentence in (SPLIT, NESTED, CALLED_ON, WRITING, BELIEVED):
        doc = run(*sentence)
        contents = Contents(doc)
        for token in doc:
            covering = [c for c in doc._.claims if any(s.begin <= token.idx < s.end for s in c.content)]
            expected = max(
                covering, key=lambda c: max(s.begin for s in c.content if s.begin <= token.idx), default=None
            )
            assert contents.claim_at(token) == expected


def test_a_document_without_register_or_parse_has_no_claims() -> None:
    doc = run(*SCARE)
    doc._.register = None
    from .build import COMPONENT, NLP

    assert COMPONENT(doc)._.claims == ()
    assert COMPONENT(NLP("Nothing is parsed here."))._.claims == ()
