"""Web pages: saved portal pages, and what Word and LibreOffice save as HTML.

Only the document is kept, not the menus around it: the root that the portal marks (``portals.tsv``),
else the innermost element that still holds nearly all running text and all that names the document.
Footnotes are pairs of links that point at each other, as Word, LibreOffice and portals write them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files

from lxml import etree

from nlp.load import legacy, plain
from nlp.load.blocks import Block, note_line, row
from nlp.load.errors import Corrupt, NoText
from nlp.load.numbering import render
from nlp.model import Finding, Text

_DROPPED = frozenset(
    "script style noscript template svg iframe object button select option input textarea nav aside "
    "head title colgroup map audio video canvas".split()
)
_BLOCKS = frozenset(
    "html body p div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd table section article main header footer "
    "blockquote pre center hr form fieldset address figure figcaption caption details summary".split()
)
_LIST_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_CELLS = ("td", "th")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_NAMES_DOCUMENT = re.compile(r"CỘNG H[OÒ][AÀ]\s+XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM|Số\s*:\s*\S*/|Nơi nhận\s*:")
_NUMBER = re.compile(r"\d[\w.]*/\S*[A-ZĐ]{2}")
_TOP = 1_500
"""Characters at the top of a document that hold its letterhead."""
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NOTE_BLOCKS = ("p", "li", "div", "dd", "td")
_NOTE_ID = re.compile(r"(?:sdfootnote|sdendnote|ftn|edn)\d")
_SHARE = 0.85
"""An element that holds this share of its parent's running text takes its parent's place."""
_PAGE = 500
"""Running text, in characters, below which nothing is taken for a menu."""


@dataclass(slots=True)
class _Line:
    """A paragraph while it is gathered."""

    parts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    label: str = ""

    def block(self) -> Block | None:
        """The gathered paragraph, spaces collapsed; None where nothing was printed."""
        lines = (_SPACE.sub(" ", line).strip(" ") for line in "".join(self.parts).split("\x00"))
        text = "\n".join(lines).strip("\n")
        return Block(self.label + text, tuple(self.notes)) if text or self.notes else None


def load(data: bytes, *, source: str) -> Text:
    """Read a saved web page: ``load(data, source="nghi-quyet.html").text``.

    Raises:
        Corrupt, NoText: as named.
    """
    html, encoding = plain.decode(data, source=source)
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(_DECLARATION.sub("", html).replace("\x00", ""), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Corrupt(source, "html") from error
    if root is None:
        raise NoText(source, "html")
    body = root.find("body")
    page = body if body is not None else root
    content = content_root(page)
    text = to_text(content)
    if not text.strip():
        raise NoText(source, "html")
    if not _NAMES_DOCUMENT.search(text[:_TOP]):
        text = _heading(page, content) + text
    if font := legacy.detect(text[: plain.SAMPLE]):
        text, encoding = legacy.decode(text, font), font
    findings = () if encoding == "utf-8" else (Finding("encoding", f"Trang dùng bảng mã {encoding}."),)
    return Text(text, source, "html", hashlib.sha256(data).hexdigest(), encoding, findings=findings)


def _portals() -> tuple[tuple[str, str], ...]:
    lines = files("nlp.load").joinpath("portals.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return tuple((cells[0], cells[1]) for cells in rows[1:])


_PORTALS = _portals()


def content_root(body: etree._Element) -> etree._Element:
    """The element that holds the document and nothing of the page around it."""
    for attribute, value in _PORTALS:
        for element in body.iter("*"):
            if value in element.get(attribute, "").split() and _running(element) > 200:
                following = [e for e in element.itersiblings() if e.get(attribute) == element.get(attribute)]
                parent = element.getparent()
                return parent if following and parent is not None else element
    current = body
    while True:
        total = _running(current)
        best = max(_shown(current), key=_running, default=None)
        if best is None or best.tag == "p" or _running(best) < max(_PAGE, _SHARE * total):
            return current
        if best.tag == "table" and len(list(best.iter("tr"))) > 3:
            return current  # a table of the document, not one that lays out the page
        beside = " ".join("".join(_texts(e)) for e in _shown(current) if e is not best)
        if _NAMES_DOCUMENT.search(beside):
            return current
        current = best


def _heading(page: etree._Element, content: etree._Element) -> str:
    """The page's heading outside the content, as a line, if it alone has a document's number.

    Portals print it above a text whose letterhead they left out; whether it is this document's is judged
    by what reads the text (:mod:`nlp.headings`).
    """
    inside = set(content.iter("h1"))
    outside = [
        h for h in page.iter("h1") if h not in inside and not any(map(_unseen, (h, *h.iterancestors())))
    ]
    lines = [_SPACE.sub(" ", "".join(map(str, h.itertext()))).strip() for h in outside]
    numbered = [line for line in lines if _NUMBER.search(line)]
    return f"{numbered[0]}\n" if len(numbered) == 1 else ""


def _unseen(element: etree._Element) -> bool:
    hidden = "hidden" in element.attrib or _HIDDEN.search(element.get("style", ""))
    return element.tag in _DROPPED or bool(hidden)


def _shown(parent: etree._Element) -> Iterator[etree._Element]:
    """The children that a reader sees."""
    for element in parent:
        if isinstance(element.tag, str) and not _unseen(element):
            yield element


def _texts(element: etree._Element) -> Iterator[str]:
    """The text outside links, which is what running text is and menus are not."""
    if element.tag == "a" and element.get("href"):
        return
    yield element.text or ""
    for child in _shown(element):
        yield from _texts(child)
        yield child.tail or ""


def _running(element: etree._Element) -> int:
    return sum(len(text.strip()) for text in _texts(element))


# -- text -------------------------------------------------------------------------------------


def to_text(root: etree._Element) -> str:
    """The text of an element by the contract of :mod:`nlp.load`."""
    return "".join(map(str, _Walker(root).blocks(root)))


class _Walker:
    """Turns elements into blocks; knows which links are footnote marks."""

    def __init__(self, root: etree._Element) -> None:
        self.marks, self.bodies = _footnotes(root)

    def blocks(self, parent: etree._Element) -> list[Block]:
        """Everything under ``parent``, in reading order."""
        out: list[Block] = []
        line = self._walk(parent, out, _Line())
        self._flush(line, out)
        return out

    @staticmethod
    def _flush(line: _Line, out: list[Block]) -> _Line:
        block = line.block()
        if block is None:
            return _Line(label=line.label)  # the number of a list item goes to its first words
        out.append(block)
        return _Line()

    def _walk(self, parent: etree._Element, out: list[Block], line: _Line) -> _Line:
        line.parts.append(parent.text or "")
        for element in _shown(parent):
            if element in self.bodies:
                pass
            elif element in self.marks:
                label, words = self.marks[element]
                line.parts.append(f"[^{label}]")
                line.notes.append(note_line(label, words))
            elif element.tag == "br":
                line.parts.append("\x00")
            elif element.tag == "tr":
                line = self._flush(line, out)
                out += self._row(element)
            elif element.tag in _BLOCKS:
                line = self._flush(line, out)
                line.label = _item_label(element) or line.label
                line = self._flush(self._walk(element, out, line), out)
                line.label = "" if element.tag == "li" else line.label
            else:
                line = self._walk(element, out, line)
            line.parts.append(element.tail or "")
        return line

    def _row(self, element: etree._Element) -> list[Block]:
        """One row; a single cell is layout, not a table, and gives its paragraphs."""
        cells = [self.blocks(cell) for cell in _shown(element) if cell.tag in _CELLS]
        if len(cells) == 1:
            return cells[0]
        block = row(cells)
        return [block] if block.text.strip() or block.notes else []


def _item_label(element: etree._Element) -> str:
    """The number that a browser shows before an item of a numbered list: "1. ", "a. "."""
    parent = element.getparent()
    if element.tag != "li" or parent is None or parent.tag != "ol":
        return ""
    start = parent.get("start", "1")
    number = int(start) if start.isdigit() and len(start) < 6 else 1
    number += sum(sibling.tag == "li" for sibling in element.itersiblings(preceding=True))
    return render(number, _LIST_FORMS.get(parent.get("type", "1"), "decimal")) + ". "


def _footnotes(
    root: etree._Element,
) -> tuple[dict[etree._Element, tuple[str, str]], set[etree._Element]]:
    """Marks with (label, words), and the elements that hold the words, to be left out in place.

    A mark and its note point at each other; the earlier one is the mark.
    """
    named: dict[str, etree._Element] = {}
    for element in root.iter("*"):
        for name in (element.get("id"), element.get("name")):
            if name:
                named.setdefault(name, element)
    marks: dict[etree._Element, tuple[str, str]] = {}
    bodies: set[etree._Element] = set()
    backs: set[etree._Element] = set()
    for link in root.iter("a"):
        target = named.get(_fragment(link))
        label = _plain(link).strip("[]() ")
        if target is None or link in backs or not 0 < len(label) <= 5:
            continue
        back = next((a for a in target.iter("a") if _leads_to(named.get(_fragment(a)), link)), None)
        holder = next((e for e in (target, *target.iterancestors()) if e.tag in _NOTE_BLOCKS), None)
        if back is None or back is link or holder is None or holder is root or holder in link.iterancestors():
            continue
        backs.add(back)
        parent = holder.getparent()
        if parent is not None and _NOTE_ID.match(parent.get("id", "")):
            holder = parent
        words = " ".join(map(str, holder.itertext()))
        marks[link] = (label, words.replace(_plain(back), "", 1))
        bodies.add(holder)
    return marks, bodies


def _leads_to(goal: etree._Element | None, link: etree._Element) -> bool:
    """Whether a back link's goal is the mark or the ``<sup>`` around it."""
    return goal is not None and (goal is link or goal is link.getparent())


def _fragment(link: etree._Element) -> str:
    return link.get("href", "").rpartition("#")[2] if "#" in link.get("href", "") else ""


def _plain(link: etree._Element) -> str:
    return "".join(str(text) for text in link.itertext()).strip()
