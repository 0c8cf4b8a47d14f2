"""The lexicon's tables: what they hold, and that a broken table is refused with file and line."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import astuple
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp import lexicon
from nlp.lexicon._table import parse

TABLES = (
    lexicon.types,
    lexicon.ranks,
    lexicon.symbols,
    lexicon.provinces,
    lexicon.districts,
    lexicon.ministry_changes,
    lexicon.laws,
    lexicon.aliases,
    lexicon.abbreviations,
)
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
OLD_TONE = re.compile(
    r"(?:oà|oá|oả|oã|oạ|oè|oé|oẻ|oẽ|oẹ|(?<!q)uỳ|(?<!q)uý|(?<!q)uỷ|(?<!q)uỹ|(?<!q)uỵ)(?!\w)", re.I
)


def texts(value: object) -> list[str]:
    """All strings in an entry."""
    if isinstance(value, str):
        return [value]
    return [text for part in value for text in texts(part)] if isinstance(value, tuple) else []


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.__name__)
def test_a_table_is_read_once_nfc_and_without_double_rows(table):
    entries = table()
    assert entries is table()
    assert [e for e, n in Counter(entries).items() if n > 1] == []
    for entry in entries:
        for text in texts(astuple(entry)):
            assert text == unicodedata.normalize("NFC", text).strip()


def test_names_place_their_tone_marks_the_new_way():
    names = [s.name for s in lexicon.symbols()] + [law.name for law in lexicon.laws()]
    names += [t.name for t in lexicon.types()] + [p.name for p in lexicon.provinces()]
    assert [name for name in names if OLD_TONE.search(name)] == []


def test_every_type_of_the_decree_on_records_work_is_there():
    names = {t.name for t in lexicon.types() if t.family == "administrative"}
    decree = (
        "Nghị quyết, Quyết định, Chỉ thị, Quy chế, Quy định, Thông cáo, Thông báo, Hướng dẫn, Chương trình, "
        "Kế hoạch, Phương án, Đề án, Dự án, Báo cáo, Biên bản, Tờ trình, Hợp đồng, Công văn, Công điện, "
        "Bản ghi nhớ, Bản thỏa thuận, Giấy ủy quyền, Giấy mời, Giấy giới thiệu, Giấy nghỉ phép, Phiếu gửi, "
        "Phiếu chuyển, Phiếu báo, Thư công"
    )
    assert set(decree.split(", ")) - names == set()


def test_a_type_is_known_by_abbreviation_name_and_family():
    keys = Counter((t.abbrev, t.name, t.family) for t in lexicon.types())
    assert [k for k, n in keys.items() if n > 1] == []
    by_key = {(t.abbrev, t.family): t.name for t in lexicon.types() if t.abbrev == "TT"}
    assert by_key == {("TT", "normative"): "Thông tư", ("TT", "party"): "Thông tri"}


def test_one_slug_a_type_name_and_one_name_a_slug():
    assert len({(t.name, t.slug) for t in lexicon.types()}) == len({t.name for t in lexicon.types()})
    assert len({(t.name, t.slug) for t in lexicon.types()}) == len({t.slug for t in lexicon.types()})


def test_slugs_are_plain():
    slugs = [e.slug for e in (*lexicon.types(), *lexicon.symbols(), *lexicon.provinces())]
    assert [s for s in slugs if not SLUG.fullmatch(s)] == []


def test_the_ladder_names_known_types_and_bodies():
    types = {t.name for t in lexicon.types()}
    symbols = {s.symbol for s in lexicon.symbols()} | {""}
    assert {r.type for r in lexicon.ranks()} - types == set()
    assert {r.symbol for r in lexicon.ranks()} - symbols == set()
    ladder = {(r.type, r.symbol, r.place): r.rank for r in lexicon.ranks()}
    assert ladder["Hiến pháp", "", ""] == 1
    assert ladder["Quyết định", "TTg", ""] < ladder["Quyết định", "UBND", "province"]


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("BNN&PTNT", "Bộ Nông nghiệp và Phát triển nông thôn"),
        ("BNN", "Bộ Nông nghiệp và Phát triển nông thôn"),
        ("BGD&ĐT", "Bộ Giáo dục và Đào tạo"),
        ("VKSTC", "Viện kiểm sát nhân dân tối cao"),
        ("UBTƯMTTQVN", "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam"),
        ("UB", "Ủy ban nhân dân"),
        ("BTM", "Bộ Thương mại"),
        ("SCT", "Sở Công Thương"),
    ],
)
def test_a_symbol_in_any_spelling_is_one_body(printed, name):
    assert [s.name for s in lexicon.symbols() if printed in (s.symbol, *s.variants)] == [name]


def test_a_symbol_is_printed_for_one_body_only():
    printed = Counter(spelling for s in lexicon.symbols() for spelling in (s.symbol, *s.variants))
    assert [spelling for spelling, n in printed.items() if n > 1] == []


def test_provinces_before_and_after_the_mergers():
    def on(day: str) -> list[lexicon.Province]:
        return [
            p for p in lexicon.provinces() if p.valid_from <= day and (not p.valid_to or day <= p.valid_to)
        ]

    assert len(on("2024-06-30")) == 63
    assert len(on("2025-06-30")) == 63
    assert len(on("2025-07-01")) == 34
    assert len(on("2026-10-01")) == 34
    assert sum(p.kind == "thành phố" for p in on("2025-07-01")) == 6
    assert sum(p.kind == "thành phố" for p in on("2026-10-01")) == 9
    assert len({p.slug for p in on("2026-10-01")}) == 34


def test_quang_nam_became_part_of_da_nang():
    (last,) = [p for p in lexicon.provinces() if p.name == "Quảng Nam"]
    assert (last.valid_to, last.successors, last.act) == (
        "2025-06-30",
        ("Đà Nẵng",),
        "Nghị quyết 202/2025/QH15",
    )


def test_districts_stand_in_the_provinces_of_june_2025():
    provinces = {
        p.name for p in lexicon.provinces() if p.valid_from <= "2025-06-30" == p.valid_to or not p.valid_to
    }
    assert {d.province for d in lexicon.districts()} - provinces == {"Quảng Ninh"} - provinces
    assert len(lexicon.districts()) == 696
    assert lexicon.District("Quảng Nam", "thành phố", "Tam Kỳ") in lexicon.districts()


def test_a_ministry_that_was_split_has_one_main_successor():
    parts = [c for c in lexicon.ministry_changes() if c.old_symbol == "BLĐTBXH"]
    assert [c.new_symbol for c in parts if c.main] == ["BNV"]
    assert {c.new_symbol for c in parts} == {"BNV", "BGDĐT", "BYT"}


def test_a_law_is_known_by_number_and_type():
    keys = Counter((law.number, law.type) for law in lexicon.laws() if law.number)
    assert [k for k, n in keys.items() if n > 1] == []
    assert {law.date[:4] for law in lexicon.laws() if law.type == "Hiến pháp"} == {
        "1946",
        "1959",
        "1980",
        "1992",
        "2013",
    }


@pytest.mark.parametrize(
    ("number", "name", "day"),
    [
        ("80/2015/QH13", "Luật Ban hành văn bản quy phạm pháp luật", "2015-06-22"),
        (
            "63/2020/QH14",
            "Luật Sửa đổi, bổ sung một số điều của Luật Ban hành văn bản quy phạm pháp luật",
            "2020-06-18",
        ),
        ("31/2024/QH15", "Luật Đất đai", "2024-01-18"),
        ("65/2006/QH11", "Luật Luật sư", "2006-06-29"),
        ("45/2019/QH14", "Bộ luật Lao động", "2019-11-20"),
        ("54/2014/QH13", "Luật Hải quan", "2014-06-23"),
    ],
)
def test_named_laws(number, name, day):
    assert [(law.name, law.date) for law in lexicon.laws() if law.number == number] == [(name, day)]


def test_the_name_of_a_law_is_a_title():
    for law in lexicon.laws():
        assert law.name.startswith(law.type)
        assert not re.search(r"…|\(\d|\bsố \d|(?:19|20)\d\d$|[.;:,]$", law.name), law
        rest = law.name.removeprefix(law.type).strip()
        assert not rest or rest[0].isupper(), law


def test_dates_of_laws_are_days_in_the_year_of_the_number():
    for law in lexicon.laws():
        if law.date:
            day = date.fromisoformat(law.date)
            year = re.search(r"/((?:19|20)\d\d)/", law.number)
            assert year is None or day.year == int(year[1]), law
        if law.date and law.effective_from:
            assert law.date <= law.effective_from, law


def test_a_nickname_of_two_documents_is_marked():
    count = Counter(a.alias for a in lexicon.aliases())
    assert [a for a in lexicon.aliases() if count[a.alias] > 1 and not a.clash] == []
    assert {a.date for a in lexicon.aliases() if a.alias == "Nghị quyết 18"} == {"2017-10-25", "2022-06-16"}


def test_no_table_names_a_machine_or_an_address():
    for file in files(lexicon).iterdir():
        if file.name.endswith(".tsv"):
            assert not re.search(r"https?:|/tmp|/work|github", file.read_text(encoding="utf-8"), re.I), (
                file.name
            )


COLUMNS = ("symbol", "certain")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("# a\nsymbol\tname\n", 2, "the header must be: symbol, certain"),
        ("symbol\tcertain\nBTC\n", 2, "2 columns wanted, 1 found"),
        ("symbol\tcertain\n\nBTC\tyes\tno\n", 3, "2 columns wanted, 3 found"),
    ],
)
def test_a_broken_table_is_refused_with_file_and_line(text, line, words):
    with pytest.raises(lexicon.LexiconError, match=rf"^bodies\.tsv:{line}: .* / {words}") as caught:
        list(parse(text, file="bodies.tsv", columns=COLUMNS))
    assert (caught.value.file, caught.value.line) == ("bodies.tsv", line)


def test_a_cell_of_the_wrong_kind_is_refused_with_file_and_line():
    (row,) = parse("symbol\tcertain\nBTC\tmaybe\n", file="bodies.tsv", columns=COLUMNS)
    with pytest.raises(lexicon.LexiconError, match=r"^bodies\.tsv:2: cột “certain”"):
        row.flag("certain")
    with pytest.raises(lexicon.LexiconError, match=r"^bodies\.tsv:2: cột “symbol” phải là số"):
        row.number("symbol")


CELL = st.text(st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1).map(
    lambda s: "x" + unicodedata.normalize("NFC", s).strip()
)


@given(st.lists(st.tuples(CELL, CELL), max_size=5))
def test_what_is_written_is_read(rows):
    text = "symbol\tcertain\n" + "".join(f"{a}\t{b}\n" for a, b in rows)
    read = [(r["symbol"], r["certain"]) for r in parse(text, file="t.tsv", columns=COLUMNS)]
    assert read == [tuple(unicodedata.normalize("NFC", c).strip() for c in row) for row in rows]
