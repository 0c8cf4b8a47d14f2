"""What is right in an answer: each citation and relation judged against gold."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from nlp import cues, extract, register
from nlp.clean import fold
from nlp.evaluate import evaluate
from nlp.model import SELF, Citation, Extraction
from nlp.names import LAW_TYPES

Gold = dict[str, Any]
_FOLDS = 10
REF_TYPES = {
    "NĐ": "Nghị định",
    "L": "Luật",
    "TT": "Thông tư",
    "QĐ": "Quyết định",
    "PL": "Pháp lệnh",
    "BL": "Bộ luật",
    "NQ": "Nghị quyết",
    "TTLT": "Thông tư liên tịch",
    "HP": "Hiến pháp",
}
"""The nine types of VNLegalText's references."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One statement of luocdo's and whether it is right; ``source`` is what is left out together."""

    source: str
    rule: str
    right: bool
    resolution: str = ""
    form: str = ""
    dirty: bool = False


def citations(source: str, gold: Gold, extraction: Extraction) -> Iterator[Judged]:
    """Judge each citation of a document: right has the number (or name), the type, no other date or year.

    Of two that match one gold citation the second is wrong: they are one document.
    """
    taken: set[int] = set()
    for citation in extraction.citations:
        if citation.id == SELF:
            continue
        fits = (n for n, want in enumerate(gold["citations"]) if n not in taken and _same(want, citation))
        found = next(fits, None)
        if found is not None:
            taken.add(found)
        yield _judged(source, citation, right=found is not None)


def _judged(source: str, citation: Citation, *, right: bool) -> Judged:
    mentions = [m for m in citation.mentions if m.form not in ("self", "relative")] or citation.mentions
    form = mentions[0].form if mentions else ""
    dirty = any(m.printed for m in mentions)
    return Judged(source, citation.rule, right, citation.resolution, form, dirty)


def _same(want: Gold, have: Citation) -> bool:
    if want["number"]:
        numbers = {_key(n) for n in (want["number"], *_several(want.get("number_alt")))}
        if _key(have.number) not in numbers:
            return False
    elif not _same_name(want, have):
        return False
    if fold(have.type) not in map(fold, want["type"].split("|")):
        return False
    if len(have.date) == len("2024-01-31") and want["date"]:
        return have.date in (want["date"], *_several(want.get("date_alt")))
    return not (have.year and want["year"]) or have.year == str(want["year"])


def _same_name(want: Gold, have: Citation) -> bool:
    names = {fold(n) for n in (want["name"], *_several(want.get("name_alt"))) if n}
    own = {fold(have.name), *(re.split(r" (?:năm|ngày|số) \d", fold(m.text))[0] for m in have.mentions)}
    return bool(names & own)


def _key(number: str) -> str:
    return "".join(number.split()).upper()


def _several(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []


def hidden_numbers(source: str, gold: Gold) -> Iterator[Judged]:
    """Judge the register: does it give a law its number by name, with and without its year?

    Gold answers have the number of laws that are cited with it; here it is kept from the register.
    """
    on = gold["document"]["date"]
    for want in gold["citations"]:
        if want["type"] not in LAW_TYPES or not (want["number"] and want["name"]):
            continue
        laws = register.laws_named(want["type"], want["name"])
        for year in dict.fromkeys((str(want["year"]), "")):
            law, rule = register.choose(laws, year=year, date="", on=on)
            if law is not None:
                resolution = "inferred" if rule == "register-in-force" else "alias"
                right = _key(law.number) == _key(want["number"])
                yield Judged(source, rule, right, resolution, "named")


def references(lines: Iterable[str]) -> Iterator[Judged]:
    """Judge the citations of single sentences: ``{"id", "text", "refs": [[start, end, "NĐ"], …]}`` a line.

    Right is the marked span; for a number also one that overlaps it.  Types other than the marked nine are
    left out.
    """
    for number, line in enumerate(lines):
        row = json.loads(line)
        marked = [(start, end, REF_TYPES[type_]) for start, end, type_ in row["refs"]]
        left, right = row.get("ignore", (0, 0))
        for citation in extract(row["text"], relations=False).citations:
            if citation.id == SELF or citation.type not in REF_TYPES.values():
                continue
            places = [m for m in citation.mentions if m.form not in ("self", "relative")]
            if not places or left <= places[0].start < right:
                continue
            first = places[0]
            loose = first.form in ("full", "elliptical", "short")
            hit = any(
                type_ == citation.type
                and ((first.start, first.end) == (a, b) or (loose and a < first.end and first.start < b))
                for a, b, type_ in marked
            )
            yield _judged(f"refs {number % _FOLDS}", citation, right=hit)


def relations(source: str, gold: Gold, extraction: Extraction) -> Iterator[tuple[float, bool]]:
    """What each relation states of itself and whether it is right; what gold leaves open is left out."""
    for rule, count in evaluate([(source, gold, extraction)]).rules.items():
        for n in range(count.found):
            yield cues.rule(rule).confidence, n < count.right
