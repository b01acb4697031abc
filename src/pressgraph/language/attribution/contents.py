"""The index of claims by their contents: in whose words a token stands."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from pressgraph.annotations import Claim


class Contents:
    """Answers which claim of ``doc._.claims`` covers a token; built once, in linear time.

    Args:
        doc: a document with claims.
        claims: other claims than those of the document.
    """

    def __init__(self, doc: Doc, claims: Sequence[Claim] | None = None) -> None:
        chosen: Sequence[Claim] = doc._.claims if claims is None else claims
        spans = sorted(
            ((span.begin, -span.end, place) for place, claim in enumerate(chosen) for span in claim.content),
        )
        self._claims = chosen
        self._inner = _innermost(doc, spans)

    def claim_at(self, token: Token) -> Claim | None:
        """The innermost claim whose content covers the token's first character, or None."""
        place = self._inner[token.i]
        return self._claims[place] if place >= 0 else None


def _innermost(doc: Doc, spans: Sequence[tuple[int, int, int]]) -> list[int]:
    """For each token the claim of the span that began last and is not over, -1 for none."""
    result = [-1] * len(doc)
    open_: list[tuple[int, int]] = []
    following = 0
    for token in doc:
        offset = token.idx
        while following < len(spans) and spans[following][0] <= offset:
            open_.append((-spans[following][1], spans[following][2]))
            following += 1
        while open_ and open_[-1][0] <= offset:
            open_.pop()
        if open_:
            result[token.i] = open_[-1][1]
    return result
