"""What must hold for any text: offsets, sameness under look-alikes and distance, time that grows linearly."""

from __future__ import annotations

import gc
import time
import unicodedata
from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.clean import clean
from nlp.context import Context, context
from nlp.dates import date_before, read
from nlp.extraction import extract
from nlp.find import find
from nlp.hits import Hit
from nlp.layout import Layout, Region
from nlp.model import Document
from nlp.pinpoints import pinpoints_before
from nlp.resolve import resolve
from nlp.titles import title_after
from tests.helpers_documents import documents, mentions
from tests.helpers_find import number_of

INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
LETTERS = st.sampled_from("AĐUBNDQCPTtghịậươ 0123456789/-.,;:()[]\n\t\u00a0\u00ad\u0323“”*_")


def bare_layout(text: str) -> Layout:
    return Layout(Document(), (Region("body", 0, len(text)),) if text else ())


def kinds(hits: tuple[Hit, ...]) -> list[tuple[str, str, str]]:
    return [(h.type, h.form, number_of(h) or h.key) for h in hits]


@given(documents)
def test_every_mention_stands_where_it_says(text: str) -> None:
    for hit in find(text):
        assert 0 <= hit.start < hit.end <= len(text)
        mention = text[hit.start : hit.end]
        assert mention == mention.strip()
        assert hit.printed in mention
        assert hit.end <= hit.about or hit.about == 0


@given(documents)
def test_every_mention_is_placed_once(text: str) -> None:
    citations, _ = resolve(text, find(text), bare_layout(text), Context())
    placed = [(m.start, m.end) for c in citations for m in c.mentions if m.form != "relative"]
    pointed = [(h.start, h.end) for h in find(text) if h.form in ("relative", "self")]
    assert sorted(placed + pointed) == sorted(
        [(h.start, h.end) for h in find(text)] + [p for p in pointed if p in placed]
    )
    assert all(text[m.start : m.end] == m.text for c in citations for m in c.mentions)


@given(documents)
def test_decomposed_letters_change_nothing(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    one, other = find(unicodedata.normalize("NFC", text)), find(apart)
    assert kinds(one) == kinds(other)
    assert [unicodedata.normalize("NFC", apart[h.start : h.end]) for h in other] == [
        unicodedata.normalize("NFC", text)[h.start : h.end] for h in one
    ]


@given(documents, st.lists(st.tuples(st.integers(0, 10_000), st.sampled_from(INVISIBLE)), max_size=12))
def test_what_cannot_be_seen_changes_nothing(text: str, sown: list[tuple[int, str]]) -> None:
    letters = list(text)
    for place, mark in sown:
        letters.insert(place % (len(letters) + 1), mark)
    strewn = "".join(letters)
    one, other = find(text), find(strewn)
    assert kinds(one) == kinds(other)
    assert [
        "".join(letter for letter in strewn[h.start : h.end] if letter not in INVISIBLE) for h in other
    ] == [text[h.start : h.end] for h in one]


FAR = "Phần này chỉ nói về công việc thường ngày của đơn vị.\n" * 200


@settings(max_examples=40)
@given(documents, documents, documents)
def test_what_stands_far_away_changes_nothing(before: str, text: str, after: str) -> None:
    head = before + "\n" + FAR
    whole = head + text + "\n" + FAR + after
    core = [h for h in find(whole) if len(head) <= h.start < len(head) + len(text)]
    alone = find(text + "\n" + FAR)
    assert kinds(tuple(core)) == kinds(alone)
    assert [(h.start - len(head), h.end - len(head)) for h in core] == [(h.start, h.end) for h in alone]


@given(mentions)
def test_a_mention_alone_is_found(mention: str) -> None:
    hits = find(mention)
    assert hits
    assert hits[0].start in (0, len("các "))


@given(st.text())
def test_cleaned_offsets_lead_back(text: str) -> None:
    cleaned = clean(text)
    if cleaned.starts is None or cleaned.ends is None:
        assert len(cleaned.text) == len(text)
        return
    assert len(cleaned.starts) == len(cleaned.ends) == len(cleaned.text)
    starts, ends = list(cleaned.starts), list(cleaned.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(starts, ends, strict=True))
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    kept = "".join(
        text[cleaned.starts[i] : cleaned.ends[i]]
        for i in range(len(starts))
        if i == 0 or starts[i] != starts[i - 1]
    )
    assert clean(kept).text == cleaned.text


@given(st.one_of(st.text(), st.text(LETTERS, max_size=200)))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text).text
    assert clean(once).text == once


@settings(max_examples=300)
@given(st.one_of(st.text(), st.text(LETTERS, max_size=300), documents))
def test_no_text_is_refused(text: str) -> None:
    hits = find(text)
    citations, findings = resolve(text, hits, bare_layout(text), context(text, Document()))
    assert len(citations) <= len(hits)
    assert all(0 <= f.start <= f.end <= len(text) for f in findings)
    for at in (0, len(text) // 2, len(text)):
        read(text[at:])
        date_before(text, at)
        title_after(text, at)
        pinpoints_before(text, at)


LETTER = [a + b + c for a, b, c in product("ABCDEGHIKLMNOPQRSTUVXY", repeat=3)]

GROWING: dict[str, tuple[int, Callable[[int], str]]] = {
    "type words": (6400, lambda n: "Luật " * n),
    "fractions": (100_000, lambda n: "1/" * n),
    "serials": (50_000, lambda n: "số 1, " * n),
    "articles": (25_000, lambda n: "Điều 1 khoản " * n),
    "places in a document": (
        600,
        lambda n: ("điểm a, b khoản 1, 2 Điều 3, 4 Nghị định số 1/2020/NĐ-CP; ") * n,
    ),
    "commas before a document": (
        600,
        lambda n: ("Điều 1" + " ," * 100 + " x Nghị định số 1/2020/NĐ-CP; ") * n,
    ),
    "days": (50_000, lambda n: "ngày 1/1/" * n),
    "short lists": (300, lambda n: "Nghị định số 1, 2, 3, " * n),
    "one long list": (1500, lambda n: "Nghị định số " + "1, " * n + "2/2020/NĐ-CP"),
    "a list of whole and bare numbers": (
        800,
        lambda n: "Nghị định số " + "".join(f"{i}, {i + 1}/2020/NĐ-CP, " for i in range(n)),
    ),
    "ranges": (400, lambda n: "từ Nghị định số 24 đến 26/2026/NĐ-CP " * n),
    "letters and hyphens": (200_000, lambda n: "A-" * n),
    "numbers of letters": (100_000, lambda n: "1/A-" * n),
    "hostile symbols": (6000, lambda n: ("1/" + "AIII-" * 9 + "AIII x ") * n),
    "blanks": (400_000, lambda n: "Nghị định" + " " * n + "số 1"),
    "blanks after a law": (300, lambda n: ("Luật A" + " " * 250) * n),
    "empty lines": (400_000, lambda n: "\n" * n),
    "capitals": (200_000, lambda n: "ABCD" * n),
    "bodies": (10_000, lambda n: "của UBND tỉnh Quảng Nam " * n),
    "figures": (150_000, lambda n: "1234" * n),
    "brackets": (200_000, lambda n: "([" * n),
    "soft hyphens": (400_000, lambda n: "\u00ad" * n),
    "marks": (50_000, lambda n: "a" + "\u0301" * n),
    "amending nothing": (1500, lambda n: "Luật sửa đổi, bổ sung một số điều của " * n),
    "amending one law": (200, lambda n: "Luật sửa đổi, bổ sung một số điều của Luật Đất đai, " * n),
    "amending many laws": (500, lambda n: "Luật sửa đổi, bổ sung một số điều của " + "Luật Đất đai, " * n),
    "lone numbers": (800, lambda n: "".join(f"số {i}/QĐ-UBND; " for i in range(n))),
    "type words before a number": (6400, lambda n: "Nghị định của Chính phủ " * n + "số 1/2020/NĐ-CP"),
    "many documents": (
        400,
        lambda n: "".join(f"Quyết định số {i}/QĐ-UBND ngày 1/1/2020; " for i in range(n)),
    ),
    "one document": (600, lambda n: "Quyết định số 1/QĐ-UBND ngày 1/1/2020; " * n),
    "one number in many places": (
        500,
        lambda n: "".join(f"Quyết định số 1/QĐ-UBND của UBND xã A{LETTER[i].lower()}; " for i in range(n)),
    ),
    "one serial of many bodies": (
        500,
        lambda n: "".join(f"Quyết định số 1/QĐ-B{LETTER[i]}; Quyết định số 1; " for i in range(n)),
    ),
    "short forms before their documents": (
        500,
        lambda n: (
            "Quyết định số 1 thì; " * n + "".join(f"Quyết định số 1/QĐ-B{LETTER[i]}; " for i in range(n))
        ),
    ),
    "words that point back": (
        500,
        lambda n: "".join(f"Nghị định số {i}/2020/NĐ-CP, " for i in range(n)) + "các văn bản nêu trên " * n,
    ),
    "one document pointed at": (2500, lambda n: "Nghị định số 1/2020/NĐ-CP. " + "các văn bản nêu trên " * n),
    "laws by year": (400, lambda n: "".join(f"Luật Đất đai năm {1900 + i % 120}; " for i in range(n))),
    "unknown laws": (500, lambda n: "".join(f"Luật Lạ {LETTER[i].lower()} năm 2000; " for i in range(n))),
    "days that open a sentence": (40_000, lambda n: "Ngày 1/1/2020, " * n + "số 1/QĐ-UBND"),
    "titles": (400, lambda n: "Quyết định số 1/QĐ-UBND về việc phê duyệt " * n),
    "defined terms": (
        800,
        lambda n: "".join(
            f"Kế hoạch số {i}/KH-UBND (sau đây gọi là Kế hoạch {i}); Kế hoạch {i};\n" for i in range(n)
        ),
    ),
    "provinces": (12_000, lambda n: "tỉnh Quảng Nam " * n),
}


def _seconds(text: str) -> float:
    gc.collect()
    start = time.process_time()
    resolve(text, find(text), bare_layout(text), context(text, Document()))
    return time.process_time() - start


@pytest.mark.slow
@pytest.mark.parametrize("name", GROWING)
def test_time_grows_with_the_length_of_the_text(name: str) -> None:
    size, make = GROWING[name]
    short, long = make(size), make(4 * size)
    ratio = 99.0
    for _ in range(5):
        ratio = min(ratio, _seconds(long) / _seconds(short))
        if ratio < 6:
            return
    pytest.fail(f"four times the text takes {ratio:.1f} times as long")


WHOLE = {
    "blank lines": "\n",
    "bases": "CĂN CỨ ",
    "figure words": "số ",
    "brackets": "([(",
    "page heads": "5\n\n",
}


@pytest.mark.slow
@pytest.mark.parametrize("unit", WHOLE.values(), ids=WHOLE.keys())
def test_the_whole_extraction_grows_with_the_text(unit: str) -> None:
    document = "SỞ Y TẾ\nQUYẾT ĐỊNH\nVề việc giao biên chế\nĐiều 1. Bãi bỏ Quyết định số 5/QĐ-SYT.\n"
    texts = [document + unit * (size // len(unit)) for size in (10_000, 40_000)]
    ratio = 99.0
    for _ in range(5):
        times = []
        for text in texts:
            start = time.process_time()
            extract(text)
            times.append(time.process_time() - start)
        ratio = min(ratio, times[1] / times[0])
        if ratio < 6:
            return
    pytest.fail(f"four times the text takes {ratio:.1f} times as long")
