"""Official lists: what they would do is shown first, and what runs backwards never gets in."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import listing
from kg.errors import BadList
from kg.store import Store
from kg.terms import ELI, Iri, dated

DOCUMENTS = "type\tnumber\ttitle\tdate\tissuer\teffective_from\tflags\n"
RELATIONS = "amending_type\tamending_number\taction\tamended_type\tamended_number\n"
ND_123 = Iri("https://luocdo.vn/eli/vn/trung-uong/chinh-phu/nghi-dinh/2020/123-2020-NĐ-CP")
ND_70 = Iri("https://luocdo.vn/eli/vn/trung-uong/chinh-phu/nghi-dinh/2025/70-2025-NĐ-CP")


def table(folder: Path, head: str, *rows: str, name: str = "list.tsv") -> Path:
    file = folder / name
    file.write_text(head + "".join(row.replace("|", "\t") + "\n" for row in rows), encoding="utf-8")
    return file


def codes(made: listing.Plan) -> list[tuple[int, str]]:
    return [(c.line, c.code) for c in made.conflicts]


def test_documents_become_works_with_dates(tmp_path: Path) -> None:
    file = table(tmp_path, DOCUMENTS, "Nghị định|123/2020/NĐ-CP|về hóa đơn|2020-10-19|Chính phủ|2022-07-01|")
    made = listing.put(tmp_path / "g", file)
    assert (made.kind, made.rows, made.identified, made.open_, codes(made)) == ("documents", 1, 1, 0, [])
    store = Store.reading(tmp_path / "g")
    assert store.objects(ND_123, ELI("first_date_entry_in_force"), store.terms.current) == [
        dated("2022-07-01")
    ]
    assert store.objects(ND_123, ELI("date_document"), store.terms.current) == [dated("2020-10-19")]


def test_a_number_says_its_central_body_where_the_list_does_not(tmp_path: Path) -> None:
    file = table(tmp_path, DOCUMENTS, "Luật|45/2019/QH14|||||", "Quyết định|126/QĐ-UBND||2024-01-22|||")
    made = listing.plan(Store.memory(), file)
    assert (made.identified, made.open_, codes(made)) == (1, 1, [(3, "open")])


def test_what_differs_from_the_graph_is_shown(tmp_path: Path) -> None:
    first = table(tmp_path, DOCUMENTS, "Nghị định|123/2020/NĐ-CP||2020-10-19|Chính phủ|2022-07-01|")
    listing.put(tmp_path / "g", first)
    second = table(
        tmp_path, DOCUMENTS, "Nghị định|123/2020/NĐ-CP||2020-10-20|Chính phủ|2022-07-02|", name="other.tsv"
    )
    made = listing.plan(Store.reading(tmp_path / "g"), second)
    assert codes(made) == [(2, "date"), (2, "effective")]
    assert "danh sách 2020-10-20, đồ thị 2020-10-19" in str(made.conflicts[0])


def test_rows_that_contradict_each_other_or_doubt_themselves(tmp_path: Path) -> None:
    file = table(
        tmp_path,
        DOCUMENTS,
        "Nghị định|123/2020/NĐ-CP||2020-10-19|Chính phủ||",
        "Nghị định|123/2020/NĐ-CP||2020-10-29|Chính phủ||",
        "Nghị định|1/2021/NĐ-CP||2021-03-01|Chính phủ|2021-01-01|effect_before_date",
        "Văn vần|1/2021||2021-03-01|||",
    )
    made = listing.plan(Store.memory(), file)
    assert codes(made) == [(3, "double"), (4, "flagged"), (5, "unknown-type")]
    assert [c.left_out for c in made.conflicts] == [False, True, True]
    assert not [q for q in made.quads if q.predicate == ELI("first_date_entry_in_force")]


def test_relations_keep_their_row_as_evidence(tmp_path: Path) -> None:
    file = table(
        tmp_path, RELATIONS, "Nghị định|70/2025/NĐ-CP|sửa đổi/bổ sung/bãi bỏ|Nghị định|123/2020/NĐ-CP"
    )
    made = listing.put(tmp_path / "g", file)
    assert (made.identified, made.agreeing, made.reversed_) == (2, 1, 0)
    store = Store.reading(tmp_path / "g")
    edges = {q.predicate for q in store.match(ND_70, None, ND_123, store.terms.current)}
    assert {ELI("amends"), store.terms.ld("partiallyRepeals"), ELI("changes")} <= edges
    quotes = {str(getattr(q.object, "value", "")) for q in store.match(None, store.terms.ld("quote"))}
    assert quotes == {"Nghị định\t70/2025/NĐ-CP\tsửa đổi/bổ sung/bãi bỏ\tNghị định\t123/2020/NĐ-CP"}
    assert not list(store.match(ND_123, None, ND_70, store.terms.current))


def test_a_row_that_runs_backwards_is_left_out(tmp_path: Path) -> None:
    right = "Nghị định|70/2025/NĐ-CP|sửa đổi|Nghị định|123/2020/NĐ-CP"
    wrong = "Nghị định|172/2016/NĐ-CP|sửa đổi|Nghị định|26/2019/NĐ-CP"
    file = table(tmp_path, RELATIONS, right, wrong)
    made = listing.put(tmp_path / "g", file)
    assert codes(made) == [(3, "earlier")]
    assert (made.agreeing, made.reversed_) == (1, 1)
    store = Store.reading(tmp_path / "g")
    assert len(list(store.match(None, ELI("amends"), None, store.terms.current))) == 1


def test_known_pairs_are_believed_before_a_list(tmp_path: Path) -> None:
    head = RELATIONS
    pair = ("Quyết định|5/2020/QĐ-TTg", "Quyết định|9/2020/QĐ-TTg")
    listing.put(tmp_path / "g", table(tmp_path, head, f"{pair[0]}|sửa đổi|{pair[1]}", name="known.tsv"))
    made = listing.plan(Store.reading(tmp_path / "g"), table(tmp_path, head, f"{pair[1]}|sửa đổi|{pair[0]}"))
    assert codes(made) == [(2, "reversed")]
    assert not [q for q in made.quads if q.predicate == ELI("amends")]


def test_a_list_that_runs_backwards_is_refused(tmp_path: Path) -> None:
    rows = [f"Nghị định|{n}/2016/NĐ-CP|sửa đổi|Nghị định|{n}/2019/NĐ-CP" for n in range(3)]
    with pytest.raises(
        BadList, match=r"3 quan hệ ngược chiều, 0 đúng chiều; không ghi gì / .*nothing written"
    ):
        listing.put(tmp_path / "g", table(tmp_path, RELATIONS, *rows))
    assert not (tmp_path / "g" / "snapshots").exists()


def test_both_ways_a_document_itself_and_unknown_words(tmp_path: Path) -> None:
    a, b = "Quyết định|5/2020/QĐ-TTg", "Quyết định|9/2020/QĐ-TTg"
    made = listing.plan(
        Store.memory(),
        table(tmp_path, RELATIONS, f"{a}|sửa đổi|{b}", f"{b}|bãi bỏ|{a}", f"{a}|sửa đổi|{a}", f"{a}|hát|{b}"),
    )
    assert codes(made) == [(2, "both-ways"), (3, "both-ways"), (4, "self"), (5, "unknown-act")]


def test_a_changed_list_replaces_what_it_said(tmp_path: Path) -> None:
    file = table(tmp_path, DOCUMENTS, "Nghị định|123/2020/NĐ-CP||2020-10-19|Chính phủ||")
    listing.put(tmp_path / "g", file)
    table(tmp_path, DOCUMENTS, "Nghị định|70/2025/NĐ-CP||2025-03-20|Chính phủ||")
    listing.put(tmp_path / "g", file)
    store = Store.reading(tmp_path / "g")
    assert {q.subject for q in store.match(None, ELI("id_local"), None, store.terms.current)} == {ND_70}
    assert len(store.sources()) == 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("", "danh sách trống / .*the list is empty"),
        ("type\tnumber\n", "danh sách trống"),
        ("a\tb\n1\t2\n", r"list\.tsv:1: dòng đầu cần các cột"),
    ],
)
def test_what_is_no_list_is_refused(tmp_path: Path, words: str, message: str) -> None:
    (tmp_path / "list.tsv").write_text(words, encoding="utf-8")
    with pytest.raises(BadList, match=message):
        listing.plan(Store.memory(), tmp_path / "list.tsv")


def test_bytes_that_are_no_utf_8_are_refused(tmp_path: Path) -> None:
    (tmp_path / "list.tsv").write_bytes(b"type\tnumber\n\xff\xfe\t1\n")
    with pytest.raises(BadList, match=r"không phải UTF-8 / .*not UTF-8"):
        listing.plan(Store.memory(), tmp_path / "list.tsv")


def test_the_official_lists_run_forwards(shared) -> None:
    made = listing.plan(Store.memory(), shared("domain/phapdien_amendments.tsv"))
    assert (made.rows, made.reversed_) == (967, 1)
    assert made.agreeing > 550
    documents = listing.plan(Store.memory(), shared("domain/phapdien_documents.tsv"))
    assert documents.rows == 4212
    assert documents.open_ < 10
