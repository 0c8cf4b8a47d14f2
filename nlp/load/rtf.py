"""Rich Text Format (.rtf, and many a file named .doc), read without an outside program.

Footnotes are groups inside their paragraph; fonts carry their code page, so text in TCVN3 or VNI
fonts comes out as Western letters and is decoded, judged on the whole document.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace

from nlp.load import legacy
from nlp.load.blocks import Block, note_line, row
from nlp.load.docx import split_pages
from nlp.load.errors import Corrupt, NoText
from nlp.load.plain import SAMPLE
from nlp.model import Finding, Text

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\"
)
_SKIPPED = frozenset(
    "stylesheet colortbl info pict object themedata colorschememapping datastore latentstyles listtable "
    "rsidtbl listoverridetable revtbl generator header headerl headerr headerf footer footerl footerr "
    "footerf fldinst xmlnstbl wgrffmtfilter annotation atnid atnauthor atndate bkmkstart bkmkend ftnsep "
    "ftnsepc aftnsep nonshppict shppict filetbl mmathPr pgptbl listpicture userprops template".split()
)
_STARRED_READ = ("footnote", "pntext", "listtext", "shpinst", "shptxt")
"""Groups marked as to be passed over by old programs, which hold text all the same."""
_LITERAL = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "page": "\f", "emspace": " ", "enspace": " ", "softpage": "\f",
}  # fmt: skip
_SYMBOL = {"~": "\u00a0", "-": "\u00ad", "_": "-", "\\": "\\", "{": "{", "}": "}", "\n": "\n", "\r": "\n"}
_CHARSETS = {
    0: "cp1252",
    163: "cp1258",
    128: "cp932",
    204: "cp1251",
    238: "cp1250",
    161: "cp1253",
    77: "mac_roman",
}


@dataclass(slots=True)
class _State:
    """What an RTF group inherits and may change."""

    skip: bool = False
    hidden: bool = False
    font: int = -1
    fonts: bool = False
    unicode_skip: int = 1
    note: bool = False
    label: bool = False


@dataclass(slots=True)
class _Document:
    """The document as far as it was read."""

    blocks: list[Block] = field(default_factory=list)
    cells: list[list[Block]] = field(default_factory=list)
    cell: list[Block] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    in_table: bool = False
    count: int = 0

    def paragraph(self) -> Block:
        """End the paragraph at hand."""
        block = Block("".join(self.text), tuple(self.notes))
        self.text, self.notes = [], []
        return block

    def control(self, word: str) -> None:
        """What a control word does to paragraphs, cells and rows."""
        if word in ("par", "sect"):
            (self.cell if self.in_table else self.blocks).append(self.paragraph())
        elif word == "pard":
            self.in_table = False
        elif word == "intbl":
            self.in_table = True
        elif word == "cell":
            self.cells.append([*self.cell, self.paragraph()])
            self.cell = []
        elif word == "row":
            block = row(self.cells)
            if block.text.strip():
                self.blocks.append(block)
            self.cells, self.cell = [], []


def load(data: bytes, *, source: str) -> Text:
    r"""Read an .rtf file with its footnotes: ``load(data, source="QD-126.rtf").text``.

    >>> load(rb"{\rtf1\ansi Ngh\u7883? quy\u7871?t s\u7889? 02/NQ-CP\par}", source="nq.rtf").text
    'Nghị quyết số 02/NQ-CP\n'

    Raises:
        Corrupt, NoText: as named.
    """
    if not data.startswith(b"{\\rtf"):
        raise Corrupt(source, "rtf")
    document = _read(data)
    if document.text or document.notes:
        document.blocks.append(document.paragraph())
    text = "".join(map(str, document.blocks))
    findings: tuple[Finding, ...] = ()
    font = legacy.detect(text[:SAMPLE])
    if font:
        text = legacy.decode(text, font)
        findings = (Finding("encoding", f"Văn bản gõ bằng phông chữ cũ ({font}), đã chuyển sang Unicode."),)
    text, pages = split_pages(text)
    if not text.strip():
        raise NoText(source, "rtf")
    return Text(text, source, "rtf", hashlib.sha256(data).hexdigest(), font or "utf-8", pages, findings)


def _read(data: bytes) -> _Document:
    reader = _Reader()
    for match in _TOKEN.finditer(data):
        word, number, code, symbol, brace, plain = match.groups()
        if brace:
            reader.brace(opening=brace == b"{")
        elif code or plain:
            reader.bytes(bytes([int(code, 16)]) if code else plain)
        elif symbol:
            reader.symbol(symbol.decode("latin-1"))
        elif word:
            reader.word(word.decode("ascii"), int(number) if number else None)
    return reader.document


class _Reader:
    """Follows the tokens of a file through its groups."""

    def __init__(self) -> None:
        self.document = _Document()
        self.state = _State()
        self.stack: list[_State] = []
        self.charsets: dict[int, str] = {}
        self.default = "cp1252"
        self.pending = 0  # bytes to pass over: they stand for a \\u letter where there is no Unicode
        self.starred = False

    def put(self, text: str) -> None:
        """Print text into the paragraph or the note at hand."""
        if self.state.label:  # an automatic number: a space parts it from the text, not a tab
            text = text.replace("\t", " ")
            text = text if "".join(self.document.text) else text.lstrip()
        if not (self.state.skip or self.state.hidden):
            (self.document.words if self.state.note else self.document.text).append(text)

    def brace(self, *, opening: bool) -> None:
        """Begin a group with a copy of what holds, or end it."""
        self.starred = False
        self.pending = 0
        if opening:
            self.stack.append(replace(self.state))
            return
        ended, self.state = self.state, self.stack.pop() if self.stack else _State()
        if ended.note and not self.state.note:
            words = "".join(self.document.words)
            self.document.notes.append(note_line(str(self.document.count), words))
            self.document.words = []

    def bytes(self, raw: bytes) -> None:
        """Plain text in the code page of its font."""
        used = min(self.pending, len(raw))
        self.pending -= used
        self.put(raw[used:].decode(self.charsets.get(self.state.font, self.default), "replace"))
        self.starred = False

    def symbol(self, name: str) -> None:
        """A control symbol: a hard space, a hyphen, an escaped brace."""
        self.starred = name == "*"
        self.put(_SYMBOL.get(name, ""))

    def word(self, name: str, value: int | None) -> None:
        """A control word."""
        starred, self.starred = self.starred, False
        if name in _SKIPPED or (starred and name not in _STARRED_READ):
            self.state.skip = True
        elif name == "u" and value is not None:
            letter = chr(value % 0x10000)
            self.put("\ufffd" if 0xD800 <= ord(letter) < 0xE000 else letter)
            self.pending = self.state.unicode_skip
        elif name in _LITERAL:
            self.put(_LITERAL[name])
        elif name == "chftn":
            if not self.state.note:
                self.document.count += 1
                self.put(f"[^{self.document.count}]")
        elif not self._setting(name, value):
            if self.state.note:
                self.put(" " if name == "par" else "")
            elif not self.state.skip:
                self.document.control(name)

    def _setting(self, name: str, value: int | None) -> bool:
        """Whether the word sets how text is read; then it is set."""
        if name == "fonttbl":
            self.state.skip = self.state.fonts = True
        elif name == "f" and value is not None:
            self.state.font = value
        elif name == "fcharset" and self.state.fonts:
            self.charsets[self.state.font] = _CHARSETS.get(value or 0, self.default)
        elif name == "ansicpg" and value in range(1250, 1259):
            self.default = f"cp{value}"
        elif name == "uc" and value is not None:
            self.state.unicode_skip = value
        elif name in ("v", "deleted", "plain"):
            self.state.hidden = name != "plain" and value != 0
        elif name in ("listtext", "pntext"):
            self.state.label = True
        elif name == "footnote" and not self.state.skip:
            self.state.note = True
        else:
            return False
        return True
