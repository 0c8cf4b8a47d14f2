"""The registers as Turtle: ``types.ttl``, ``bodies.ttl`` and ``laws.ttl``, made from the lexicon's tables.

    python -m kg.ontology            write them, and the page luocdo.html, into the folder "ontology"
    python -m kg.ontology --check    say which of them differ from what the tables give; exit code 1

Equal tables give equal files; there are no blank nodes.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from kg import iri, naming, ontology_page
from kg.paths import resource
from kg.register import Area, Body, Event, Register, register
from kg.terms import (
    DCTERMS,
    DEFAULT_BASE,
    ELI,
    ORG,
    RDF_TYPE,
    RDFS,
    SKOS,
    Iri,
    Literal,
    Quad,
    Term,
    Vocabulary,
    boolean,
    dated,
    integer,
    text,
    vocabulary,
)
from kg.turtle import turtle
from nlp import lexicon

BROADER = {
    "Bộ luật": "Luật",
    "Nghị quyết liên tịch": "Nghị quyết",
    "Thông tư liên tịch": "Thông tư",
    "Thông tư liên bộ": "Thông tư",
    "Báo cáo thẩm tra": "Báo cáo",
    "Báo cáo thẩm định": "Báo cáo",
    "Báo cáo giải trình": "Báo cáo",
    "Sắc luật": "Luật",
}
"""Types that are a kind of another."""

KINDS = {
    "central": ("cơ quan trung ương", "central body"),
    "ministry": ("bộ, cơ quan ngang bộ", "ministry or ministerial-level body"),
    "legacy": ("cơ quan trung ương trước đây", "former central body"),
    "organisation": ("tổ chức chính trị - xã hội", "socio-political organisation"),
    "party": ("cơ quan của Đảng", "Party organ"),
    "assembly": ("cơ quan dân cử", "elected assembly"),
    "committee": ("cơ quan hành chính ở địa phương", "local administration"),
    "council-office": ("văn phòng", "office of a local body"),
    "steering": ("ban chỉ đạo", "steering committee"),
    "department": ("cơ quan chuyên môn cấp tỉnh", "provincial department"),
    "office": ("cơ quan chuyên môn cấp huyện", "district office"),
    "court": ("cơ quan tư pháp", "judicial body"),
}
FAMILIES = {
    "normative": ("văn bản quy phạm pháp luật", "normative documents"),
    "administrative": ("văn bản hành chính", "administrative documents"),
    "party": ("văn bản của Đảng", "Party documents"),
    "legacy": ("văn bản theo thể thức cũ", "documents of older forms"),
    "licence": ("giấy phép, chứng nhận", "licences and certificates"),
    "copy": ("bản sao", "copies"),
}

_Triple = tuple[Iri, Iri, Term]


def types(terms: Vocabulary) -> Iterator[_Triple]:
    """The SKOS scheme of document types; a concept a name, its abbreviations as notations."""
    scheme = Iri(f"{terms.base}type")
    yield scheme, RDF_TYPE, SKOS("ConceptScheme")
    yield from _labels(scheme, "loại văn bản", "types of documents")
    for row in lexicon.types():
        node = iri.kind(row.slug, base=terms.base)
        yield node, RDF_TYPE, SKOS("Concept")
        yield node, RDF_TYPE, ELI("ResourceType")
        yield node, SKOS("prefLabel"), text(row.name)
        yield node, SKOS("inScheme"), scheme
        if row.abbrev:
            yield node, SKOS("notation"), Literal(row.abbrev)
        for variant in row.variants:
            yield node, SKOS("altLabel"), text(variant)
        yield _family(row.family, terms), SKOS("member"), node
        if row.name in BROADER:
            broader = iri.kind(iri.slug(BROADER[row.name]), base=terms.base)
            yield node, SKOS("broader"), broader
        else:
            yield node, SKOS("topConceptOf"), scheme
    for name in sorted({row.name for row in lexicon.types()}):
        rows = [row for row in lexicon.types() if row.name == name]
        node = iri.kind(rows[0].slug, base=terms.base)
        yield node, SKOS("prefLabel"), text(rows[0].gloss_en, "en")
        if (best := min(row.rank for row in rows)) < lexicon.OFF_LADDER:
            yield node, terms.ld("rank"), integer(best)
    for family, labels in FAMILIES.items():
        yield _family(family, terms), RDF_TYPE, SKOS("Collection")
        yield from _labels(_family(family, terms), *labels)


def bodies(terms: Vocabulary) -> Iterator[_Triple]:
    """The areas, the bodies of the country and the provinces, the districts' two, and what became of them."""
    known = register()
    scheme = Iri(f"{terms.base}body-kind")
    yield scheme, RDF_TYPE, SKOS("ConceptScheme")
    yield from _labels(scheme, "loại cơ quan", "kinds of bodies")
    for kind, labels in KINDS.items():
        yield _kind(kind, terms), RDF_TYPE, SKOS("Concept")
        yield _kind(kind, terms), SKOS("inScheme"), scheme
        yield from _labels(_kind(kind, terms), *labels)
    for area in known.areas.values():
        yield from _area(area, terms)
    listed = {body.id: body for body in known.bodies() if _is_listed(body)}
    for body in listed.values():
        yield from _body(body, listed, known, terms)
    yield from _events(listed, known, terms)


def laws(terms: Vocabulary) -> Iterator[_Triple]:
    """Named laws and the documents that have a nickname of their own."""
    for law in lexicon.laws():
        issuer = "Ủy ban Thường vụ Quốc hội" if law.type == "Pháp lệnh" else "Quốc hội"
        node = _work(law.type, law.number, law.name, law.date, issuer, terms)
        yield from _facts(node, law.type, law.number, law.date, issuer, terms)
        yield node, DCTERMS("title"), text(law.name)
        yield node, terms.ld("certain"), boolean(law.certain)
        if law.effective_from:
            yield node, ELI("first_date_entry_in_force"), dated(law.effective_from)
    for alias in lexicon.aliases():
        if alias.date and not alias.clash:
            node = _work(alias.type, alias.number, "", alias.date, alias.issuer, terms)
            yield from _facts(node, alias.type, alias.number, alias.date, alias.issuer, terms)
            yield node, DCTERMS("alternative"), text(alias.alias)


FILES: dict[str, Callable[[Vocabulary], Iterator[_Triple]]] = {
    "types.ttl": types,
    "bodies.ttl": bodies,
    "laws.ttl": laws,
}


PAGE = "luocdo.html"
"""The vocabulary for people."""


def render(name: str, *, base: str = "") -> str:
    """The text of a generated file: ``render("types.ttl")``.  Raises KeyError for another name."""
    terms = vocabulary(base)
    quads = {Quad(s, p, o, terms.current) for s, p, o in FILES[name](terms)}
    head = (
        "# Made from the tables in nlp/lexicon by: python -m kg.ontology.  Do not edit; correct the table.\n"
    )
    return head + "".join(turtle(quads, terms))


def _labels(node: Iri, vi: str, en: str) -> Iterator[_Triple]:
    yield node, SKOS("prefLabel"), text(vi)
    yield node, SKOS("prefLabel"), text(en, "en")


def _family(name: str, terms: Vocabulary) -> Iri:
    return Iri(f"{terms.base}type-family/{name}")


def _kind(name: str, terms: Vocabulary) -> Iri:
    return Iri(f"{terms.base}body-kind/{name}")


def area_iri(slug: str, terms: Vocabulary) -> Iri:
    """The IRI of an area: "quang-nam"."""
    return Iri(f"{terms.base}area/{slug}")


def _area(area: Area, terms: Vocabulary) -> Iterator[_Triple]:
    node = area_iri(area.slug, terms)
    yield node, RDF_TYPE, terms.ld("Area")
    yield node, RDFS("label"), text(f"{area.kind} {area.name}" if area.name else "Việt Nam")
    yield node, terms.ld("level"), Literal(area.level)
    if area.level != "central":
        above = area.slug.rpartition("/")[0] or iri.CENTRAL
        yield node, DCTERMS("isPartOf"), area_iri(above, terms)
    yield from _validity(node, area.valid_from, area.valid_to, terms)


def _is_listed(body: Body) -> bool:
    """Whether a body is worth a place in the file: certain ones, and the Party's committees."""
    if body.level == "district":
        return body.slug in ("ubnd", "hdnd")
    named = body.kind == "party" and body.slug not in ("dang-uy", "chi-bo", "ubkt")
    return body.level == "central" or named or (body.certain and body.kind != "party")


def _body(body: Body, listed: dict[str, Body], known: Register, terms: Vocabulary) -> Iterator[_Triple]:
    node = iri.body(body.area, body.slug, base=terms.base)
    row = next(s for s in known.symbols if s.symbol == body.symbol)
    yield node, RDF_TYPE, ORG("Organization")
    yield node, SKOS("prefLabel"), text(body.name)
    yield node, ORG("classification"), _kind(body.kind, terms)
    yield node, terms.ld("area"), area_iri(body.area, terms)
    if "-" not in body.symbol:
        yield node, SKOS("notation"), Literal(body.symbol)
    if body.level == "central":
        for variant in row.variants:
            yield node, SKOS("hiddenLabel"), Literal(variant)
    if not body.certain:
        yield node, terms.ld("certain"), boolean(False)
    if body.parent in listed:
        above = listed[body.parent]
        yield node, ORG("subOrganizationOf"), iri.body(above.area, above.slug, base=terms.base)
    yield from _validity(node, body.valid_from, body.valid_to, terms)


def _validity(node: Iri, start: str, end: str, terms: Vocabulary) -> Iterator[_Triple]:
    if start:
        yield node, terms.ld("validFrom"), dated(start)
    if end:
        yield node, terms.ld("validTo"), dated(end)


def _events(listed: dict[str, Body], known: Register, terms: Vocabulary) -> Iterator[_Triple]:
    """One org:ChangeEvent a merger or split; the body that keeps its name is part of its merger."""
    merged: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for body in listed.values():
        event = known.end(body)
        if event is None:
            continue
        if event.change == "abolished_into":
            yield from _event(f"{event.date}/cap-huyen", event, [body.id], terms)
        elif event.change == "split_into":
            yield from _event(f"{event.date}/{body.id}", event, [body.id], terms)
        elif event.after[0] in listed:
            merged[event.date, event.after[0]].append(event)
        for place, id_ in enumerate(event.after):
            if id_ in listed:
                term = terms.ld("mainSuccessor" if place == 0 else "succeededBy")
                yield _body_iri(body.id, terms), term, _body_iri(id_, terms)
    for (day, into), events in merged.items():
        before = [event.before for event in events]
        if listed[into].valid_from < day:  # it was there before and keeps its name
            before.append(into)
        yield from _event(f"{day}/{into}", events[0], before, terms)


def _event(path: str, event: Event, before: Sequence[str], terms: Vocabulary) -> Iterator[_Triple]:
    node = Iri(f"{terms.base}event/{path}")
    yield node, RDF_TYPE, ORG("ChangeEvent")
    yield node, DCTERMS("date"), dated(event.date)
    yield node, terms.ld("change"), Literal(event.change)
    if event.act:
        yield node, terms.ld("act"), text(event.act)
    if not event.certain:
        yield node, terms.ld("certain"), boolean(False)
    for id_ in before:
        yield node, ORG("originalOrganization"), _body_iri(id_, terms)
    for id_ in event.after:
        yield node, ORG("resultingOrganization"), _body_iri(id_, terms)


def _body_iri(id_: str, terms: Vocabulary) -> Iri:
    area, _, office = id_.rpartition("/")
    return iri.body(area, office, base=terms.base)


def _work(kind: str, number: str, name: str, date: str, issuer: str, terms: Vocabulary) -> Iri:
    found = naming.work(kind, number, name=name, date=date, issuer=issuer)
    if found is None:
        raise ValueError(f"không đủ để định danh / not enough to identify: {kind} {number} {name}")
    return iri.mint(found, base=terms.base)


def _facts(node: Iri, kind: str, number: str, date: str, issuer: str, terms: Vocabulary) -> Iterator[_Triple]:
    yield node, RDF_TYPE, ELI("LegalResource")
    yield node, ELI("type_document"), iri.kind(naming.type_slug(kind), base=terms.base)
    if number:
        yield node, ELI("id_local"), Literal(number)
        yield node, ELI("number"), Literal(naming.serial(number))
    if date:
        yield node, ELI("date_document"), dated(date)
    for body in register().by_name(issuer):
        yield node, ELI("passed_by"), iri.body(body.area, body.slug, base=terms.base)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the generated files, or with ``--check`` compare them."""
    parser = argparse.ArgumentParser(
        prog="python -m kg.ontology", description="Sinh / generate the ontology."
    )
    parser.add_argument("--check", action="store_true", help="chỉ so sánh / only compare")
    options = parser.parse_args(arguments)
    folder = Path(resource("ontology"))
    stale = []
    texts = {name: render(name, base=DEFAULT_BASE) for name in FILES}
    texts[PAGE] = ontology_page.render(Path(resource("ontology")) / "luocdo.ttl")
    for name, made in texts.items():
        file = folder / name
        if not file.exists() or file.read_text(encoding="utf-8") != made:
            stale.append(name)
            if not options.check:
                file.write_text(made, encoding="utf-8", newline="\n")
    words = ("cũ", "stale") if options.check else ("đã ghi", "written")
    sys.stdout.write(f"{words[0]} / {words[1]}: {', '.join(stale) or '0'}\n")
    return 1 if stale and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
