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

    ``type`` is the lexicon's name of the type word, or of the type that the symbol shows.  ``printed`` is the
    number as it stands, ``name`` and ``key`` a law's or scheme's name as it stands and folded.  ``worded``:
    it has a type word of its own; ``plural``: that word stands for several; ``amends``: it is a law that
    amends others.  ``about`` is where the words after the mention go on (its title), 0 where there are none;
    ``of`` is where the mention starts that a defined term stands for, -1 for any other.
    """

    start: int
    end: int
    type: str
    form: Form
    number: Number | None = None
    printed: str = ""
    name: str = ""
    key: str = ""
    date: Date | None = None
    body: Issuer | None = None
    kind: Kind = "document"
    worded: bool = True
    plural: bool = False
    amends: bool = False
    about: int = 0
    of: int = -1
