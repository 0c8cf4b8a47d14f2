"""Made-up documents as the graph holds them once derived, in any number: N-Quads, block by block.

Documents: 1 in 40 central, each provincial one carries out a central one, each district's a provincial one;
all cite and rest on others.  Every statement has its evidence: the sentence, and its place in the source.
With ``hub`` that share of the provincial ones carries out one and the same resolution, so that nearly as
large a share of all stands below it.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.iri import Work, mint
from kg.keys import key
from kg.naming import serial
from kg.rdf import n3
from kg.terms import (
    DCTERMS,
    ELI,
    OA,
    PROV,
    RDF,
    RDF_TYPE,
    RDFS,
    SKOS,
    Iri,
    Literal,
    Term,
    Vocabulary,
    boolean,
    dated,
    decimal,
    integer,
    text,
)

BLOCK = 10_000
"""Documents in one block."""
PROVINCES = ("quang-nam", "da-nang", "lam-dong", "nghe-an", "can-tho", "gia-lai", "son-la", "ca-mau")
NAMES = ("Quảng Nam", "Đà Nẵng", "Lâm Đồng", "Nghệ An", "Cần Thơ", "Gia Lai", "Sơn La", "Cà Mau")
SUBJECTS = (
    *("giảm nghèo bền vững", "cải thiện môi trường kinh doanh", "chuyển đổi số", "cải cách hành chính"),
    *("phòng, chống thiên tai", "xây dựng nông thôn mới", "phát triển du lịch", "bảo vệ rừng"),
)
_ROLES = tuple(RDF(name) for name in ("subject", "predicate", "object"))


@dataclass(frozen=True, slots=True)
class Made:
    """A document: who it is, and at which height it stands (central, province, district)."""

    iri: Iri
    work: Work
    type: str
    issuer: str
    date: str
    title: str
    height: str


def documents(base: str, count: int) -> Iterator[Made]:
    """So many documents."""
    for n in range(count):
        year, place = 2004 + n % 21, n % 8
        date = f"{year}-{1 + n % 12:02d}-{1 + n % 28:02d}"
        subject = f"{SUBJECTS[place]} giai đoạn {year}-{year + 5}, đợt {n % 97}"
        province = NAMES[place]
        if n % 40 == 0:
            number = f"{1 + n // 40}/{year}/NQ-CP"
            work = Work("trung-uong", "chinh-phu", "nghi-quyet", str(year), number)
            words = ("Nghị quyết", "Chính phủ", date, f"Về {subject}", "central")
        elif n % 5:
            work = Work(PROVINCES[place], "ubnd", "quyet-dinh", str(year), f"{1 + n // 8}/QĐ-UBND")
            title = f"Ban hành Kế hoạch {subject} trên địa bàn tỉnh {province}"
            words = ("Quyết định", f"Ủy ban nhân dân tỉnh {province}", date, title, "province")
        else:
            unit = n % 15
            area = f"{PROVINCES[place]}/huyen-so-{unit}"
            work = Work(area, "ubnd", "ke-hoach", str(year), f"{1 + n // 8}/KH-UBND")
            issuer = f"Ủy ban nhân dân huyện số {unit}, tỉnh {province}"
            words = ("Kế hoạch", issuer, date, f"Triển khai {subject}", "district")
        yield Made(mint(work, base=base), work, *words)


def blocks(terms: Vocabulary, count: int, *, hub: float = 0.0, whole: int | None = None) -> Iterator[bytes]:
    """The graph of so many documents as N-Quads, block by block.

    With ``whole`` the documents after so many have one relation at most, what they carry out, so that a
    large archive fits a small machine.
    """
    chance = random.Random(7)
    made = list(documents(terms.base, count))
    central = [d.iri for d in made if d.height == "central"]
    province = [d.iri for d in made if d.height == "province"]
    by = {r.predicate: r for r in reversed(terms.relations) if not r.part}
    writer = _Writer(terms)
    for at in range(0, count, BLOCK):
        for n, document in enumerate(made[at : at + BLOCK], at):
            source = writer.document(document)
            acts: list[tuple[str, Iri]] = []
            if whole is None or n < whole:
                acts.append(("basedOn", chance.choice(central)))
                acts += [("cites", chance.choice(central)), ("cites", chance.choice(made).iri)]
            if document.height == "district":
                acts.append(("implements", chance.choice(province)))
            elif document.height == "province":
                # a few resolutions are carried out by thousands, most by a handful
                wide = chance.random() < hub
                aim = 0 if wide else int(len(central) * chance.random() ** 4)
                acts.append(("implements", central[aim]))
            for number, (predicate, target) in enumerate(acts):
                relation = by[predicate]
                terms_ = (relation.term, *relation.above)
                writer.statement(source, number, document.iri, terms_, target, relation.label)
        yield writer.taken()


class _Writer:
    """Gathers lines of N-Quads."""

    def __init__(self, terms: Vocabulary) -> None:
        self.terms = terms
        self.lines: list[str] = []
        self.named: set[Iri] = set()

    def taken(self) -> bytes:
        """What was gathered."""
        lines, self.lines = self.lines, []
        return "".join(lines).encode()

    def document(self, document: Made) -> Iri:
        """What is said of a document; its source."""
        ld, base = self.terms.ld, self.terms.base
        digest = hashlib.sha256(document.iri.encode()).hexdigest()[:32]
        source = Iri(f"{base}source/{digest}")
        work, number = document.work, document.work.number
        body, concept = Iri(f"{base}body/{work.area}/{work.office}"), Iri(f"{base}type/{work.type}")
        facts = (
            *((RDF_TYPE, ELI("LegalResource")), (ELI("type_document"), concept)),
            *((RDFS("label"), text(f"{document.type} {number}")), (DCTERMS("title"), text(document.title))),
            *((ELI("id_local"), Literal(number)), (ELI("number"), Literal(serial(number)))),
            *((ELI("date_document"), dated(document.date)), (ELI("passed_by"), body)),
            *((ELI("first_date_entry_in_force"), dated(document.date)), (ld("held"), boolean(True))),
            *((ld("key"), Literal(key(number))), (ld("heldIn"), source)),
        )
        self._say(document.iri, facts, self.terms.current)
        for iri, name in ((body, document.issuer), (concept, document.type)):
            if iri not in self.named:
                self.named.add(iri)
                self._say(iri, ((SKOS("prefLabel"), text(name)),), self.terms.current)
        self._say(source, ((ld("path"), Literal(f"van-ban/{digest[:12]}.docx")),), self.terms.runs)
        return source

    def statement(
        self, source: Iri, n: int, subject: Iri, terms: tuple[Iri, ...], target: Iri, label: str
    ) -> None:
        """That a document acts on another, with the sentence and its place."""
        ld, own = self.terms.ld, Iri(source.replace("/source/", "/graph/"))
        digest = source.rpartition("/")[2]
        node = Iri(f"{self.terms.base}assertion/{digest[:16]}{n:04}")
        place, selector = Iri(f"{source}#char-{n}-99"), Iri(f"{source}#position-{n}-99")
        self._say(subject, ((term, target) for term in terms), self.terms.current)
        said = (
            (RDF_TYPE, ld("Assertion")),
            *zip(_ROLES, (subject, terms[0], target), strict=True),
            *((PROV("wasDerivedFrom"), source), (ld("confidence"), decimal(0.9 + n / 100))),
            *((ld("quote"), text(f"{label} văn bản số {n} theo {digest[:8]}")), (ld("cue"), text(label))),
            (ld("rule"), Literal("clause")),
        )
        self._say(node, said, self.terms.current)
        self._say(node, ((OA("hasTarget"), place),), own)
        self._say(place, ((OA("hasSelector"), selector),), own)
        self._say(selector, ((OA("start"), integer(n)), (OA("end"), integer(99))), own)

    def _say(self, subject: Iri, facts: object, graph: Iri) -> None:
        for predicate, value in facts:  # type: ignore[attr-defined]
            self.lines.append(f"<{subject}> <{predicate}> {_written(value)} <{graph}> .\n")


@cache
def _fixed(term: Term) -> str:
    return n3(term)


def _written(term: Term) -> str:
    if isinstance(term, Literal):
        return n3(term) if term.datatype.endswith(("string", "String")) else _fixed(term)
    return f"<{term}>"
