"""The same reading as a spaCy pipeline: thin components over the pure functions that the command uses.

``luocdo_find`` marks ``doc.spans["citations"]``, ``luocdo_resolve`` says which documents they are
(``doc._.citations``), ``luocdo_relate`` how they relate (``doc._.relations``).  spaCy's own Vietnamese
defaults want the package pyvi; :func:`create` needs nothing but spaCy, since the tokenizer is luocdo's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import registry
from spacy.vocab import Vocab

from nlp import layout as layouts
from nlp.context import context
from nlp.find import find
from nlp.hits import Hit
from nlp.layout import Layout
from nlp.load import from_string
from nlp.model import Citation, Document, Extraction, Finding, Relation
from nlp.relate import relate
from nlp.resolve import resolve

SPANS = "citations"
CONFIG: dict[str, Any] = {"nlp": {"tokenizer": {"@tokenizers": "luocdo.Tokenizer.v1"}}}
"""For ``spacy.blank("vi", config=CONFIG)``: Vietnamese without pyvi."""
COMPONENTS = ("luocdo_sentences", "luocdo_find", "luocdo_resolve", "luocdo_relate")

_TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_|\s+")


class Tokenizer:
    """Words, numbers and marks as they stand; ``doc.text`` is always the text that went in.

    >>> [t.text for t in Tokenizer(Vocab())("số 34/2016/NĐ-CP")]
    ['số', '34', '/', '2016', '/', 'NĐ', '-', 'CP']
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The tokens of a text."""
        words: list[str] = []
        spaces: list[bool] = []
        for match in _TOKEN.finditer(text):
            piece = match[0]
            if piece.isspace():
                if words and not spaces[-1] and not words[-1].isspace() and piece[0] == " ":
                    spaces[-1] = True
                    piece = piece[1:]
                if not piece:
                    continue
            words.append(piece)
            spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing to store: the tokenizer has no parameters."""
        return b""

    def from_bytes(self, _: bytes, **__: Any) -> Tokenizer:
        """The counterpart of :meth:`to_bytes`."""
        return self

    def to_disk(self, *_: Any, **__: Any) -> None:
        """Nothing to store."""

    def from_disk(self, *_: Any, **__: Any) -> Tokenizer:
        """The counterpart of :meth:`to_disk`."""
        return self


def make_tokenizer() -> Callable[[Language], Tokenizer]:
    """The factory behind ``@tokenizers = "luocdo.Tokenizer.v1"``."""

    def create_tokenizer(nlp: Language) -> Tokenizer:
        return Tokenizer(nlp.vocab)

    return create_tokenizer


registry.tokenizers("luocdo.Tokenizer.v1", func=make_tokenizer)


def _extensions() -> None:
    several = ("hits", "citations", "relations", "findings")
    for name in (*several, "layout", "document"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=() if name in several else None)
    if not Span.has_extension("citation"):
        Span.set_extension("citation", getter=_citation_of)


def _citation_of(span: Span) -> Citation | None:
    """The citation that a span of ``doc.spans["citations"]`` belongs to."""
    found = (c for c in span.doc._.citations if c.id == span.id_)
    return next(found, None)


def _span(doc: Doc, start: int, end: int, label: str, id_: str = "") -> Span:
    span = doc.char_span(start, end, label=label, alignment_mode="expand")
    assert span is not None
    span.id_ = id_
    return span


def sentences(doc: Doc) -> Doc:
    """Sentence starts by underthesea's splitter, at the offsets of the original text."""
    from underthesea import sent_tokenize

    starts, position = {0}, 0
    for sentence in sent_tokenize(doc.text):
        found = doc.text.find(sentence, position)
        if found >= 0:
            starts.add(found)
            position = found + len(sentence)
    for token in doc:
        token.is_sent_start = token.idx in starts
    return doc


def mark(doc: Doc) -> Doc:
    """Mark the mentions: ``doc._.hits``, and with their type as label ``doc.spans["citations"]``."""
    hits: tuple[Hit, ...] = find(doc.text)
    doc._.hits = hits
    doc.spans[SPANS] = [
        _span(doc, h.start, h.end, h.type) for h in hits if h.form not in ("self", "relative")
    ]
    return doc


def settle(doc: Doc) -> Doc:
    """Say which document each mention is (``doc._.citations``); the spans then carry its id."""
    layout: Layout = layouts.read(doc.text)
    citations, doubts = resolve(doc.text, doc._.hits, layout, context(doc.text, layout.document))
    doc._.layout, doc._.document, doc._.citations = layout, layout.document, citations
    doc._.findings = (*layout.findings, *doubts)
    pairs = sorted(((c, m) for c in citations for m in c.mentions), key=lambda p: (p[1].start, -p[1].end))
    doc.spans[SPANS] = [_span(doc, m.start, m.end, c.type, c.id) for c, m in pairs]
    return doc


def connect(doc: Doc) -> Doc:
    """Say how the documents relate: ``doc._.relations``."""
    layout: Layout = doc._.layout
    doc._.relations = relate(doc.text, layout, doc._.citations, context(doc.text, layout.document))
    return doc


@Language.factory("luocdo_sentences")
def make_sentences(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The sentence splitter as a component."""
    return sentences


@Language.factory("luocdo_find", assigns=["doc._.hits", "doc.spans"])
def make_finder(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The finder as a component."""
    _extensions()
    return mark


@Language.factory("luocdo_resolve", requires=["doc._.hits"], assigns=["doc._.citations", "doc._.document"])
def make_resolver(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The resolver as a component; wants ``luocdo_find`` before it."""
    _extensions()
    return settle


@Language.factory("luocdo_relate", requires=["doc._.citations"], assigns=["doc._.relations"])
def make_relater(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The relater as a component; wants ``luocdo_resolve`` before it."""
    _extensions()
    return connect


def create(*, with_sentences: bool = True) -> Language:
    """A ready Vietnamese pipeline, without pyvi.

    >>> doc = create(with_sentences=False)("theo Quyết định số 2817/QĐ-UBND ngày 25/12/2023")
    >>> [(s.text, s.label_) for s in doc.spans["citations"]]
    [('Quyết định số 2817/QĐ-UBND ngày 25/12/2023', 'Quyết định')]
    """
    nlp = spacy.blank("vi", config=CONFIG)
    for name in COMPONENTS if with_sentences else COMPONENTS[1:]:
        nlp.add_pipe(name)
    return nlp


def extraction(doc: Doc) -> Extraction:
    """What the pipeline found, as the value that :func:`nlp.extract` gives for the same text."""
    document: Document = doc._.document
    citations: tuple[Citation, ...] = doc._.citations
    relations: tuple[Relation, ...] = doc._.relations
    findings: tuple[Finding, ...] = doc._.findings
    return Extraction(from_string(doc.text), document, citations, relations, findings)
