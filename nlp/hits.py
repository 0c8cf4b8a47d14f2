"""What the finder hands to the resolver: one hit for each place where a document is named."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.dates import Date
from nlp.issuers import Issuer
from nlp.model import Form, Kind
from nlp.number import Number


@dataclass(frozen=True, slots=True)
class Hit:
    """A mention before anybody has asked which document it is.

    ``type`` is the lexicon's name of the type word, or of the type that the symbol shows; ``lead`` is the index of
    the hit whose type word it shares in a list, -1 where it has its own; ``about`` is where the words after the
    mention go on (its issuer and title).
    """

    start: int
    end: int
    type: str
    form: Form
    number: Number | None = None
    printed: str = ""
    name: str = ""
    key: str = ""
    known: bool = False
    date: Date | None = None
    body: Issuer | None = None
    kind: Kind = "document"
    lead: int = -1
    worded: bool = True
    plural: bool = False
    amends: bool = False
    about: int = 0
