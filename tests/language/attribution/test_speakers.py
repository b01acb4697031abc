"""Who speaks, where grammar or a wrong parse offers more than one."""

from __future__ import annotations

from pressgraph.annotations import Date, Literal, Span, Value
from pressgraph.language.entities.register import Register

from .build import COMPONENT, parsed, registered, run, told

SCIENTISTS = (
    "Scientists at Reuters said that ice melts.",
    """Scientists|scientist|NNS|nsubj|4 at|at|IN|case|3 Reuters|Reuters|NNP|nsubj|4 said|say|VBD|ROOT|0
    that|that|IN|mark|7 ice|ice|NN|nsubj|7 melts|melt|VBZ|ccomp|4 .|.|.|punct|4""",
)
TITLED = (
    "Reuters director Moreau said that ice melts.",
    """Reuters|Reuters|NNP|nsubj|4 director|director|NN|nmod:desc|3 Moreau|Moreau|NNP|nsubj|4 said|say|VBD|ROOT|0
    that|that|IN|mark|7 ice|ice|NN|nsubj|7 melts|melt|VBZ|ccomp|4 .|.|.|punct|4""",
)
JOINTLY = (
    "Reuters and Moreau said that ice melts.",
    """Reuters|Reuters|NNP|nsubj|4 and|and|CC|cc|3 Moreau|Moreau|NNP|conj|1 said|say|VBD|ROOT|0
    that|that|IN|mark|7 ice|ice|NN|nsubj|7 melts|melt|VBZ|ccomp|4 .|.|.|punct|4""",
)
DENIED = (
    "Moreau denied reports that he had sold it.",
    """Moreau|Moreau|NNP|nsubj|2 denied|deny|VBD|ROOT|0 reports|report|NNS|obj|2 that|that|IN|mark|7 he|he|PRP|nsubj|7
    had|have|VBD|aux|7 sold|sell|VBN|acl|3 it|it|PRP|obj|7 .|.|.|punct|2""",
)
PUBLISHED = (
    "Moreau denied a report in Reuters that he had sold it.",
    """Moreau|Moreau|NNP|nsubj|2 denied|deny|VBD|ROOT|0 a|a|DT|det|4 report|report|NN|obj|2 in|in|IN|case|6
    Reuters|Reuters|NNP|obl|2 that|that|IN|mark|10 he|he|PRP|nsubj|10 had|have|VBD|aux|10 sold|sell|VBN|acl|4
    it|it|PRP|obj|10 .|.|.|punct|2""",
)
MADE = (
    "Moreau made the claim that it was sold.",
    """Moreau|Moreau|NNP|nsubj|2 made|make|VBD|ROOT|0 the|the|DT|det|4 claim|claim|NN|obj|2 that|that|IN|mark|8
    it|it|PRP|nsubj:pass|8 was|be|VBD|aux:pass|8 sold|sell|VBN|acl|4 .|.|.|punct|2""",
)
SERVICE = (
    "The state emergency service said that ice melts.",
    """The|the|DT|det|4 state|state|NN|compound|4 emergency|emergency|NN|compound|4 service|service|NN|nsubj|5
    said|say|VBD|ROOT|0 that|that|IN|mark|8 ice|ice|NN|nsubj|8 melts|melt|VBZ|ccomp|5 .|.|.|punct|5""",
)


def authors(text: str, rows: str) -> list[str | None]:
    """Who speaks in each claim, in reading order."""
    return [author for _, _, author, _, _ in told(run(text, rows))]


def test_a_speaker_stands_behind_no_preposition() -> None:
    assert authors(*SCIENTISTS) == ["scientists"]


def test_who_bears_the_title_speaks_and_not_the_body_before_it() -> None:
    assert authors(*TITLED) == ["Moreau"]


def test_of_two_who_speak_together_the_first_is_the_author() -> None:
    assert authors(*JOINTLY) == ["Reuters"]


def test_who_denies_a_report_has_not_made_it() -> None:
    assert authors(*DENIED) == ["Moreau", None]
    assert authors(*MADE) == ["Moreau"]


def test_a_report_is_the_outlets_that_it_stands_in() -> None:
    assert authors(*PUBLISHED) == ["Moreau", "Reuters"]


def service(text: str, rows: str) -> list[tuple[str, str]]:
    """The classes and names of the speakers, where the register knows no class for their noun."""
    doc = registered(parsed(text, rows))
    doc._.register = Register(doc)
    return [
        (entity.type, entity.name)
        for claim in COMPONENT(doc)._.claims
        if claim.author and (entity := doc._.register.entity(claim.author))
    ]


def test_an_office_that_speaks_is_an_organisation() -> None:
    assert service(*SERVICE) == [("schema:GovernmentOrganization", "the state emergency service")]
    text, rows = SERVICE
    other = text.replace("state emergency service", "Alpine parcel network")
    rows = rows.replace("state", "Alpine").replace("emergency", "parcel").replace("service", "network")
    assert service(other, rows) == [("schema:Organization", "the Alpine parcel network")]


def test_a_thing_that_speaks_is_nobody() -> None:
    text, rows = SERVICE
    assert service(text.replace("service", "poster"), rows.replace("service", "poster")) == []


PLAY = (
    'The play "Cold Rain", written by Moreau, opened.',
    """The|the|DT|det|2 play|play|NN|nsubj|12 "|"|``|punct|5 Cold|Cold|NNP|compound|5 Rain|Rain|NNP|appos|2
    "|"|''|punct|5 ,|,|,|punct|8 written|write|VBN|acl|2 by|by|IN|case|10 Moreau|Moreau|NNP|obl:agent|8 ,|,|,|punct|2
    opened|open|VBD|ROOT|0 .|.|.|punct|12""",
)


def test_who_wrote_a_play_has_not_said_its_title() -> None:
    assert authors(*PLAY) == []


DEMANDED = (
    "Moreau demanded it {word} May.",
    """Moreau|Moreau|NNP|nsubj|2 demanded|demand|VBD|ROOT|0 it|it|PRP|obj|2 {word}|{word}|IN|case|5 May|May|NNP|obl|2
    .|.|.|punct|2""",
)


def test_the_date_of_a_saying_is_not_the_one_since_which_it_is_said() -> None:
    for word, expected in (("since", None), ("in", "2022-05")):
        text, rows = (part.replace("{word}", word) for part in DEMANDED)
        text, rows = text.replace(" it ", " repairs "), rows.replace("it|it|PRP", "repairs|repair|NNS")
        begin = text.index("May")
        may = Value(Span(begin, begin + 3), "date", Date(Literal("2022-05", "xsd:gYearMonth")))
        (claim,) = run(text, rows, values=(may,))._.claims
        assert (claim.date.lexical if claim.date else None) == expected
