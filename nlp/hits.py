"""What the finder hands to the resolver: one hit for each place where a document is named."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.dates import Date
from nlp.issuers import Issuer
from nlp.model import Form, Kind
from nlp.number import Number
from nlp.tail import Tail


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


def numbered(
    start: int,
    type_: str,
    number: Number,
    printed: str,
    tail: Tail,
    *,
    kind: Kind = "document",
    worded: bool = True,
    plural: bool = False,
) -> Hit:
    """The mention of a number with what follows it.

    >>> from nlp.tail import dated
    >>> text = "Quyết định số 5/QĐ-BNV ngày 3/5/2021"
    >>> hit = numbered(0, "Quyết định", Number("5", "", "/", "QĐ-BNV"), "5/QĐ-BNV", dated(text, 22))
    >>> hit.end, hit.form, hit.date.iso
    (36, 'full', '2021-05-03')
    """
    return Hit(
        start,
        tail.end,
        type_,
        "full" if number.symbol else "short",
        number,
        printed,
        date=tail.date,
        body=tail.body,
        kind=kind,
        worded=worded,
        plural=plural,
        about=tail.about,
    )
