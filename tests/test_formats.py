"""Every output is read back by the reader of its own world."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp import extract
from nlp.annotate import apart, spots
from nlp.answer import to_dict
from nlp.formats import (
    ANNOTATION_CONTEXT,
    COLUMNS,
    displacy_options,
    to_bio,
    to_csv,
    to_displacy,
    to_jsonl,
    to_web_annotation,
)
from nlp.load import from_string
from nlp.model import Citation, Document, Extraction, Mention, Pinpoint, Relation, Text

WORDS = (
    "Căn cứ Luật số 80/2015/QH13;\n"
    "Quyết định số 126/QĐ-UBND, khoản 2 Điều 5 Nghị định số 34/2016/NĐ-CP “mới”,\n"
    "=1+1; Nghị định này\n"
)


def mention(words: str, **more: Any) -> Mention:
    start = WORDS.index(words)
    return Mention(start, start + len(words), words, more.pop("form", "full"), **more)


ANSWER = Extraction(
    Text(WORDS, source="a,b.txt"),
    Document(type="Quyết định", number="1/QĐ-UBND"),
    (
        Citation("c1", "Luật", "80/2015/QH13", year="2015", issuer="Quốc hội", rule="number",
                 mentions=(mention("Luật số 80/2015/QH13", where="preamble"),)),
        Citation("c2", "Quyết định", "126/QĐ-UBND", title="về \"việc\",\nmới", confidence=0.5,
                 mentions=(mention("Quyết định số 126/QĐ-UBND", printed="126/QÐ-UBND"),)),
        Citation("c3", "Nghị định", "34/2016/NĐ-CP",
                 mentions=(mention("Nghị định số 34/2016/NĐ-CP"), mention("Nghị định này", form="relative"))),
    ),
    (Relation("c2", "amends", "c3", "126/QĐ-UBND, khoản 2", 46, 66, "sửa đổi", "amends",
              touches=("Điều 5", "Điều 6")),
     Relation("self", "basedOn", "c1", "Căn cứ", 0, 6, part=True)),
)  # fmt: skip


def rows(table: str, answer: Extraction = ANSWER) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(to_csv(answer, table=table), newline="")))  # type: ignore[arg-type]


# -- JSON lines and CSV -----------------------------------------------------------------------


def test_jsonl_is_the_answer_on_one_line() -> None:
    line = to_jsonl(ANSWER, iri_of=lambda thing: "urn:" + thing.number)
    assert line.count("\n") == 1
    assert line.endswith("}\n")
    expected = to_dict(ANSWER, iri_of=lambda thing: "urn:" + thing.number)
    assert json.loads(line) == json.loads(json.dumps(expected))


def test_a_row_for_each_mention() -> None:
    table = rows("mentions")
    assert [r["citation"] for r in table] == ["c1", "c2", "c3", "c3"]
    assert all(WORDS[int(r["start"]) : int(r["end"])] == r["text"] for r in table)
    assert table[1] == {
        "source": "a,b.txt", "citation": "c2", "type": "Quyết định", "number": "126/QĐ-UBND", "start": "29",
        "end": "54", "text": "Quyết định số 126/QĐ-UBND", "printed": "126/QÐ-UBND", "form": "full",
        "where": "body", "footnote": "", "pinpoints": "",
    }  # fmt: skip


def test_pinpoints_are_named_in_the_table() -> None:
    pins = (Pinpoint(0, 1, article="5", clause="2", point="a"), Pinpoint(0, 1, chapter="II", section="1"))
    made = replace(
        ANSWER, citations=(replace(ANSWER.citations[0], mentions=(mention("Luật", pinpoints=pins),)),)
    )
    assert [r["pinpoints"] for r in rows("mentions", made)] == ["điểm a khoản 2 Điều 5; Mục 1 Chương II"]


def test_a_row_for_each_citation() -> None:
    table = rows("citations")
    assert [(r["id"], r["number"], r["mentions"]) for r in table] == [
        ("c1", "80/2015/QH13", "1"), ("c2", "126/QĐ-UBND", "1"), ("c3", "34/2016/NĐ-CP", "2"),
    ]  # fmt: skip
    assert table[1]["title"] == 'về "việc",\nmới'
    assert table[1]["confidence"] == "0.5"


def test_a_row_for_each_relation_with_names() -> None:
    table = rows("relations")
    assert [
        (r["subject_name"], r["predicate"], r["object_name"], r["part"], r["touches"]) for r in table
    ] == [
        ("Quyết định 126/QĐ-UBND", "amends", "Nghị định 34/2016/NĐ-CP", "0", "Điều 5; Điều 6"),
        ("Quyết định 1/QĐ-UBND", "basedOn", "Luật 80/2015/QH13", "1", ""),
    ]


@pytest.mark.parametrize("table", COLUMNS)
def test_an_empty_answer_has_a_header_only(table: str) -> None:
    empty = to_csv(Extraction(Text("")), table=table)  # type: ignore[arg-type]
    assert empty == ",".join(COLUMNS[table]) + "\r\n"


def test_tables_can_be_put_together() -> None:
    one, more = to_csv(ANSWER), to_csv(ANSWER, header=False)
    assert one == ",".join(COLUMNS["mentions"]) + "\r\n" + more
    assert len(list(csv.reader(io.StringIO(one + more, newline="")))) == 9


# -- BIO --------------------------------------------------------------------------------------


def bio(answer: Extraction) -> list[tuple[str, str]]:
    lines = (line for line in to_bio(answer).splitlines() if line)
    return [(token, tag) for token, tag in (line.split(" ") for line in lines)]


def test_bio_tags() -> None:
    tagged = bio(ANSWER)
    assert tagged[:8] == [
        ("Căn", "O"), ("cứ", "O"), ("Luật", "B-Luật"), ("số", "I-Luật"), ("80", "I-Luật"), ("/", "I-Luật"),
        ("2015", "I-Luật"), ("/", "I-Luật"),
    ]  # fmt: skip
    assert [t for t in tagged if t[1].startswith("B-")] == [
        ("Luật", "B-Luật"), ("Quyết", "B-Quyết_định"), ("Nghị", "B-Nghị_định"), ("Nghị", "B-Nghị_định"),
    ]  # fmt: skip


def test_bio_is_read_by_spacy() -> None:
    from spacy.training.converters import conll_ner_to_docs

    docs = list(conll_ner_to_docs(to_bio(ANSWER), n_sents=1, no_print=True))
    ents = [(e.label_, e.text.replace(" ", "")) for doc in docs for e in doc.ents]
    assert ents == [
        ("Luật", "Luậtsố80/2015/QH13"),
        ("Quyết_định", "Quyếtđịnhsố126/QĐ-UBND"),
        ("Nghị_định", "Nghịđịnhsố34/2016/NĐ-CP"),
        ("Nghị_định", "Nghịđịnhnày"),
    ]


MENTIONS = st.sampled_from(
    [
        "Nghị định số 34/2016/NĐ-CP", "Luật Đất đai năm 2024", "Nghị quyết số 01, 02/NQ-CP",
        "Quyết định 5/QĐ-UBND", "Nghị định này", "các văn bản nêu trên", "và", "2024", ";", "“x”", "\n", " ",
        "\u00a0", "\u00ad",
    ]
)  # fmt: skip


@given(st.lists(MENTIONS, max_size=12).map(" ".join))
def test_bio_keeps_every_letter_and_every_mention(text: str) -> None:
    answer = extract(text)
    tagged = bio(answer)
    assert "".join(token for token, _ in tagged) == "".join(text.split())
    begun = [i for i, (_, tag) in enumerate(tagged) if tag.startswith("B-")]
    chosen = apart(spots(answer))
    assert len(begun) == len(chosen)
    for index, (_, m) in zip(begun, chosen, strict=True):
        end = index + 1
        while end < len(tagged) and tagged[end][1].startswith("I-"):
            end += 1
        assert "".join(token for token, _ in tagged[index:end]) == "".join(m.text.split())


# -- displaCy ---------------------------------------------------------------------------------


def test_displacy_draws_it() -> None:
    from spacy import displacy

    page = displacy.render(
        to_displacy(ANSWER, iri_of=lambda thing: "https://vi.du/" + thing.number),
        style="ent",
        manual=True,
        page=True,
        jupyter=False,
        options=displacy_options(ANSWER),
    )
    assert page.count("<mark") == 4
    assert 'href="https://vi.du/80/2015/QH13">80/2015/QH13</a>' in page
    assert "background: #cfe3f5" in page


def test_displacy_entities_do_not_overlap_and_carry_their_words() -> None:
    drawn = to_displacy(ANSWER)
    ents = drawn["ents"]
    assert [drawn["text"][e["start"] : e["end"]] for e in ents] == [m.text for _, m in apart(spots(ANSWER))]
    assert all(a["end"] <= b["start"] for a, b in pairwise(ents))
    assert drawn["title"] == "Quyết định 1/QĐ-UBND"


# -- Web Annotation ---------------------------------------------------------------------------

CONTEXT = {
    "@context": {
        "oa": "http://www.w3.org/ns/oa#", "as": "http://www.w3.org/ns/activitystreams#",
        "dc": "http://purl.org/dc/elements/1.1/", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "xsd": "http://www.w3.org/2001/XMLSchema#", "id": "@id", "type": "@type",
        "Annotation": "oa:Annotation", "TextualBody": "oa:TextualBody",
        "AnnotationCollection": "as:OrderedCollection", "AnnotationPage": "as:OrderedCollectionPage",
        "TextPositionSelector": "oa:TextPositionSelector", "TextQuoteSelector": "oa:TextQuoteSelector",
        "describing": "oa:describing", "identifying": "oa:identifying",
        "body": {"@id": "oa:hasBody", "@type": "@id"}, "target": {"@id": "oa:hasTarget", "@type": "@id"},
        "source": {"@id": "oa:hasSource", "@type": "@id"},
        "selector": {"@id": "oa:hasSelector", "@type": "@id"},
        "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"}, "value": "rdf:value",
        "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix", "format": "dc:format",
        "language": "dc:language", "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
        "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
        "items": {"@id": "as:items", "@container": "@list"}, "first": {"@id": "as:first", "@type": "@id"},
        "total": {"@id": "as:totalItems", "@type": "xsd:nonNegativeInteger"},
        "startIndex": {"@id": "as:startIndex", "@type": "xsd:nonNegativeInteger"},
    }
}  # fmt: skip
"""The terms of the W3C's context that are used; the whole one cannot be fetched in a test."""


def graph(written: str) -> Any:
    from rdflib import Graph

    data = json.loads(written)
    assert data["@context"] == ANNOTATION_CONTEXT == "http://www.w3.org/ns/anno.jsonld"
    data["@context"] = CONTEXT["@context"]
    return Graph().parse(data=json.dumps(data), format="json-ld")


def test_web_annotations_are_read_as_rdf() -> None:
    read = graph(
        to_web_annotation(ANSWER, iri_of=lambda thing: f"https://vi.du/{thing.number}", source="urn:x:1")
    )
    query = """
        PREFIX oa: <http://www.w3.org/ns/oa#>
        SELECT ?why ?body ?source ?start ?end ?exact ?prefix WHERE {
            ?a a oa:Annotation; oa:motivatedBy ?why; oa:hasBody ?body; oa:hasTarget ?t .
            ?t oa:hasSource ?source; oa:hasSelector ?p, ?q .
            ?p a oa:TextPositionSelector; oa:start ?start; oa:end ?end .
            ?q a oa:TextQuoteSelector; oa:exact ?exact; oa:prefix ?prefix } ORDER BY ?why ?start"""
    found = [tuple(map(str, row)) for row in read.query(query)]
    assert len(found) == 6
    for why, _, source, start, end, exact, prefix in found:
        assert why in ("http://www.w3.org/ns/oa#identifying", "http://www.w3.org/ns/oa#describing")
        assert source == "urn:x:1"
        assert WORDS[int(start) : int(end)] == exact
        assert WORDS[: int(start)].endswith(prefix)
    identified = [row[1] for row in found if row[0].endswith("identifying")]
    assert identified == [
        f"https://vi.du/{n}" for n in ("80/2015/QH13", "126/QĐ-UBND", *["34/2016/NĐ-CP"] * 2)
    ]
    words = "SELECT ?w WHERE { ?b a <http://www.w3.org/ns/oa#TextualBody>; rdf:value ?w } ORDER BY ?w"
    assert [str(w) for (w,) in read.query(words)] == [
        "Quyết định 1/QĐ-UBND basedOn Luật 80/2015/QH13",
        "Quyết định 126/QĐ-UBND amends Nghị định 34/2016/NĐ-CP",
    ]


def test_the_source_of_annotations_is_its_content_where_it_has_no_iri() -> None:
    one, two = (json.loads(to_web_annotation(extract(text))) for text in ("Nghị định 54", "Nghị định 55"))
    assert one["id"].startswith("ni:///sha-256;")
    assert one["id"] != two["id"]
    assert one == json.loads(to_web_annotation(extract(from_string("Nghị định 54"))))
    ids = [item["id"] for item in json.loads(to_web_annotation(ANSWER))["first"]["items"]]
    assert len(set(ids)) == len(ids) == json.loads(to_web_annotation(ANSWER))["total"] == 6


def test_tables_of_a_shipped_example_open_in_a_spreadsheet_reader(examples: Path) -> None:
    answer = extract(examples / "kh-6581-kh-ubnd-quang-nam-2023.md")
    assert len(rows("mentions", answer)) == sum(len(c.mentions) for c in answer.citations) > 5
    assert [r["quote"] for r in rows("relations", answer)] == [r.quote for r in answer.relations]
    with tempfile.TemporaryFile("w+", newline="", encoding="utf-8-sig") as file:
        file.write(to_csv(answer, table="relations"))
        file.seek(0)
        assert next(csv.reader(file)) == list(COLUMNS["relations"])
