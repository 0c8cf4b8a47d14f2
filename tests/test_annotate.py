"""Links in text and pages: nothing broken, nothing lost, nothing let through unescaped."""

from __future__ import annotations

from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp import extract
from nlp.align import align
from nlp.annotate import Spot, annotate, apart, name, spots
from nlp.load import from_string, load
from nlp.markup import VOID, pieces, visible
from nlp.model import Citation, Extraction, Mention
from nlp.steps import STEPS, StepError, cleaned

DECREE = Citation("c1", "Nghị định", "34/2016/NĐ-CP")


def at(text: str, words: str, *, nth: int = 0, citation: Citation = DECREE) -> Spot:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return citation, Mention(start, start + len(words), words, "full")


def in_u(_: Citation, __: Mention) -> tuple[str, str]:
    return "<u>", "</u>"


class Nesting(HTMLParser):
    """Fails on an end tag that closes another element than the last one opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        assert not (tag == "a" and "a" in self.open), "a link in a link"
        self.open.append(tag)
        if tag == "a":
            self.links.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        if "a" in self.open:
            self.links[-1] += data


def read(page: str) -> Nesting:
    reader = Nesting()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


# -- plain text -------------------------------------------------------------------------------


def test_plain_text_is_escaped_and_linked() -> None:
    text = "A < B & Nghị định 34/2016/NĐ-CP <script>"
    linked = annotate(text, [at(text, "Nghị định 34/2016/NĐ-CP")], href=lambda c, m: '/?so="1"&x=<')
    assert linked == (
        'A &lt; B &amp; <a class="citation" href="/?so=&quot;1&quot;&amp;x=&lt;">Nghị định 34/2016/NĐ-CP</a>'
        " &lt;script&gt;"
    )


def test_without_a_target_or_with_none_from_wrap_the_text_stays() -> None:
    text = "Nghị định 34/2016/NĐ-CP"
    spot = [at(text, text)]
    assert annotate(text, spot, href=lambda c, m: "") == text
    assert annotate(text, spot, wrap=lambda c, m: None) == text
    assert annotate(text, spot) == (
        '<mark class="citation" title="Nghị định 34/2016/NĐ-CP">Nghị định 34/2016/NĐ-CP</mark>'
    )


def test_of_overlapping_mentions_the_first_then_the_longer_counts() -> None:
    text = "aaa bbb ccc ddd"
    found = [at(text, "bbb"), at(text, "aaa"), at(text, "aaa bbb"), at(text, "bbb ccc"), at(text, "ddd")]
    assert [m.text for _, m in apart(found)] == ["aaa bbb", "ddd"]
    assert annotate(text, found, wrap=in_u) == "<u>aaa bbb</u> ccc <u>ddd</u>"


def test_spots_are_in_reading_order() -> None:
    answer = extract("Nghị định 54; Luật số 80/2015/QH13; Nghị định 54")
    assert [(c.id, m.start) for c, m in spots(answer)] == [("c1", 0), ("c2", 14), ("c1", 36)]


def test_name_of_a_citation() -> None:
    law = Citation("c1", "Luật", name="Luật Đất đai", year="2024")
    assert name(law) == "Luật Đất đai, 2024"
    assert name(Citation("c1", "Luật", "31/2024/QH15", "Luật Đất đai")) == "Luật 31/2024/QH15"


@given(st.text(alphabet="ab <>&\"'\n", max_size=40), st.data())
def test_plain_text_is_never_lost(text: str, data: st.DataObject) -> None:
    found = []
    for _ in range(data.draw(st.integers(0, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        found.append((DECREE, Mention(start, end, text[start:end], "full")))
    linked = annotate(text, [f for f in found if f[1].end > f[1].start], href=lambda c, m: "#")
    reader = read(linked)
    assert reader.text == text
    assert unescape(linked.replace('<a class="citation" href="#">', "").replace("</a>", "")) == text


# -- pages ------------------------------------------------------------------------------------


def on_page(page: str, words: str, **options: object) -> str:
    plain = cleaned(page, "html").text
    return annotate(page, [at(plain, words)], wrap=in_u, is_html=True, **options)  # type: ignore[arg-type]


WORDS = "Nghị định 34/2016/NĐ-CP"


@pytest.mark.parametrize(
    ("page", "linked"),
    [
        ("<p>Nghị định 34/2016/NĐ-CP</p>", "<p><u>Nghị định 34/2016/NĐ-CP</u></p>"),
        ("<p>Nghị định <b>34/2016/NĐ-CP</b></p>", "<p><u>Nghị định <b>34/2016/NĐ-CP</b></u></p>"),
        ("<p>Nghị định <b>34/2016</b>/NĐ-CP</p>", "<p><u>Nghị định <b>34/2016</b>/NĐ-CP</u></p>"),
        ("<b>Nghị định 34</b>/2016/NĐ-CP", "<u><b>Nghị định 34</b>/2016/NĐ-CP</u>"),
        ("<b>x Nghị định 34</b>/2016/NĐ-CP", "<b>x <u>Nghị định 34</u></b><u>/2016/NĐ-CP</u>"),
        ("<p>Nghị định 34</p>/2016/NĐ-CP", "<p><u>Nghị định 34</u></p><u>/2016/NĐ-CP</u>"),
        ("<i>x Nghị định <b>34</i>/2016/NĐ-CP</b>",
         "<i>x <u>Nghị định </u><b><u>34</u></i><u>/2016/NĐ-CP</u></b>"),
        ("Nghị định<wbr> 34/2016/NĐ-CP", "<u>Nghị định<wbr> 34/2016/NĐ-CP</u>"),
        ("Nghị định <!-- > --> 34/2016/NĐ-CP", "<u>Nghị định <!-- > --> 34/2016/NĐ-CP</u>"),
        ("<p title='Nghị định 34/2016/NĐ-CP'>x", None),
        ("<script>'Nghị định 34/2016/NĐ-CP'</script>", None),
        ("<textarea>Nghị định 34/2016/NĐ-CP</textarea>", None),
        ("<title>Nghị định 34/2016/NĐ-CP</title>", None),
        ("<a href=x>Nghị định 34/2016/NĐ-CP</a>", None),
        ("<a href=x>Nghị định 34</a>/2016/NĐ-CP", None),
        ("<a name=x></a>Nghị định 34/2016/NĐ-CP", "<a name=x></a><u>Nghị định 34/2016/NĐ-CP</u>"),
        ("Ngh&#7883; &#273;ịnh 34/2016/N&#x110;-CP &amp;",
         "<u>Ngh&#7883; &#273;ịnh 34/2016/N&#x110;-CP</u> &amp;"),
        ("<P CLASS='a>b'>Nghị định 34/2016/NĐ-CP</P>", "<P CLASS='a>b'><u>Nghị định 34/2016/NĐ-CP</u></P>"),
    ],
)  # fmt: skip
def test_tags_are_never_broken(page: str, linked: str | None) -> None:
    spot = [at(WORDS, WORDS)]
    assert annotate(page, spot, wrap=in_u, is_html=True, plain=WORDS) == (page if linked is None else linked)


def test_a_citation_over_two_cells_or_paragraphs_is_linked_piece_by_piece() -> None:
    page = "<table><tr><td>Nghị định</td>\n<td> số 34/2016/NĐ-CP</td></tr></table>"
    linked = annotate(page, [at("Nghị định\tsố 34/2016/NĐ-CP", "Nghị định\tsố 34/2016/NĐ-CP")], wrap=in_u,
                      is_html=True, plain="Nghị định\tsố 34/2016/NĐ-CP")  # fmt: skip
    assert linked == ("<table><tr><td><u>Nghị định</u></td>\n<td><u> số 34/2016/NĐ-CP</u></td></tr></table>")


def test_what_straddles_a_tag_can_be_skipped() -> None:
    page = "<b>x Nghị định 34</b>/2016/NĐ-CP"
    assert on_page(page, WORDS, straddling="skip") == page
    whole = "Nghị định <b>34</b>/2016/NĐ-CP"
    assert on_page(whole, WORDS, straddling="skip") == f"<u>{whole}</u>"


def test_inside_a_link_only_on_request() -> None:
    page = "<a href=x>Nghị định 34/2016/NĐ-CP</a>"
    assert on_page(page, WORDS, relink=True) == "<a href=x><u>Nghị định 34/2016/NĐ-CP</u></a>"


def test_decomposed_letters_and_spaces_of_the_page_are_kept() -> None:
    page = "<p>Nghi\u0323\u0302 \n định  34/2016/NĐ-CP</p>".replace("i\u0323\u0302", "i\u0323")
    assert annotate(page, [at(WORDS, WORDS)], wrap=in_u, is_html=True, plain=WORDS) == (
        "<p><u>Nghi\u0323 \n định  34/2016/NĐ-CP</u></p>"
    )


def test_a_footnotes_mark_and_its_moved_words_are_found_again() -> None:
    plain = (
        "Theo Nghị định 34/2016/NĐ-CP[^1] và Luật X.\n"
        "[^1]: Sửa đổi bởi Nghị định 154/2020/NĐ-CP.\nCuối trang."
    )
    page = (
        "<p>Theo Nghị định 34/2016/NĐ-CP<sup>(1)</sup> và Luật X.</p><p>Cuối trang.</p>"
        "<hr><p>(1) Sửa đổi bởi Nghị định 154/2020/NĐ-CP.</p>"
    )
    found = [at(plain, WORDS), at(plain, "Nghị định 154/2020/NĐ-CP")]
    assert annotate(page, found, wrap=in_u, is_html=True, plain=plain) == page.replace(
        WORDS, f"<u>{WORDS}</u>"
    ).replace("Nghị định 154/2020/NĐ-CP", "<u>Nghị định 154/2020/NĐ-CP</u>")


def test_menus_around_the_document_are_left_alone(tmp_path: Path) -> None:
    menu = "<nav><a href=/>Trang chủ</a> Nghị định 34/2016/NĐ-CP</nav>"
    body = "".join(f"<p>Điều {n}. Thực hiện Nghị định 34/2016/NĐ-CP ở nơi thứ {n}.</p>" for n in range(30))
    page = f"<html><body>{menu}<div><h1>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</h1>{body}</div></body></html>"
    path = tmp_path / "trang.html"
    path.write_text(page, encoding="utf-8")
    linked = annotate(page, extract(load(path)), href=lambda c, m: "#", is_html=True)
    reader = read(linked)
    assert reader.links.count(WORDS) == 30
    assert menu in linked


FRAGMENTS = st.lists(
    st.sampled_from(
        ["<b>", "</b>", "<i class='x>'>", "</i>", "<p>", "</p>", "<br>", "<td>", "</td>", "<a href=#>",
         "</a>", "<!-- Nghị định -->", "<script>Nghị định 5/2020/NĐ-CP</script>", "&amp;", "&Eth;", "<", ">",
         " ", "\n", "Nghị định 34/2016/NĐ-CP", "Nghị định ", "số 34", "/2016", "/NĐ-CP",
         "Luật số 80/2015/QH13", "\u00ad"]
    ),
    max_size=14,
)  # fmt: skip


@given(FRAGMENTS)
def test_taking_the_links_away_gives_the_page_back(fragments: list[str]) -> None:
    page = "".join(fragments)
    plain = cleaned(page, "html").text
    linked = annotate(
        page, extract(from_string(plain)), wrap=lambda c, m: ("⟦", "⟧"), is_html=True, plain=plain
    )
    assert linked.replace("⟦", "").replace("⟧", "") == page
    depth = 0
    for piece in pieces(linked):
        assert "⟦" not in piece.attributes
    for letter in linked:
        depth += (letter == "⟦") - (letter == "⟧")
        assert depth in (0, 1)


def balanced() -> st.SearchStrategy[str]:
    words = st.sampled_from(["Nghị định ", "34", "/2016", "/NĐ-CP", " và ", "Luật số ", "80/2015/QH13", "; "])

    def tagged(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        whole = st.tuples(st.sampled_from(["b", "i", "p", "div", "span"]), inner)
        return st.lists(whole.map(lambda t: f"<{t[0]}>{t[1]}</{t[0]}>") | inner, max_size=4).map("".join)

    return st.recursive(words, tagged, max_leaves=20)


@given(balanced())
def test_a_page_that_was_well_nested_stays_so(page: str) -> None:
    linked = annotate(page, extract(cleaned(page, "html").text), href=lambda c, m: "#", is_html=True)
    assert read(linked).text == read(page).text


# -- steps ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("steps", "text", "clean"),
    [
        (("nfc",), "Nghi\u0323 đi\u0323nh", "Nghị định"),
        (("spaces",), "a\u00a0 b\t\u200bc\u200b\n  d", "a b c\n d"),
        (("hyphens",), "126/QĐ\u2013UB\u00adND \u2212", "126/QĐ-UBND -"),
        (("lookalikes",), "126/QÐ-СР", "126/QĐ-CP"),
        (("html",), "<p>Số&nbsp;<b>5</b></p><p>x</p>", "Số\u00a05\nx\n"),
        (("html", "spaces"), "<td>a &nbsp; b</td><td>c", "a b\tc"),
        ((), "x\u00a0y", "x\u00a0y"),
    ],
)
def test_steps(steps: tuple[str, ...], text: str, clean: str) -> None:
    expected = clean if steps != ("html", "spaces") else clean.replace("\t", " ")
    assert cleaned(text, *steps).text == expected  # type: ignore[arg-type]


def test_an_unknown_step_is_named() -> None:
    with pytest.raises(StepError, match=r"ocr.*html, nfc, spaces, hyphens, lookalikes"):
        cleaned("x", "ocr")  # type: ignore[arg-type]


@given(st.text(alphabet="aе <b>&amp;\u00ad\u0323\u2013\u200b\u00a0Đ\n", max_size=40), st.permutations(STEPS))
def test_offsets_lead_back(text: str, steps: list[str]) -> None:
    made = cleaned(text, *steps)  # type: ignore[arg-type]
    last = 0
    for index, letter in enumerate(made.text):
        start, end = made.raw(index, index + 1)
        assert 0 <= start < end <= len(text)
        assert start >= last or made.raw(index - 1, index) == (start, end) or start == last
        last = start
        if letter.isascii() and letter.isalnum() and end - start == 1:
            assert text[start:end] == letter or not text[start].isascii()


def test_composed_steps_are_the_steps_in_turn() -> None:
    page = "<p>126/Q&ETH;\u00a0&ndash; U\u00adBND</p>"
    made = cleaned(page, "html", "lookalikes", "spaces", "hyphens")
    assert made.text == "126/QĐ - UBND\n"
    assert [page[slice(*made.raw(i, i + 1))] for i in (5, 6, 7, 9, 10)] == [
        "&ETH;",
        "\u00a0",
        "&ndash;",
        "U",
        "B",
    ]


# -- markup and alignment ---------------------------------------------------------------------


@given(st.text(alphabet="<>/!-='\"&;ab \n#x1?", max_size=60))
def test_every_piece_stands_where_it_says(source: str) -> None:
    last = 0
    for piece in pieces(source):
        assert last <= piece.start < piece.end <= len(source)
        last = piece.end
        if piece.kind == "words":
            assert source[piece.start : piece.end] == piece.text
        elif piece.kind == "entity":
            assert unescape(source[piece.start : piece.end]) == piece.text


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<!doctype html><?xml x?><p>a</p>", "a\n"),
        ("a<!-- <b> -->b<!-->c", "abc"),
        ("x < y & z &lt; &unknown; &#0;", "x < y & z < &unknown; \ufffd"),
        ("<style>p{}</style><svg><text>x</text></svg>y", "y"),
        ("<script>'</scripty>'</script>y", "y"),
        ("<ul><li>a<li>b</ul>", "a\nb\n"),
        ("a<br/>b", "a\nb"),
        ("a <", "a <"),
        ("<p", ""),
    ],
)
def test_visible_words(page: str, text: str) -> None:
    assert "".join(p.text for p in visible(page)) == text


def test_markup_is_read_in_linear_time() -> None:
    counts = []
    for size in (2_000, 4_000):
        bad = ("<a ", "<!--", "</", "<a x='", "&#", "<script>", "<a =", "<![CDATA[")
        counts += [sum(1 for _ in pieces(words * size)) for words in bad]
    assert max(counts) <= 3 * 4_000


def test_what_is_not_in_the_page_has_no_place() -> None:
    placed = align("Điều lạ hoắc không có ở đâu cả", cleaned("<p>Nghị định</p>", "html"))
    assert placed.span(0, 10) is None


def test_a_span_whose_letters_stand_apart_has_no_place() -> None:
    page = (
        "<p>Nghị định số mười hai trăm</p>" + "<p>khác hẳn</p>" * 40 + "<p>của Chính phủ ban hành năm ấy</p>"
    )
    extracted = "Nghị định số mười hai trămcủa Chính phủ ban hành năm ấy"
    placed = align(extracted, cleaned(page, "html"))
    assert placed.span(0, 9) == (3, 12)
    assert placed.span(20, 40) is None


def test_an_extraction_of_an_empty_page() -> None:
    assert annotate("", Extraction(from_string("")), is_html=True) == ""
    assert annotate("", [], href=lambda c, m: "#") == ""
