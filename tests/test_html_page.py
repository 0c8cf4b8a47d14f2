"""The page: whole, self-contained, escaped, readable with any eyes."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp import extract
from nlp.html import VERBS, page
from nlp.markup import VOID
from nlp.model import PREDICATES, Citation, Document, Extraction, Finding, Mention, Relation, Text
from nlp.palette import group_of, groups, ink

EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)> ' \" & <b>"


class Page(HTMLParser):
    """The page as a browser reads it: nesting, ids, links, the text of the document."""

    def __init__(self, written: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.article = self.all = self.raw = ""
        self.feed(written)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        if "id" in found:
            self.ids.append(found["id"] or "")
        if tag == "a":
            assert "a" not in self.open
            self.links.append(found["href"] or "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] in (["style"], ["script"]):
            self.raw += data
            return
        self.all += data
        if "article" in self.open:
            self.article += data

    def marks(self) -> list[str]:
        return [a["class"] or "" for t, a in self.tags if t == "a" and "data-cited" in a]


@pytest.fixture(scope="module")
def report() -> tuple[Extraction, Page, str]:
    answer = extract(Path(__file__).parent.parent / "examples" / "bao-cao-cchc-2024.txt")
    written = page(answer, href=lambda thing: f"https://vi.du/?so={thing.number}&x='")
    return answer, Page(written), written


def test_the_text_is_whole(report: tuple[Extraction, Page, str]) -> None:
    answer, read, _ = report
    assert read.article == answer.text.text


def test_every_link_leads_somewhere(report: tuple[Extraction, Page, str]) -> None:
    _, read, _ = report
    assert len(read.ids) == len(set(read.ids))
    inner = [link[1:] for link in read.links if link.startswith("#")]
    assert set(inner) <= set(read.ids)
    assert len(inner) > 100


def test_every_citation_and_relation_is_listed(report: tuple[Extraction, Page, str]) -> None:
    answer, read, _ = report
    assert {c.id for c in answer.citations} <= set(read.ids)
    assert {f"r{n}" for n in range(1, len(answer.relations) + 1)} <= set(read.ids)
    for relation in answer.relations:
        assert f"“{' '.join(relation.quote.split())}”" in read.all
    assert f"https://vi.du/?so={answer.citations[0].number}&x='" in read.links


def test_nothing_is_asked_from_elsewhere(report: tuple[Extraction, Page, str]) -> None:
    _, read, written = report
    loading = {"src", "srcset", "data", "action", "background", "poster"}
    assert not [a for _, a in read.tags if loading & set(a)]
    assert {t for t, _ in read.tags}.isdisjoint({"link", "img", "iframe", "object", "embed", "base", "form"})
    assert not re.search(r"url\(|@import|https?://(?!vi\.du)|fetch\(|XMLHttp|import\(", written)
    assert not [name for _, a in read.tags for name in a if name.startswith("on")]


def test_only_the_pages_own_style_and_script_may_run(report: tuple[Extraction, Page, str]) -> None:
    _, _, written = report
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', written)
    assert policy is not None
    for tag in ("style", "script"):
        body = re.findall(rf"<{tag}>(.*?)</{tag}>", written, re.S)
        assert len(body) == 1
        digest = base64.b64encode(hashlib.sha256(body[0].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy[1]
    assert policy[1].startswith("default-src 'none';")
    assert "unsafe" not in policy[1]


def test_everything_is_escaped() -> None:
    words = f"Nghị định 34/2016/NĐ-CP {EVIL}"
    answer = Extraction(
        Text(words, source=f"/x/{EVIL}"),
        Document(EVIL, EVIL, EVIL, EVIL, EVIL, EVIL, EVIL, EVIL, (EVIL,)),
        (
            Citation("c1", EVIL, EVIL, EVIL, EVIL, EVIL, EVIL, EVIL, reason="ambiguous", candidates=(),
                     register=(("name", EVIL),), resolution="unresolved",
                     mentions=(Mention(0, len(words), words, "full"),)),
        ),
        (Relation("self", "cites", "c1", words, 0, len(words), cue=EVIL, touches=(EVIL,)),),
        (Finding("x", EVIL),),
    )  # fmt: skip
    written = page(answer, href=lambda thing: EVIL)
    read = Page(written)
    assert read.article == words
    assert [t for t, _ in read.tags].count("script") == 1
    assert {"img", "b"} & {t for t, a in read.tags if a.get("onerror") or a.get("src")} == set()


def test_labels_are_vietnamese() -> None:
    assert set(VERBS) == set(PREDICATES)
    read = Page(page(extract("QUYẾT ĐỊNH\nCăn cứ Luật Đất đai năm 2024;\n")))
    assert ("html", {"lang": "vi"}) in read.tags
    for label in ("Quan hệ giữa các văn bản", "Văn bản được dẫn", "Điểm cần xem lại", "độ tin cậy"):
        assert label in read.all + str(read.tags)


def test_an_empty_document_has_a_page() -> None:
    read = Page(page(Extraction(Text(""))))
    assert read.article == ""
    assert "Không tìm thấy văn bản nào được dẫn." in read.all


def test_colours_are_by_type() -> None:
    read = Page(page(extract("Luật số 80/2015/QH13, Nghị định số 34/2016/NĐ-CP, Nghị quyết số 18-NQ/TW")))
    assert [m.split()[1] for m in read.marks()] == ["g-law", "g-decree", "g-party"]


def test_a_mention_inside_another_leads_to_the_outer_one() -> None:
    text = "Luật sửa đổi, bổ sung một số điều của Luật Đất đai"
    cited = (
        Citation("c1", "Luật", name=text, mentions=(Mention(0, 50, text, "named"),)),
        Citation("c2", "Luật", name="Luật Đất đai", mentions=(Mention(38, 50, "Luật Đất đai", "named"),)),
    )
    read = Page(page(Extraction(Text(text), citations=cited)))
    assert len(read.marks()) == 1
    assert read.links.count("#m0") == 2


def test_the_quote_of_a_relation_is_laid_under_the_text(report: tuple[Extraction, Page, str]) -> None:
    answer, _, written = report
    first = answer.relations[0]
    pieces = re.findall(r'<(?:span|a)[^>]* data-edges="[^"]*\br1\b[^"]*">([^<]*)<', written)
    assert "".join(pieces) == first.quote


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=5), st.data())
def test_overlapping_mentions_and_quotes_stay_well_nested(
    quotes: list[tuple[int, int]], data: st.DataObject
) -> None:
    text = "Nghị định 34 & <Luật> 80/2015 x"
    spans = [(min(q), max(q)) for q in quotes if q[0] != q[1]]
    mentions = data.draw(st.lists(st.sampled_from([(0, 12), (5, 12), (10, 20), (16, 31)]), max_size=4))
    cited = tuple(
        Citation(f"c{n}", "Luật", mentions=(Mention(a, b, text[a:b], "full"),))
        for n, (a, b) in enumerate(mentions)
    )
    edges = tuple(
        Relation("self", "cites", f"c{n % max(1, len(cited))}", text[a:b], a, b)
        for n, (a, b) in enumerate(spans)
    )
    assert Page(page(Extraction(Text(text), citations=cited, relations=edges))).article == text


# -- colours ----------------------------------------------------------------------------------


def linear(colour: str) -> tuple[float, float, float]:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return r, g, b


def luminance(colour: str) -> float:
    r, g, b = linear(colour)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    """WCAG 2.2's contrast ratio: black on white is 21."""
    a, b = sorted((luminance(one), luminance(other)))
    return (b + 0.05) / (a + 0.05)


def test_contrast_ratio_is_the_standards() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("group", groups(), ids=lambda g: g.id)
def test_contrast_is_aa(group: object) -> None:
    found = next(g for g in groups() if g == group)
    assert contrast(ink(), found.tint) >= 7
    assert contrast(found.line, "#ffffff") >= 4.5
    assert contrast(found.line, found.tint) >= 4.5


CSS = (Path(__file__).parent.parent / "nlp" / "page.css").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "ground"),
    [("#4a5661", "#ffffff"), ("#4a5661", "#fff6da"), ("#4a5661", "#eef1f4"), ("#cfdceb", "#0d2c47"),
     ("#b9cbdd", "#0d2c47"), ("#0b4f8a", "#ffffff"), ("#14202b", "#ffcf4a"), ("#14202b", "#ffedb5")],
)  # fmt: skip
def test_the_pages_own_colours_are_aa(text: str, ground: str) -> None:
    assert text in CSS or text == "#ffffff"
    assert ground in CSS or ground == "#ffffff"
    assert contrast(text, ground) >= 4.5


BLINDNESS = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039),
    ),
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
}  # fmt: skip
"""Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB."""


def lab(colour: str, matrix: tuple[tuple[float, ...], ...]) -> tuple[float, float, float]:
    rgb = linear(colour)
    r, g, b = (min(1, max(0, sum(m * c for m, c in zip(row, rgb, strict=True)))) for row in matrix)
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
    )
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("kind", BLINDNESS)
def test_types_can_be_told_apart_with_any_colour_vision(kind: str) -> None:
    """By fill (ΔE of 5 is seen side by side), or else by the style of the underline."""
    alike = []
    for a, b in combinations(groups(), 2):
        distance = (
            sum((x - y) ** 2 for x, y in zip(*(lab(g.tint, BLINDNESS[kind]) for g in (a, b)), strict=True))
            ** 0.5
        )
        if distance < 5 and a.underline.split()[0] == b.underline.split()[0]:
            alike.append((a.id, b.id, round(distance, 1)))
    assert alike == []


def test_no_two_groups_share_an_underline() -> None:
    assert len({g.underline for g in groups()}) == len(groups())


def test_groups() -> None:
    cited = Citation("c1", "Giấy phép", "1584/GP-BTNMT", kind="licence")
    assert group_of(cited).id == "licence"
    assert group_of(replace(cited, kind="document")).id == "other"
    assert group_of(Citation("c1", "Quyết định", "500-BYT/QĐ")).id == "decision"
    assert group_of(Citation("c1", "Kết luận")).id == "party"
