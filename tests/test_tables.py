from __future__ import annotations

import csv
import tracemalloc
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from kg import batch, sheets, sorting
from kg.export import FORMATS, write
from kg.gexf import gexf
from kg.network import network
from kg.sheets import write_csv, write_parquet, write_xlsx
from kg.store import Store
from kg.tables import TABLES
from kg.terms import DCTERMS, ELI, RDF_TYPE, RDFS, Iri, Literal, Quad, text
from nlp import extract

QD_126 = "https://luocdo.vn/eli/vn/quang-nam/ubnd/quyet-dinh/2024/126-QĐ-UBND"
NQ_02 = "https://luocdo.vn/eli/vn/trung-uong/chinh-phu/nghi-quyet/2024/02-NQ-CP"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> Store:
    folder = tmp_path_factory.mktemp("tables") / "graph"
    batch.build([examples], folder, extract)
    return Store.reading(folder)


def test_parquet_is_read_back_by_pandas_and_arrow(store: Store, tmp_path: Path) -> None:
    written = write_parquet(store, tmp_path / "made")
    assert [path.name for path in written] == [f"{t.name}.parquet" for t in TABLES]
    documents = pd.read_parquet(written[0]).set_index("iri")
    assert documents.loc[QD_126, "number"] == "126/QĐ-UBND"
    assert documents.loc[QD_126, "type"] == "Quyết định"
    assert documents.loc[QD_126, "date"] == "2024-01-22"
    assert documents["held"].sum() == 14
    types = {field.name: str(field.type) for field in pq.read_schema(written[3])}
    assert (types["quote"], types["confidence"], types["start"], types["part"]) == (
        "string",
        "double",
        "int64",
        "bool",
    )


def test_relations_have_their_evidence(store: Store, tmp_path: Path) -> None:
    relations = pd.read_parquet(write_parquet(store, tmp_path)[3])
    assert len(relations) == network(store).number_of_edges()
    found = relations[(relations.subject_iri == QD_126) & (relations.predicate == "implements")]
    assert set(found.object_iri) == {NQ_02}
    assert set(found.relation) == {"thực hiện"}
    assert found.quote.str.contains("02/NQ-CP").all()
    assert (found.end > found.start).all()
    assert found.confidence.between(0, 1).all()


def test_citations_stand_where_they_say(store: Store, tmp_path: Path) -> None:
    citations = pd.read_parquet(write_parquet(store, tmp_path)[2])
    total = sum(1 for _ in store.match(None, RDF_TYPE, store.terms.ld("Citation")))
    assert len(citations) == total
    printed = citations[citations.mentions > 0]
    assert (printed.words.str.len() == printed.end - printed.start).all()
    sources = {q.subject for q in store.match(None, RDF_TYPE, store.terms.ld("Source"))}
    assert set(citations.source) <= sources
    assert set(citations.cited) <= set(pd.read_parquet(tmp_path / "documents.parquet").iri)


def test_bodies_count_their_documents(store: Store, tmp_path: Path) -> None:
    bodies = pd.read_parquet(write_parquet(store, tmp_path)[1]).set_index("place")
    issued = list(
        store.match(None, ELI("passed_by"), Iri(bodies.loc["quang-nam/ubnd", "iri"]), store.terms.current)
    )
    assert bodies.loc["quang-nam/ubnd", "documents"] == len(issued)


def test_csv_is_read_back_by_excel_and_python(store: Store, tmp_path: Path) -> None:
    for path, table in zip(write_csv(store, tmp_path), TABLES, strict=True):
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        assert rows[0] == [name for name, _, _ in table.columns]
        assert rows[1:] == [["" if v is None else str(v) for v in row] for row in table.rows(store)]


def test_xlsx_is_read_back_by_openpyxl(store: Store, tmp_path: Path) -> None:
    (path,) = write_xlsx(store, tmp_path / "đồ thị.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Văn bản", "Cơ quan", "Viện dẫn", "Quan hệ"]
    head, *rows = book["Quan hệ"].values
    assert head[:4] == ("văn bản", "cơ quan", "ngày", "quan hệ")
    assert len(rows) == sum(1 for _ in TABLES[3].rows(store))


def test_a_workbook_holds_no_formulas_and_marks_what_it_cannot_hold(tmp_path: Path) -> None:
    store = Store.memory()
    work, current = Iri("https://luocdo.vn/eli/x"), store.terms.current
    store.add(
        [
            Quad(work, RDF_TYPE, ELI("LegalResource"), current),
            Quad(work, RDFS("label"), text('=HYPERLINK("http://x")'), current),
            Quad(work, DCTERMS("title"), Literal("a\x0bb" + "c" * 40_000), current),
        ]
    )
    sheet = openpyxl.load_workbook(write_xlsx(store, tmp_path / "x.xlsx")[0])["Văn bản"]
    label, title = sheet["B2"], sheet["H2"]
    assert (label.value, label.data_type) == ('=HYPERLINK("http://x")', "s")
    assert title.value.startswith("a\ufffdb")
    assert title.value.endswith("xem CSV)")
    assert len(title.value) <= 32_767


def test_a_long_table_goes_on_in_another_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "_SHEET", 11)
    store = filled(25)
    book = openpyxl.load_workbook(write_xlsx(store, tmp_path / "x.xlsx")[0])
    assert book.sheetnames[:3] == ["Văn bản", "Văn bản 2", "Văn bản 3"]
    iris = [row[0] for name in book.sheetnames[:3] for row in list(book[name].values)[1:]]
    assert len(set(iris)) == len(iris) == 25


def test_parquet_in_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "GROUP", 10)
    path = write_parquet(filled(25), tmp_path)[0]
    assert pq.ParquetFile(path).num_row_groups == 3
    assert pq.read_table(path).num_rows == 25


def test_an_empty_graph_gives_empty_tables(tmp_path: Path) -> None:
    for path in write_parquet(Store.memory(), tmp_path):
        assert pq.read_table(path).num_rows == 0
    assert openpyxl.load_workbook(write_xlsx(Store.memory(), tmp_path / "x.xlsx")[0])["Văn bản"].max_row == 1


def test_gexf_is_read_back_by_networkx(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "graph.gexf"
    path.write_text("".join(gexf(store)), encoding="utf-8")
    read = nx.read_gexf(path, version="1.3")
    ours = network(store)
    assert set(read.nodes) == set(ours.nodes)
    assert sorted(read.edges()) == sorted((a, b) for a, b in ours.edges())
    assert read.nodes[QD_126]["label"] == "Quyết định 126/QĐ-UBND"
    assert read.nodes[QD_126]["held"] is True
    quotes = {d["quote"] for a, b, d in read.edges(data=True) if (a, b) == (QD_126, NQ_02)}
    assert quotes == {d["quote"] for a, b, d in ours.edges(data=True) if (a, b) == (QD_126, NQ_02)}


def test_gexf_of_any_words_is_xml() -> None:
    store = Store.memory()
    work = Iri("https://luocdo.vn/eli/x")
    store.add(
        [
            Quad(work, RDF_TYPE, ELI("LegalResource"), store.terms.current),
            Quad(work, DCTERMS("title"), Literal("\x01 <&> \" \n '"), store.terms.current),
        ]
    )
    root = ElementTree.fromstring("".join(gexf(store)))
    values = [v.get("value") for v in root.iter("{http://gexf.net/1.3}attvalue")]
    assert "\ufffd <&> \" \n '" in values


def test_what_is_written_is_never_held_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory does not grow with the graph: ten times the documents take the same peak."""
    monkeypatch.setattr(sorting, "ROOM", 20_000)
    monkeypatch.setattr(sorting, "_PARTS", 4)
    monkeypatch.setattr(sheets, "GROUP", 100)

    def peak(format_: str, count: int) -> int:
        store = filled(count)
        tracemalloc.start()
        write(store, format_, tmp_path / format_)
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    for format_ in (*FORMATS, *sheets.WRITERS):
        peak(format_, 10)
        assert peak(format_, 2_000) < peak(format_, 200) * 2 + 100_000, format_


def filled(count: int) -> Store:
    store = Store.memory()
    current = store.terms.current
    works = [Iri(f"https://luocdo.vn/eli/vn/a/b/c/2024/{n}-X") for n in range(count)]
    store.add(Quad(w, RDF_TYPE, ELI("LegalResource"), current) for w in works)
    store.add(Quad(w, DCTERMS("title"), Literal("trích yếu " * 20), current) for w in works)
    return store
