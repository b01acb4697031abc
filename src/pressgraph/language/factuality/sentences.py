"""The sentences of a document, looked up by token (``token.sent`` walks over the sentence at each call)."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token


class Sentences:
    """Where each token's sentence begins and ends; built once, in linear time. Without boundaries all is one.

    >>> from spacy.vocab import Vocab
    >>> doc = Doc(Vocab(), ["Stay", "!", "We", "won"], sent_starts=[True, False, True, False])
    >>> Sentences(doc).bounds(doc[1]), Sentences(doc).bounds(doc[3])
    ((0, 2), (2, 4))
    """

    def __init__(self, doc: Doc) -> None:
        begins = [0, *(token.i for token in doc if token.is_sent_start and token.i)]
        self._bounds = list(zip(begins, [*begins[1:], len(doc)], strict=True))
        self._places = [place for place, (begin, end) in enumerate(self._bounds) for _ in range(begin, end)]

    def bounds(self, token: Token) -> tuple[int, int]:
        """The first token of the sentence, and the one after its last."""
        return self._bounds[self._places[token.i]]

    def span(self, token: Token) -> Span:
        """The sentence."""
        begin, end = self.bounds(token)
        return token.doc[begin:end]
