"""Small real Word files for tests: paragraphs, tables and true footnotes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

W_URI = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NS = (
    f'xmlns:w="{W_URI}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MARK = re.compile(r"\[\^([^\]\s]+)\]")
_RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'

Row = Sequence[str]


class Xml(str):
    """A block given as WordprocessingML."""

    __slots__ = ()


def run(text: str, *, properties: str = "") -> str:
    """One run; tabs and newlines become ``w:tab`` and ``w:br``."""
    parts = []
    for part in re.split(r"([\t\n])", text):
        if part in ("\t", "\n"):
            parts.append("<w:tab/>" if part == "\t" else "<w:br/>")
        elif part:
            parts.append(f'<w:t xml:space="preserve">{escape(part)}</w:t>')
    return f"<w:r><w:rPr>{properties}</w:rPr>{''.join(parts)}</w:r>"


def paragraph(text: str, ids: Mapping[str, int] | None = None, *, properties: str = "") -> str:
    """One paragraph; ``[^n]`` becomes a true footnote reference."""
    runs = []
    for index, part in enumerate(_MARK.split(text)):
        if index % 2:
            runs.append(f'<w:r>{_RAISED}<w:footnoteReference w:id="{(ids or {})[part]}"/></w:r>')
        elif part:
            runs.append(run(part))
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def docx(
    blocks: Sequence[str | Sequence[Row]],
    notes: Mapping[str, str] | None = None,
    *,
    numbering: str = "",
    styles: str = "",
    settings: str = "",
    extra: Mapping[str, str] | None = None,
) -> bytes:
    """A Word file: a block is a paragraph, a table (rows of cells, a cell's lines are paragraphs) or XML.

    ``notes``: label -> words; a mark ``[^label]`` in a block refers to it.
    """
    notes = notes or {}
    ids = {label: number for number, label in enumerate(notes, start=2)}
    body = []
    for block in blocks:
        if isinstance(block, Xml):
            body.append(block)
        elif isinstance(block, str):
            body.append(paragraph(block, ids))
        else:
            rows = [
                "<w:tr>"
                + "".join(
                    "<w:tc>" + "".join(paragraph(line, ids) for line in cell.split("\n")) + "</w:tc>"
                    for cell in row
                )
                + "</w:tr>"
                for row in block
            ]
            body.append(f"<w:tbl>{''.join(rows)}</w:tbl>")
    footnotes = "".join(
        f'<w:footnote w:id="{ids[label]}"><w:p><w:r>{_RAISED}<w:footnoteRef/></w:r>'
        f"{run(' ' + words)}</w:p></w:footnote>"
        for label, words in notes.items()
    )
    parts = {
        "word/document.xml": f"<w:document {_NS}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>",
        "word/footnotes.xml": f"<w:footnotes {_NS}>{footnotes}</w:footnotes>",
    }
    for name, content in (("numbering", numbering), ("styles", styles), ("settings", settings)):
        if content:
            parts[f"word/{name}.xml"] = f"<w:{name} {_NS}>{content}</w:{name}>"
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{_CONTENT}.'
        f'{"document.main" if "document" in name else name[5:-4]}+xml"/>'
        for name in parts
    )
    package = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
        ),
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
        "word/_rels/document.xml.rels": _relations(
            {name[5:-4]: name[5:] for name in parts if "document" not in name}
        ),
        **parts,
        **(extra or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in package.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + content)
    return out.getvalue()


def _relations(targets: Mapping[str, str]) -> str:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = "".join(
        f'<Relationship Id="r{number}" Type="{base}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'


_FLAT_MARK = re.compile(r"\[footnoteRef:(\d+)\]")
_FLAT_NOTE = re.compile(r"\s*\[(\d+):  (.*?)\](?=\s*(?:\[\d+:  |$))")


def flattened_to_docx(text: str) -> bytes:
    """A flattened text (``[footnoteRef:7]`` in the sentence, ``[7:  …]`` after the paragraph) as Word again.

    The notes are numbered from the first label on, as they were.
    """
    notes: dict[str, str] = {}
    blocks = []
    for line in text.split("\n"):
        notes.update(_FLAT_NOTE.findall(line))
        blocks.append(_FLAT_MARK.sub(r"[^\1]", _FLAT_NOTE.sub("", line)))
    first = next(iter(notes), "1")
    settings = f'<w:footnotePr><w:numStart w:val="{first}"/></w:footnotePr>'
    return docx(blocks, notes, settings=settings)
