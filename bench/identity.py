"""Which document is it, measured: ``python bench/identity.py CORPUS [options]`` writes docs/identity.md.

CORPUS is a folder or a .tar.gz of official texts.  With ``--amendments`` (a list with the columns
amending_number and amended_number) the direction of amendments is checked against it, with ``--gold`` (gold
answers, whose texts lie in ``--sources``) every citation against the IRI that its gold facts give.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import tarfile
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg import current, graph, identity, iri, naming
from kg.entries import Scope
from kg.rdf import nquads
from kg.store import Store
from kg.terms import ELI, PROV, RDF, Iri
from kg.why import RULES, decision
from nlp import extract
from nlp.model import SELF, Citation, Extraction

PAGE = Path(__file__).resolve().parent.parent / "docs" / "identity.md"
ACTS = ("amends", "repeals", "replaces", "corrects")
"""What a list of amendments calls an amendment."""
NEAR = 400
"""Characters within which two numbers stand in one passage."""


@contextmanager
def texts(corpus: Path) -> Iterator[list[Path]]:
    """The texts of a folder or an archive, sorted by name."""
    if corpus.is_dir():
        yield sorted(corpus.rglob("*.txt"))
        return
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(corpus) as archive:
            archive.extractall(folder, filter="data")
        yield sorted(Path(folder).rglob("*.txt"))


def built(extractions: Iterable[Extraction]) -> Store:
    """A graph of all of them, in their order."""
    store, touched = Store.memory(), Scope()
    for extraction in extractions:
        quads = graph.quads(extraction, base=store.terms.base)
        store.replace(quads[0].graph, quads)
        touched |= current.scope(store, quads[0].graph)
    current.refresh(store, touched)
    return store


def lines(store: Store) -> list[str]:
    """The whole graph as sorted N-Quads."""
    return nquads(q for q in store.match() if q.graph != store.terms.runs)


# Identified, ambiguous, unknown


def outcome(store: Store, citation: Citation, node: Iri) -> tuple[str, str]:
    """What became of a citation, and by which rule or for which reason."""
    if not iri.is_local(node, base=store.terms.base):
        return "identified", "stated" if identity.final(store, node) == node else "same-serial"
    decided = decision(store, node)
    if decided and decided.work:
        return "identified", decided.rule
    if citation.candidates or (decided and decided.candidates):
        return "ambiguous", citation.reason or (decided.rule if decided else "")
    return "unknown", _missing(citation)


def _missing(citation: Citation) -> str:
    if not citation.number:
        return "a name without a number that the register does not know, or of several years"
    when = naming.year_of(citation.number, date=citation.date, year=citation.year)
    place = naming.office(citation.number, citation.issuer, on=citation.date or when)
    lacking = ([] if when else ["year"]) + ([] if place else ["issuer or its place"])
    return " and ".join(lacking) or "type"


def identified(store: Store, extractions: Sequence[Extraction]) -> list[str]:
    """The table of shares."""
    counts: Counter[str] = Counter()
    reasons: Counter[tuple[str, str]] = Counter()
    for extraction in extractions:
        named = naming.iris(extraction, base=store.terms.base)
        for citation in extraction.citations:
            if citation.id != SELF:
                what, why = outcome(store, citation, named[citation.id])
                counts[what] += 1
                reasons[what, why] += 1
    total = sum(counts.values())
    rows = ["| | citations | share |", "|---|---|---|"]
    for what in ("identified", "ambiguous", "unknown"):
        rows.append(f"| **{what}** | {counts[what]} | {counts[what] / total:.1%} |")
        for (of, why), n in sorted(reasons.items(), key=lambda r: -r[1]):
            if of == what:
                rows.append(f"| {_named(why)} | {n} | {n / total:.1%} |")
    return [f"{total} citations in {len(extractions)} texts.", "", *rows]


def _named(why: str) -> str:
    if why == "stated":
        return "type, issuer, number and year stated, in the number or by the register"
    words = {
        "unknown-target": "a nickname that means nothing known",
        **{k: f"`{k}`: {v[1]}" for k, v in RULES.items()},
    }
    return words.get(why) or (why if why.startswith("a name") else f"missing: {why}")


# Direction


@dataclass(frozen=True, slots=True)
class Pair:
    """An official amendment whose two numbers stand in one text."""

    amending: str
    amended: str
    file: str
    given: str
    reason: str = ""


def pairs(
    store: Store, extractions: Sequence[Extraction], listed: Iterable[tuple[str, str]]
) -> Iterator[Pair]:
    """What the texts give of the official pairs: "right", "reversed" or "missed", once a pair."""
    found: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    wanted = sorted(set(listed))
    for extraction in extractions:
        words = extraction.text.text
        for amending, amended in wanted:
            if amending in words and amended in words:
                found[amending, amended].append(_pair(store, extraction, amending, amended))
    order = {"reversed": 0, "right": 1, "missed": 2}
    for each in found.values():
        yield min(each, key=lambda p: (order[p.given], -REASONS.index(p.reason) if p.reason else 0, p.file))


REASONS = (
    "a number is printed only as part of another one",
    "a number is not read as a citation",
    "they stand far apart, and the text does not say that one acts on the other",
    "they stand in one passage, under other relations",
    "they stand in one passage, and nothing is read there",
)


def _pair(store: Store, extraction: Extraction, amending: str, amended: str) -> Pair:
    name = Path(extraction.text.source).name
    ids = {
        number: {c.id for c in extraction.citations if c.number == number}
        | ({SELF} if extraction.document.number == number else set())
        for number in (amending, amended)
    }
    said = set(_said(store, extraction, ids[amending], ids[amended]))
    if any(predicate in ACTS and not forward for predicate, forward in said):
        return Pair(amending, amended, name, "reversed")
    if any(predicate in ACTS and forward for predicate, forward in said):
        return Pair(amending, amended, name, "right")
    return Pair(amending, amended, name, "missed", _reason(extraction, ids, amending, amended, bool(said)))


def _said(store: Store, extraction: Extraction, one: set[str], other: set[str]) -> Iterator[tuple[str, bool]]:
    """What the text states between two documents, as the graph has it: predicate, and whether forwards."""
    source = iri.source(extraction.text.digest, base=store.terms.base)
    named = naming.iris(extraction, base=store.terms.base)
    ends = [{identity.final(store, named[id_]) for id_ in ids} for ids in (one, other)]
    for first, second, forward in ((*ends, True), (*reversed(ends), False)):
        for work in first:
            for quad in store.match(None, RDF("subject"), work, store.terms.current):
                facts = {q.predicate: q.object for q in store.match(quad.subject, None, None, quad.graph)}
                if facts[RDF("object")] in second and facts[PROV("wasDerivedFrom")] == source:
                    yield store.terms.by_term[Iri(str(facts[RDF("predicate")]))].predicate, forward


def _reason(
    extraction: Extraction, ids: dict[str, set[str]], amending: str, amended: str, related: bool
) -> str:
    places = [_whole(extraction.text.text, number) for number in (amending, amended)]
    if not all(places):
        return REASONS[0]
    if not all(ids.values()):
        return REASONS[1]
    if min(abs(a - b) for a in places[0] for b in places[1]) > NEAR:
        return REASONS[2]
    return REASONS[3] if related else REASONS[4]


def _whole(words: str, number: str) -> list[int]:
    return [m.start() for m in re.finditer(rf"(?<![\w/-]){re.escape(number)}(?![\w/&-])", words)]


def direction(found: Sequence[Pair]) -> list[str]:
    """The table of directions, and every pair that is missed."""
    counts = Counter(p.given for p in found)
    rows = ["| pairs whose numbers stand in one text | |", "|---|---|"]
    rows += [f"| {given} | {counts[given]} |" for given in ("right", "reversed", "missed")]
    missed = [p for p in found if p.given == "missed"]
    reasons = Counter(p.reason for p in missed)
    rows += [
        "",
        "| why missed | pairs |",
        "|---|---|",
        *(f"| {r} | {reasons[r]} |" for r in REASONS if reasons[r]),
    ]
    rows += ["", "| amends | amended | text | why missed |", "|---|---|---|---|"]
    order = sorted(missed, key=lambda p: (-REASONS.index(p.reason), p.amending, p.amended))
    return [*rows, *(f"| {p.amending} | {p.amended} | {p.file} | {p.reason} |" for p in order)]


# Gold


def against_gold(gold: Path, sources: Path) -> list[str]:
    """Every gold citation has an IRI of its own, the one that its gold facts give."""
    rows = ["| text | gold citations | read | distinct IRIs | IRI as gold | gold says too little | other |"]
    rows.append("|---|---|---|---|---|---|---|")
    wrong: list[str] = []
    issuers = [0, 0]
    total: Counter[str] = Counter()
    for file in sorted(gold.glob("*.json")) if gold.is_dir() else [gold]:
        answer = json.loads(file.read_text(encoding="utf-8"))
        extraction = extract(sources / answer["file"])
        named = naming.iris(extraction)
        count: Counter[str] = Counter(gold=len(answer["citations"]))
        found: list[Iri] = []
        for wanted in answer["citations"]:
            citation = _match(extraction, wanted)
            if citation is None:
                continue
            count["read"] += 1
            found.append(named[citation.id])
            right = _right(wanted)
            if wanted["issuer"]:
                issuers[1] += 1
                issuers[0] += citation.issuer in wanted["issuer"].split("|")
            given = named[citation.id]
            kind = "right" if given in right else "little" if None in right else "other"
            count[kind] += 1
            if kind == "other":
                what = f"{wanted['type']} {wanted['number'] or wanted['name']}".replace("|", "/")
                expected = min(filter(None, right), default="")
                wrong.append(f"| {file.stem} | {what} | {_short(expected)} | {_short(given)} |")
        count["distinct"] = len(set(found))
        total += count
        rows.append(_gold_row(file.stem, count))
    rows.append(_gold_row("**all**", total))
    rows += ["", f"Issuers of the citations read: {issuers[0]} of {issuers[1]}."]
    if wrong:
        rows += ["", "| text | citation | from gold | given |", "|---|---|---|---|", *wrong]
    return rows


def _gold_row(name: str, count: Counter[str]) -> str:
    keys = ("gold", "read", "distinct", "right", "little", "other")
    return f"| {name} | " + " | ".join(str(count[k]) for k in keys) + " |"


def _short(name: str) -> str:
    return f"`{name.partition('/eli/vn/')[2] or 'local'}`"


def _match(extraction: Extraction, wanted: dict[str, Any]) -> Citation | None:
    for c in extraction.citations:
        number = wanted["number"] or wanted.get("resolves_to", "")
        same = c.number == number if number else c.name.casefold() == wanted["name"].casefold()
        if c.id != SELF and same and c.type in wanted["type"].split("|"):
            year = wanted["date"] or wanted["year"]
            if not (year and (c.date or c.year)) or (c.date or c.year)[:4] == year[:4]:
                return c
    return None


def _right(wanted: dict[str, Any]) -> set[Iri | None]:
    """The IRIs that gold facts give, one for each issuer that gold allows; None where one leaves it open."""
    found = (
        naming.work(
            kind,
            wanted["number"] or wanted.get("resolves_to", ""),
            name=wanted["name"],
            date=wanted["date"],
            year=wanted["year"],
            issuer=issuer,
        )
        for kind in wanted["type"].split("|")
        for issuer in wanted["issuer"].split("|")
    )
    return {iri.mint(work) if work else None for work in found}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--amendments", type=Path)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--sources", type=Path)
    parser.add_argument("--output", type=Path, default=PAGE)
    options = parser.parse_args()
    with texts(options.corpus) as files:
        extractions = [extract(file) for file in files]
    store = built(extractions)
    page = [
        "# Identity, measured",
        "",
        "<!-- Written by bench/identity.py. -->",
        "",
        f"Over {len(extractions)} texts of the official gazette.",
        "",
        "## Which document is it",
        "",
        *identified(store, extractions),
        "",
        "## Merged",
        "",
        *merged(store),
    ]
    if options.amendments:
        with options.amendments.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t")
            listed = [(row["amending_number"], row["amended_number"]) for row in rows]
        found = list(pairs(store, extractions, listed))
        together = {(p.amending, p.amended) for p in found}
        page += [
            "",
            "## Who amends whom",
            "",
            f"An official list has {len(listed)} rows for {len(set(listed))} pairs.  Both numbers stand in "
            f"one text for {sum(pair in together for pair in listed)} rows, {len(together)} pairs; each "
            "pair is counted in the text that says most of it.",
            "",
            *direction(found),
        ]
    if options.gold:
        page += ["", "## Against gold answers", "", *against_gold(options.gold, options.sources)]
    same = lines(store) == lines(built(reversed(extractions)))
    words = "the same graph, byte for byte" if same else "DIFFERENT GRAPHS"
    page += ["", "## Order", "", f"Built in order and in reverse: {words} ({len(store.inner)} quads)."]
    options.output.write_text("\n".join(page) + "\n", encoding="utf-8")


def merged(store: Store) -> list[str]:
    """How many nodes were decided by each rule."""
    rule = store.terms.ld("rule")
    counts = Counter(
        str(getattr(q.object, "value", "")) for q in store.match(None, rule, None, store.terms.identity)
    )
    works = {q.subject for q in store.match(None, ELI("id_local"), None, store.terms.current)}
    rows = [
        f"{len(works)} documents with a number.  What a citation does not state in full is decided by a "
        "rule, and so are two spellings of one number; `luocdo identity --why IRI` tells by which.  Where "
        "several fit or too little is stated, nothing is merged.",
        "",
        "| rule | confidence | nodes | |",
        "|---|---|---|---|",
    ]
    for name, (_, english) in RULES.items():
        rows.append(f"| `{name}` | {identity.CONFIDENCE.get(name, 0):.2f} | {counts[name]} | {english} |")
    return rows


if __name__ == "__main__":
    main()
