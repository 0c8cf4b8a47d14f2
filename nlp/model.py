"""The values that flow through luocdo: text in, statements out.

Every value is frozen; offsets count Unicode code points of :attr:`Text.text`, and
``text[x.start:x.end]`` is always what the document printed.  Dicts appear only at the edge,
in :mod:`nlp.answer`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Where = Literal["header", "preamble", "body", "footnote", "closing", "annex"]
Form = Literal["full", "elliptical", "short", "named", "alias", "relative", "self"]
Kind = Literal["document", "licence"]
Resolution = Literal["exact", "alias", "inferred", "fallback", "unresolved"]
Predicate = Literal[
    "basedOn",
    "implements",
    "details",
    "amends",
    "replaces",
    "repeals",
    "corrects",
    "consolidates",
    "suspends",
    "extends",
    "respondsTo",
    "cites",
]
Sense = Literal["", "carriesOut", "continues", "urges"]

PREDICATES: tuple[str, ...] = get_args(Predicate)
SELF = "self"
"""The id of the document at hand in citations and relations."""


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open ``[start, end)`` in the text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its printed label, the mark in the sentence, and the note's own words.

    ``thực hiện Nghị quyết số 02/NQ-CP[^7]`` … ``[^7]: Quyết định số 126/QĐ-UBND``: label ``7``,
    ``mark`` covers ``[^7]`` in the sentence, ``body`` covers the words after ``[^7]: ``.
    """

    label: str
    mark: Span
    body: Span


@dataclass(frozen=True, slots=True)
class Finding:
    """Something doubtful that a reader should look at; never a silent repair.

    ``code`` is a stable word such as ``bad-date``; ``message`` is Vietnamese, for the clerk.
    """

    code: str
    message: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """Where a page (or another unit that a reader can turn to) begins and ends in the text."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Text:
    """A loaded document: the extracted text that all offsets refer to, and what the file said of it.

    ``format`` is the short name of the loader (``text``, ``markdown``, ``docx`` …), ``digest`` the
    SHA-256 of the file's bytes in hex (of the UTF-8 text where there is no file).
    """

    text: str
    source: str = ""
    format: str = "text"
    digest: str = ""
    encoding: str = ""
    pages: tuple[Page, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Pinpoint:
    """A place inside a cited document: "điểm a khoản 2 Điều 5" is article 5, clause 2, point a.

    ``article`` (Điều), ``clause`` (khoản) and ``point`` (điểm) as printed, ``""`` where absent;
    ``chapter`` (Chương), ``section`` (Mục) and ``annex`` (Phụ lục) likewise.
    """

    start: int
    end: int
    article: str = ""
    clause: str = ""
    point: str = ""
    chapter: str = ""
    section: str = ""
    annex: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where the text names a document.

    Runs from the type word through the last of number, year and date: "Quyết định số
    2817/QĐ-UBND ngày 25/12/2023".  ``printed`` is set only where the canonical number differs from
    the printed one; ``footnote`` is the label of the note that the mention stands in.
    """

    start: int
    end: int
    text: str
    form: Form
    where: Where = "body"
    printed: str = ""
    footnote: str = ""
    pinpoints: tuple[Pinpoint, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """One document that an unresolved citation may mean."""

    type: str = ""
    number: str = ""
    name: str = ""
    date: str = ""
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A distinct document that the text mentions, and every place where it does.

    ``number``: canonical ("53/TB-VPCP"); ``year`` and ``date``: only what this text states (ISO,
    "2026-05" where only that is printed); ``issuer``: full name with place where certain; ``title``:
    what the text gives as its subject ("về đẩy mạnh cải cách hành chính …"), "" if none.
    ``register``: what the register of named laws knows, as (field, value) pairs.
    """

    id: str
    type: str
    number: str = ""
    name: str = ""
    year: str = ""
    date: str = ""
    issuer: str = ""
    title: str = ""
    kind: Kind = "document"
    resolution: Resolution = "exact"
    rule: str = ""
    confidence: float = 1.0
    candidates: tuple[Candidate, ...] = ()
    reason: str = ""
    register: tuple[tuple[str, str], ...] = ()
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """``subject`` acts on ``object`` (citation ids, or "self"), and the words that say so.

    ``text[start:end] == quote``; ``cue`` is the phrase that decided, ``rule`` the id of the rule in
    ``lexicon/cues.toml``; ``touches`` the articles touched; ``part`` where only a part is meant.
    """

    subject: str
    predicate: Predicate
    object: str
    quote: str
    start: int
    end: int
    cue: str = ""
    rule: str = ""
    confidence: float = 1.0
    sense: Sense = ""
    part: bool = False
    touches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """The document's own identity, as its header and closing print it; unknown is ``""``."""

    type: str = ""
    number: str = ""
    date: str = ""
    issuer: str = ""
    title: str = ""
    signer: str = ""
    effective: str = ""
    expires: str = ""
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything read from one document."""

    text: Text
    document: Document = Document()
    citations: tuple[Citation, ...] = ()
    relations: tuple[Relation, ...] = ()
    findings: tuple[Finding, ...] = ()
