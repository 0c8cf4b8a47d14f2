"""The ontology: its terms, its registers, its shapes, and a graph that fits them."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

from kg import current, graph, jobs, listing, matching, ontology, ontology_page, queue
from kg.paths import resource
from kg.rdf import nquads
from kg.register import register
from kg.store import Store
from kg.terms import DEFAULT_BASE, RDF_TYPE, vocabulary
from nlp import extract
from nlp.model import (
    Candidate,
    Citation,
    Document,
    Extraction,
    Finding,
    Mention,
    Pinpoint,
    Relation,
    Text,
)

LD = Namespace(f"{DEFAULT_BASE}def#")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
ORG = Namespace("http://www.w3.org/ns/org#")
BODY = Namespace(f"{DEFAULT_BASE}body/")
FOLDER = resource("ontology")
TERM = re.compile(r"""\bld\(\s*"([A-Za-z]+)"|\bld:([A-Za-z]+)""")


def read(name: str) -> Graph:
    """One of the ontology's files."""
    return Graph().parse(FOLDER / name)


@pytest.fixture(scope="module")
def vocab() -> Graph:
    return read("luocdo.ttl")


@pytest.fixture(scope="module")
def bodies() -> Graph:
    return read("bodies.ttl")


@pytest.mark.parametrize("name", ontology.FILES)
def test_the_committed_file_is_what_the_tables_give(name):
    assert (FOLDER / name).read_text(encoding="utf-8") == ontology.render(name, base=DEFAULT_BASE), (
        "run: python -m kg.ontology"
    )


@pytest.mark.parametrize("name", ["luocdo.ttl", *ontology.FILES])
def test_a_file_has_no_blank_node(name):
    assert not [node for node in read(name).all_nodes() if not isinstance(node, URIRef | Literal)]


def test_the_page_names_every_term(vocab):
    page = (FOLDER / ontology.PAGE).read_text(encoding="utf-8")
    assert page == ontology_page.render(FOLDER / "luocdo.ttl"), "run: python -m kg.ontology"
    for term in vocab.subjects(RDFS.isDefinedBy, None):
        assert f'id="{term.removeprefix(str(LD))}"' in page
    assert re.findall(r"<(?:script|link|img)", page) == []


def test_the_base_is_a_setting():
    assert "<https://example.org/>" in ontology.render("types.ttl", base="https://example.org/")
    assert DEFAULT_BASE not in ontology.render("types.ttl", base="https://example.org/")


def test_checking_says_what_is_stale(tmp_path, monkeypatch, capsys):
    (tmp_path / "luocdo.ttl").write_text(
        (FOLDER / "luocdo.ttl").read_text(encoding="utf-8"), encoding="utf-8"
    )
    monkeypatch.setattr(ontology, "resource", lambda _: tmp_path)
    assert ontology.main(["--check"]) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["luocdo.ttl"]
    assert ontology.main([]) == 0
    assert ontology.main(["--check"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "cũ / stale: 0"


def test_every_term_is_labelled_and_commented_in_both_languages(vocab):
    terms = set(vocab.subjects(RDFS.isDefinedBy, URIRef(f"{DEFAULT_BASE}def")))
    assert len(terms) > 60
    for term in terms:
        for predicate in (RDFS.label, RDFS.comment):
            assert sorted(str(o.language) for o in vocab.objects(term, predicate)) == ["en", "vi"], term


def test_every_term_that_the_program_writes_is_defined(vocab):
    used = set()
    for file in Path(ontology.__file__).parent.glob("*.*"):
        if file.suffix in (".py", ".tsv"):
            used |= {a or b for a, b in TERM.findall(file.read_text(encoding="utf-8"))}
    used |= set(graph.PARTS)
    assert sorted(t for t in used if (LD[t], None, None) not in vocab) == []


def test_relations_refine_the_terms_that_the_table_says(vocab):
    for relation in vocabulary(DEFAULT_BASE).relations:
        if relation.term.startswith(str(LD)):
            assert (URIRef(relation.term), RDFS.subPropertyOf, URIRef(relation.above[0])) in vocab, relation


def test_every_class_and_relation_refines_another_term(vocab):
    for term in vocab.subjects(RDF.type, OWL.Class):
        if term.startswith(str(LD)):
            assert (term, RDFS.subClassOf, None) in vocab, term
    for term in vocab.subjects(RDF.type, OWL.ObjectProperty):
        if term.startswith(str(LD)) and term != LD.review:
            assert (term, RDFS.subPropertyOf, None) in vocab, term


def test_every_named_term_is_one_kind_of_thing(vocab):
    kinds = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
    for term in set(vocab.subjects(RDF.type, None)):
        assert len(set(vocab.objects(term, RDF.type)) & kinds) <= 1, term


def test_the_vocabulary_is_consistent_in_owl_2_rl(vocab):
    owlrl = pytest.importorskip("owlrl", reason="owlrl checks OWL 2 RL; install the development extras")
    closed = Graph() + vocab + read("types.ttl")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closed)
    errors = URIRef("http://www.daml.org/2002/03/agents/agent-ont#ErrorMessage")
    assert [str(o) for s in closed.subjects(RDF.type, errors) for o in closed.objects(s)] == []
    assert list(closed.subjects(RDF.type, OWL.Nothing)) == []
    assert (LD.urgesImplementationOf, RDFS.subPropertyOf, ELI.ensures_implementation_of) in closed


def test_a_type_has_its_abbreviations_rank_and_broader_type():
    types = read("types.ttl")
    node = URIRef(f"{DEFAULT_BASE}type/thong-tu-lien-tich")
    assert types.value(node, SKOS.broader) == URIRef(f"{DEFAULT_BASE}type/thong-tu")
    assert types.value(node, SKOS.notation) == Literal("TTLT")
    assert types.value(node, LD.rank).toPython() == 9
    assert not [n for n in types.subjects(RDF.type, SKOS.Concept) if (n, SKOS.inScheme, None) not in types]


def test_who_answers_now_is_a_query(bodies):
    rows = bodies.query(
        """SELECT ?act ?now WHERE {
             ?old skos:prefLabel "Sở Nội vụ tỉnh Quảng Nam"@vi ; ld:mainSuccessor+ ?new .
             ?new skos:prefLabel ?now . FILTER NOT EXISTS { ?new ld:validTo ?end }
             ?event org:originalOrganization ?old ; org:resultingOrganization ?new ; ld:act ?act }""",
        initNs={"ld": LD, "org": ORG, "skos": SKOS},
    )
    assert [tuple(map(str, row)) for row in rows] == [
        ("Nghị quyết 202/2025/QH15", "Sở Nội vụ thành phố Đà Nẵng")
    ]


def test_a_merger_lists_the_body_that_keeps_its_name(bodies):
    event = URIRef(f"{DEFAULT_BASE}event/2025-03-01/trung-uong/btc")
    before = {BODY["trung-uong/bkhdt"], BODY["trung-uong/btc"]}
    assert set(bodies.objects(event, ORG.originalOrganization)) == before
    assert set(bodies.objects(event, ORG.resultingOrganization)) == {BODY["trung-uong/btc"]}


def test_the_districts_ended_without_a_successor(bodies):
    event = URIRef(f"{DEFAULT_BASE}event/2025-07-01/cap-huyen")
    assert len(set(bodies.objects(event, ORG.originalOrganization))) == 2 * 696
    assert (event, ORG.resultingOrganization, None) not in bodies


def test_a_body_has_one_name(bodies):
    for body in bodies.subjects(RDF.type, ORG.Organization):
        assert len(list(bodies.objects(body, SKOS.prefLabel))) == 1, body


def test_bodies_of_the_file_are_those_of_the_register(bodies):
    for body in bodies.subjects(RDF.type, ORG.Organization):
        area, _, office = body.removeprefix(str(BODY)).rpartition("/")
        found = register().body(area, office)
        assert found is not None
        assert Literal(found.name, lang="vi") == bodies.value(body, SKOS.prefLabel)


def test_laws_have_the_iris_of_the_graph():
    laws = read("laws.ttl")
    law = URIRef(f"{DEFAULT_BASE}eli/vn/trung-uong/quoc-hoi/luat/2015/80-2015-QH13")
    assert str(laws.value(law, ELI.date_document)) == "2015-06-22"
    assert laws.value(law, ELI.passed_by) == BODY["trung-uong/quoc-hoi"]


TEXT = (
    "Căn cứ Nghị quyết số 02/NQ-CP ngày 05/01/2024; thực hiện khoản 2 Điều 5 Thông tư số 1; ngày 32/13/2024."
)


def extraction() -> Extraction:
    """A little of everything that the graph can hold."""

    def mention(words: str, **more) -> Mention:
        start = TEXT.index(words)
        return Mention(start, start + len(words), words, more.pop("form", "full"), **more)

    point = Pinpoint(TEXT.index("khoản"), TEXT.index(" Thông"), article="5", clause="2")
    known = Citation(
        "c1", "Nghị quyết", "02/NQ-CP", date="2024-01-05", year="2024", issuer="Chính phủ",
        mentions=(mention("Nghị quyết số 02/NQ-CP ngày 05/01/2024", where="preamble", printed="02 /NQ-CP"),),
        register=(("date", "2024-01-05"),), rule="number", confidence=0.97,
    )  # fmt: skip
    open_ = Citation(
        "c2", "Thông tư", "1", resolution="unresolved", reason="ambiguous", confidence=0.4,
        candidates=(
            Candidate("Thông tư", "01/2024/TT-BNV", date="2024-02-01", issuer="Bộ Nội vụ"),
            Candidate("Thông tư", "1"),
        ),
        mentions=(mention("Thông tư số 1", form="short", footnote="3", pinpoints=(point,)),),
    )  # fmt: skip
    quote = "Căn cứ Nghị quyết số 02/NQ-CP ngày 05/01/2024"
    carried = "thực hiện khoản 2 Điều 5 Thông tư số 1"
    return Extraction(
        Text(TEXT, "mau.txt", digest="ab" * 32, encoding="utf-8"),
        Document(
            "Quyết định", "126/QĐ-UBND", "2024-01-22", "Ủy ban nhân dân tỉnh Quảng Nam", "ban hành Kế hoạch",
            "Trần Văn A", "2024-02-01", "2025-12-31", ("Sở Nội vụ",), ("Lưu: VT",),
        ),
        (known, open_),
        (
            Relation("self", "basedOn", "c1", quote, 0, len(quote), "Căn cứ", "based", 0.98),
            Relation(
                "self", "implements", "c2", carried, TEXT.index(carried), TEXT.index(carried) + len(carried),
                "thực hiện", "carry", 0.9, "continues", True, ("khoản 2 Điều 5",),
            ),
        ),
        (Finding("bad-date", "Ngày không có thật", TEXT.index("32/13"), TEXT.index("32/13") + 10),),
    )  # fmt: skip


def as_graph(quads) -> Graph:
    """Quads without their graphs."""
    lines = (re.sub(r" <[^>]*> \.$", " .", line.strip()) for line in nquads(quads))
    return Graph().parse(data="\n".join(lines), format="nt")


def violations(data: Graph) -> list[str]:
    """What the shapes say against a graph."""
    pyshacl = pytest.importorskip(
        "pyshacl", reason="pyshacl checks the shapes; install the development extras"
    )
    ok, _, words = pyshacl.validate(data, shacl_graph=read("shapes.ttl"), ont_graph=read("luocdo.ttl"))
    return [] if ok else [words]


@pytest.fixture(scope="module")
def written() -> Graph:
    return as_graph(graph.quads(extraction(), base=DEFAULT_BASE))


def test_the_graph_of_a_source_fits_the_shapes(written):
    assert violations(written) == []


def test_every_class_of_a_source_graph_has_a_shape(written):
    targets = set(read("shapes.ttl").objects(None, URIRef("http://www.w3.org/ns/shacl#targetClass")))
    nodes = set(written.subjects(RDF.type, None))
    assert [n for n in nodes if not set(written.objects(n, RDF.type)) & targets] == []


def test_the_derived_graph_fits_the_shapes():
    store = Store.memory(base=DEFAULT_BASE)
    quads = graph.quads(extraction(), base=DEFAULT_BASE)
    store.replace(quads[0].graph, quads)
    current.refresh(store)
    found = list(store.match(None, None, None, store.terms.current))
    assert found
    assert violations(as_graph(found)) == []


@pytest.mark.slow
def test_the_graph_of_the_examples_fits_the_shapes():
    store = Store.memory(base=DEFAULT_BASE)
    for file in sorted(resource("examples").glob("*-*.*")):
        quads = graph.quads(extract(file), base=DEFAULT_BASE)
        assert violations(as_graph(quads)) == [], file.name
        store.replace(quads[0].graph, quads)
    current.refresh(store)
    for name in (store.terms.current, store.terms.identity):
        found = list(store.match(None, None, None, name))
        assert found
        assert violations(as_graph(found)) == [], name


@pytest.mark.parametrize(
    "name", ["types.ttl", "laws.ttl", pytest.param("bodies.ttl", marks=pytest.mark.slow)]
)
def test_a_register_fits_the_shapes(name):
    data = read(name)
    if name == "laws.ttl":
        data += read("types.ttl")
        for body in set(data.objects(None, ELI.passed_by)):
            data.add((body, RDF.type, ORG.Organization))
            data.add((body, SKOS.prefLabel, Literal("cơ quan", lang="vi")))
    assert violations(data) == []


@pytest.mark.parametrize(
    ("remove", "add"),
    [
        ("quote", None),
        ("confidence", None),
        ("confidence", Literal("1.5", datatype=URIRef("http://www.w3.org/2001/XMLSchema#decimal"))),
        ("review", URIRef(f"{DEFAULT_BASE}def#maybe")),
    ],
)
def test_an_assertion_without_its_evidence_is_refused(written, remove, add):
    broken = Graph() + written
    node = next(broken.subjects(RDF.type, LD.Assertion))
    broken.remove((node, LD[remove], None))
    if add is not None:
        broken.add((node, LD[remove], add))
    assert violations(broken) != []


def test_a_place_that_ends_before_it_begins_is_refused(written):
    broken = Graph() + written
    oa = Namespace("http://www.w3.org/ns/oa#")
    node = next(broken.subjects(RDF.type, oa.TextPositionSelector))
    broken.set((node, oa.end, Literal(0)))
    broken.set((node, oa.start, Literal(9)))
    assert violations(broken) != []


def test_reviews_and_lists_fit_the_shapes(tmp_path):
    file = tmp_path / "list.tsv"
    file.write_text(
        "amending_type\tamending_number\taction\tamended_type\tamended_number\n"
        "Nghị định\t70/2025/NĐ-CP\tsửa đổi/bãi bỏ\tNghị định\t123/2020/NĐ-CP\n",
        encoding="utf-8",
    )
    listing.put(tmp_path / "g", file, base=DEFAULT_BASE)
    works = ("eli/vn/trung-uong/chinh-phu/nghi-dinh/2025/70-2025-NĐ-CP", "local/0")
    said = {
        "verdict": "apart",
        "node": works[1],
        "work": works[0],
        "who": "Lan",
        "when": "2026-01-02T03:04:05Z",
    }
    store = Store.reading(tmp_path / "g")
    made = min(
        q.subject for q in store.match(None, RDF_TYPE, store.terms.ld("Assertion"), store.terms.current)
    )
    known = matching.matter(store, made)
    assert known is not None
    right = {**asdict(known), "who": "Lan", "verdict": "correct", "new_relation": "eli:repeals"}
    added = {**right, "verdict": "add", "relation": "eli:cites", "new_relation": ""}
    gone = {**right, "source": "source/0"}
    rows = [said, right, added, gone]
    assert jobs.submit(tmp_path / "g", queue.Job("review", {"reviews": rows})).done == 1
    store = Store.reading(tmp_path / "g")
    for name in (*store.sources(), store.terms.reviews, store.terms.identity, store.terms.current):
        assert violations(as_graph(store.match(None, None, None, name))) == [], name
