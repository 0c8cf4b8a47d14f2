from __future__ import annotations

from dataclasses import replace

from kg import graph, iri
from kg.rdf import nquads
from kg.terms import (
    DCTERMS,
    ELI,
    OA,
    ORG,
    PROV,
    RDF,
    RDF_TYPE,
    SKOS,
    Iri,
    Literal,
    Quad,
    Term,
    dated,
    text,
    vocabulary,
)
from nlp.model import (
    SELF,
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
from tests.factories import report, small, text_of

TERMS = vocabulary()
LD = TERMS.ld
QD_126 = Iri("https://luocdo.vn/eli/vn/quang-nam/ubnd/quyet-dinh/2024/126-QĐ-UBND")
NQ_02 = Iri("https://luocdo.vn/eli/vn/trung-uong/chinh-phu/nghi-quyet/2024/02-NQ-CP")
KL_50 = Iri("https://luocdo.vn/eli/vn/trung-uong/tw/ket-luan/2023-02-28/50-KL_TW")
NQ_18 = Iri("https://luocdo.vn/eli/vn/trung-uong/tw/nghi-quyet/2017-10-25/18-NQ_TW")

QUADS = graph.quads(report())


def facts(subject: Iri, quads: list[Quad] = QUADS) -> set[tuple[Iri, Term]]:
    return {(q.predicate, q.object) for q in quads if q.subject == subject}


def at(node: Iri) -> Iri:
    """The selector of the place of a mention or an assertion."""
    return Iri(str(one(Iri(str(one(node, OA("hasTarget")))), OA("hasSelector"))))


def one(subject: Iri, predicate: Iri, quads: list[Quad] = QUADS) -> Term:
    (found,) = {o for p, o in facts(subject, quads) if p == predicate}
    return found


def assertions(quads: list[Quad] = QUADS) -> dict[tuple[Term, Term, Term], Iri]:
    nodes = {q.subject for q in quads if q.object == LD("Assertion")}
    ends = ("subject", "predicate", "object")
    return {tuple(one(node, RDF(end), quads) for end in ends): node for node in nodes}  # type: ignore[misc]


def test_all_stands_in_the_graph_of_the_source() -> None:
    digest = report().text.digest
    assert {q.graph for q in QUADS} == {iri.graph(digest)}


def test_a_cited_document_is_described() -> None:
    assert facts(QD_126) == {
        (RDF_TYPE, ELI("LegalResource")),
        (ELI("type_document"), iri.kind("quyet-dinh")),
        (ELI("id_local"), Literal("126/QĐ-UBND")),
        (ELI("date_document"), dated("2024-01-22")),
        (ELI("passed_by"), iri.body("quang-nam", "ubnd")),
        (LD("implements"), NQ_02),
    }


def test_the_document_at_hand_is_held() -> None:
    (own,) = {q.subject for q in QUADS if q.predicate == LD("heldIn")}
    assert iri.is_local(own)
    assert one(own, LD("heldIn")) == iri.source(report().text.digest)
    assert one(own, DCTERMS("title")) == text("Cải cách hành chính năm 2024")


def test_a_relation_is_an_edge_and_an_assertion_with_its_evidence() -> None:
    node = assertions()[QD_126, LD("implements"), NQ_02]
    source = iri.source(report().text.digest)
    quote = "Kế hoạch hành động thực hiện Nghị quyết số 02/NQ-CP"
    assert Quad(QD_126, LD("implements"), NQ_02, QUADS[0].graph) in QUADS
    start = report().text.text.index(quote)
    assert facts(node) >= {
        (PROV("wasDerivedFrom"), source),
        (LD("quote"), text(quote)),
        (LD("cue"), text("thực hiện")),
        (LD("rule"), Literal("footnote-title-implements")),
        (OA("hasTarget"), Iri(f"{source}#char-{start}-{start + len(quote)}")),
    }


def test_selectors_find_the_words_again() -> None:
    words = report().text.text
    found = [q.subject for q in QUADS if q.predicate == LD("mentionOf")]
    kinds = {OA("TextPositionSelector"), OA("TextQuoteSelector")}
    open_ = 0
    for mention in found:
        said = facts(at(mention))
        assert {o for p, o in said if p == RDF_TYPE} == kinds
        start, end = (int(one(at(mention), OA(n)).value) for n in ("start", "end"))  # type: ignore[union-attr]
        quoted = {p: o.value for p, o in said if isinstance(o, Literal) and p not in (OA("start"), OA("end"))}
        around = iri.is_local(Iri(str(one(mention, OA("hasBody")))))
        open_ += around
        wanted = {OA("exact"): words[start:end]}
        if around:
            wanted[OA("prefix")] = words[max(0, start - graph.CONTEXT) : start]
            wanted[OA("suffix")] = words[end : end + graph.CONTEXT]
        assert quoted == wanted
    assert 0 < open_ < len(found)


def test_the_words_of_a_relation_are_kept_once() -> None:
    words = report().text.text
    mentions = {at(q.subject) for q in QUADS if q.predicate == LD("mentionOf")}
    for node in assertions().values():
        start, end = (int(one(at(node), OA(n)).value) for n in ("start", "end"))  # type: ignore[union-attr]
        assert one(node, LD("quote")) == text(words[start:end])
        said = OA("exact") in {p for p, _ in facts(at(node))}
        assert said == (at(node) in mentions)
    assert {at(node) for node in assertions().values()} - mentions


def test_what_the_ontology_knows_is_not_said_again() -> None:
    predicates = {q.predicate for q in QUADS}
    assert not predicates & {ELI("number"), SKOS("prefLabel"), OA("motivatedBy"), LD("kind"), LD("review")}
    assert not {q.object for q in QUADS} & {OA("Annotation"), OA("SpecificResource"), ORG("Organization")}


def test_what_no_register_knows_is_named() -> None:
    document = Document("Hướng dẫn chung", "7/HDC-BHXH", "2024-01-02", "Bảo hiểm xã hội tỉnh Quảng Nam")
    quads = graph.quads(small("Hướng dẫn chung", document, {}))
    labels = {q.subject: q.object for q in quads if q.predicate == SKOS("prefLabel")}
    assert labels == {
        iri.kind("huong-dan-chung"): text("Hướng dẫn chung"),
        iri.body("quang-nam", "bao-hiem-xa-hoi"): text("Bảo hiểm xã hội tỉnh Quảng Nam"),
    }


def test_a_licence_is_told_from_a_document() -> None:
    cited = Citation("c1", "Giấy phép", "1/GP", kind="licence", mentions=(Mention(0, 4, "1/GP", "full"),))
    quads = graph.quads(Extraction(text_of("1/GP"), citations=(cited,)))
    assert [q.object for q in quads if q.predicate == LD("kind")] == [Literal("licence")]


def test_the_sense_chooses_the_term() -> None:
    assert (KL_50, LD("continuesImplementationOf"), NQ_18) in assertions()


def test_what_the_document_does_nothing_with_is_cited() -> None:
    own = next(q.subject for q in QUADS if q.predicate == LD("heldIn"))
    cited = {o for s, p, o in assertions() if s == own and p == ELI("cites")}
    acted_on = {o for s, p, o in assertions() if s == own and p == LD("implements")}
    assert len(cited) == 6
    assert len(acted_on) == 1
    assert not cited & acted_on


def test_nothing_is_left_blank_and_no_clock_ticks() -> None:
    words = "".join(nquads(QUADS))
    assert "_:" not in words
    assert "dateTime" not in words


def test_equal_input_gives_equal_output() -> None:
    assert nquads(graph.quads(report())) == nquads(QUADS)
    assert sorted(QUADS, key=graph.order) == QUADS


def test_the_source_file_name_changes_nothing() -> None:
    other = report()
    moved = replace(other, text=replace(other.text, source="/elsewhere/x.txt"))
    assert graph.quads(moved) == QUADS


def test_a_partial_date_is_no_date() -> None:
    words = "Kế hoạch số 7/KH-UBND tháng 5 năm 2026"
    cited = Citation(
        "c1", "Kế hoạch", "7/KH-UBND", date="2026-05", mentions=(Mention(0, 8, "Kế hoạch", "full"),)
    )
    quads = graph.quads(Extraction(text_of(words), citations=(cited,)))
    assert {q.object for q in quads if q.predicate == LD("datePrinted")} == {dated("2026-05")}
    assert not [q for q in quads if q.predicate == ELI("date_document")]


def test_an_open_issuer_is_kept_as_printed() -> None:
    document = Document("Kế hoạch", "7/KH-UBND", "2024-01-02", "Ủy ban nhân dân tỉnh")
    quads = graph.quads(small("Kế hoạch", document, {}))
    assert {q.object for q in quads if q.predicate == LD("issuerPrinted")} == {text("Ủy ban nhân dân tỉnh")}
    assert {q.object for q in quads if q.predicate == LD("office")} == {Literal("ubnd")}


def test_joint_issuers_both_pass_the_document() -> None:
    document = Document("Thông tư liên tịch", "02/2008/TTLT-BTP-BNV", "2008-06-09", "Bộ Tư pháp, Bộ Nội vụ")
    quads = graph.quads(small("Thông tư", document, {}))
    assert {q.object for q in quads if q.predicate == ELI("passed_by")} == {
        iri.body("trung-uong", "btp"),
        iri.body("trung-uong", "bnv"),
    }


def test_pinpoints_are_parts_of_their_document() -> None:
    words = "điểm đ khoản 2 Điều 5 Luật số 80/2015/QH13"
    place = Pinpoint(0, 21, article="5", clause="2", point="đ")
    at = words.index("Luật")
    cited = Citation(
        "c1",
        "Luật",
        "80/2015/QH13",
        issuer="Quốc hội",
        mentions=(Mention(at, len(words), words[at:], "full", pinpoints=(place,)),),
    )
    quads = graph.quads(Extraction(text_of(words), citations=(cited,)))
    law = "https://luocdo.vn/eli/vn/trung-uong/quoc-hoi/luat/2015/80-2015-QH13"
    assert facts(Iri(f"{law}#dieu-5.khoan-2.diem-đ"), quads) == {
        (RDF_TYPE, ELI("LegalResourceSubdivision")),
        (ELI("is_part_of"), Iri(law)),
        (LD("article"), Literal("5")),
        (LD("clause"), Literal("2")),
        (LD("point"), Literal("đ")),
    }


def test_candidates_are_kept() -> None:
    open_ = Citation(
        "c1",
        "Nghị quyết",
        "18-NQ/TW",
        resolution="unresolved",
        reason="ambiguous",
        candidates=(
            Candidate("Nghị quyết", "18-NQ/TW", date="2017-10-25"),
            Candidate("Nghị quyết", "18-NQ/TW", date="2022-06-16"),
        ),
        mentions=(Mention(0, 8, "18-NQ/TW", "full"),),
    )
    quads = graph.quads(Extraction(text_of("18-NQ/TW"), citations=(open_,)))
    assert {q.object for q in quads if q.predicate == LD("mayBe")} == {
        NQ_18,
        Iri("https://luocdo.vn/eli/vn/trung-uong/tw/nghi-quyet/2022-06-16/18-NQ_TW"),
    }


def test_findings_have_their_place() -> None:
    finding = Finding("bad-date", "Ngày “20/9/2-24” không có thật", 2, 6)
    quads = graph.quads(Extraction(text_of("ngày 20/9/2-24"), findings=(finding,)))
    (node,) = {q.subject for q in quads if q.object == LD("Finding")}
    assert one(node, LD("code"), quads) == Literal("bad-date")
    assert one(node, OA("hasTarget"), quads) == Iri(node.partition("#")[0] + "#char-2-6")


def test_a_self_mention_is_of_the_document_at_hand() -> None:
    words = "Nghị định này"
    cited = Citation(SELF, "Nghị định", mentions=(Mention(0, 13, words, "self"),))
    quads = graph.quads(Extraction(text_of(words), Document("Nghị định", "7/2024/NĐ-CP"), (cited,)))
    own = next(q.subject for q in quads if q.predicate == LD("heldIn"))
    assert {q.object for q in quads if q.predicate == OA("hasBody")} == {own}
    assert not [q for q in quads if q.object == LD("Assertion")]


def test_part_touches_and_sense_are_kept() -> None:
    words = "bãi bỏ Điều 3 của Quyết định số 442/QĐ-UBND"
    made = small(words, Document(), {"c1": ("Quyết định", "442/QĐ-UBND", "2023-03-08", "")})
    act = Relation(SELF, "repeals", "c1", words, 0, len(words), part=True, touches=("Điều 3",))
    quads = graph.quads(replace(made, relations=(act,)))
    (node,) = assertions(quads).values()
    assert one(node, LD("touches"), quads) == text("Điều 3")
    assert one(node, RDF("predicate"), quads) == LD("partiallyRepeals")


def test_an_empty_text_is_a_source_all_the_same() -> None:
    quads = graph.quads(Extraction(Text("")))
    assert {q.object for q in quads if q.predicate == RDF_TYPE} == {
        PROV("Entity"),
        LD("Source"),
        ELI("LegalResource"),
    }


def test_what_the_header_and_the_closing_say_is_kept() -> None:
    document = Document(
        "Quyết định",
        "126/QĐ-UBND",
        "2024-01-22",
        "Ủy ban nhân dân tỉnh Quảng Nam",
        signer="Nguyễn Văn A",
        effective="2024-02-01",
        expires="2025",
        addressees=("Sở Nội vụ",),
        recipients=("Như Điều 3", "Lưu: VT"),
    )
    said = facts(QD_126, graph.quads(small("Quyết định", document, {})))
    assert said >= {
        (LD("signer"), text("Nguyễn Văn A")),
        (ELI("first_date_entry_in_force"), dated("2024-02-01")),
        (LD("addressee"), text("Sở Nội vụ")),
        (LD("recipient"), text("Như Điều 3")),
        (LD("recipient"), text("Lưu: VT")),
    }
    assert ELI("date_no_longer_in_force") not in {p for p, _ in said}


def test_how_a_citation_was_read_is_kept() -> None:
    words = "chú thích 53/TBVPCP"
    cited = Citation(
        "c1",
        "Thông báo",
        "53/TB-VPCP",
        issuer="Văn phòng Chính phủ",
        rule="full",
        confidence=0.98,
        mentions=(Mention(10, 19, "53/TBVPCP", "full", "footnote", "53/TBVPCP", "12"),),
    )
    quads = graph.quads(Extraction(text_of(words), citations=(cited,)))
    source = iri.source(text_of(words).digest)
    assert facts(Iri(f"{source}#mention-10-19"), quads) >= {
        (LD("printed"), Literal("53/TBVPCP")),
        (LD("footnote"), Literal("12")),
        (LD("where"), Literal("footnote")),
        (LD("mentionOf"), Iri(f"{source}#c1")),
    }
    assert (LD("rule"), Literal("full")) in facts(Iri(f"{source}#c1"), quads)
