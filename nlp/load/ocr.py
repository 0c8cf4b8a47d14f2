"""Pictures of pages, read by Tesseract with its Vietnamese model, where that program is installed.

Red ink is left out (stamps and seals would be read as letters): of a picture's colours only the red
channel is kept, in which red is white.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

from PIL import Image, ImageOps, UnidentifiedImageError

from nlp.load import pdfflow
from nlp.load.docx import split_pages
from nlp.load.errors import APT_OCR, Corrupt, MissingTool, NoText, TooLarge, TooSlow
from nlp.load.ocrwords import DOUBTFUL, Word, agreed, mended, sureness, without_dirt
from nlp.load.pdfpage import Glyph, PageLines, line_of
from nlp.model import Finding, Text

DPI = 300
SECONDS = 180
"""How long one page may take."""
MAX_PIXELS = 120_000_000
NOISE = 40.0
"""A line below this confidence is no line: seals, signatures, dirt."""


_SIZES = (1, 2 / 3, 1 / 2)
"""The sizes at which a scan in black and white is read: at 300, 200 and 150 dpi."""


@cache
def available() -> bool:
    """Whether Tesseract and its Vietnamese model are installed."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    listing = subprocess.run(
        [program, "--list-langs"], capture_output=True, text=True, check=False, timeout=20
    )
    return "vie" in listing.stdout.split()


def load(data: bytes, *, source: str) -> Text:
    """Read a picture (PNG, JPEG, TIFF of one or more pages): ``load(data, source="scan.png").text``.

    Raises:
        MissingTool: no Tesseract, or no Vietnamese model; the detail is the line that installs them.
        TooLarge, TooSlow, Corrupt, NoText: as named.
    """
    pages, words = [], []
    for image in _frames(data, source=source):
        found = recognise(image, source=source, two_tone=image.mode == "1")
        words += found
        pages.append(to_lines(found, image.width, image.height, 72 / DPI))
    text, marks = split_pages(pdfflow.to_text(pages))
    if not text.strip():
        raise NoText(source, "image")
    digest = hashlib.sha256(data).hexdigest()
    return Text(text, source, "image", digest, "utf-8", marks, findings(words, text))


def _frames(data: bytes, *, source: str) -> Iterator[Image.Image]:
    try:
        with Image.open(io.BytesIO(data)) as image:
            for number in range(getattr(image, "n_frames", 1)):
                if image.width * image.height > MAX_PIXELS:
                    raise TooLarge(source, f"{image.width}×{image.height} px")
                image.seek(number)
                yield ImageOps.exif_transpose(image)
    except Image.DecompressionBombError as error:
        raise TooLarge(source, "pixels") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise Corrupt(source, "image") from error


def recognise(image: Image.Image, *, source: str, two_tone: bool = False) -> list[Word]:
    """The words of one page, in Tesseract's reading order.

    ``two_tone``: a scan in black and white alone, whose rough edges mislead Tesseract; it is read at
    several sizes (:func:`agreed`).
    """
    if not available():
        raise MissingTool(source, APT_OCR)
    if not two_tone:
        return mended(_read(image, source))
    return mended(agreed([_scaled(image, share, source) for share in _SIZES]))


def _scaled(image: Image.Image, share: float, source: str) -> list[Word]:
    size = (round(image.width * share), round(image.height * share))
    smaller = image.convert("L").resize(size, Image.Resampling.BILINEAR) if share < 1 else image

    def grown(pixels: int) -> int:
        return round(pixels / share)

    return [
        word._replace(
            left=grown(word.left), top=grown(word.top), width=grown(word.width), height=grown(word.height)
        )
        for word in _read(smaller, source)
    ]


def _read(image: Image.Image, source: str) -> list[Word]:
    ink = image.convert("RGB").getchannel("R")
    picture = io.BytesIO()
    ink.save(picture, "PNG", dpi=(DPI, DPI))
    command = ["tesseract", "stdin", "stdout", "-l", "vie", "--psm", "3", "--dpi", str(DPI), "tsv"]
    try:
        done = subprocess.run(
            command,
            input=picture.getvalue(),
            capture_output=True,
            check=True,
            timeout=SECONDS,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise TooSlow(source, f"tesseract > {SECONDS} s") from error
    except subprocess.CalledProcessError as error:
        raise Corrupt(source, "tesseract") from error
    return list(_words(done.stdout.decode("utf-8", "replace")))


def _words(table: str) -> Iterator[Word]:
    for cells in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (cells["text"] or "").strip()
        if cells["level"] == "5" and text:
            left, top, width, height = (int(cells[name]) for name in ("left", "top", "width", "height"))
            place = (int(cells["block_num"]), int(cells["par_num"]), int(cells["line_num"]))
            yield Word(text, left, top, width, height, float(cells["conf"]), place)


def to_lines(words: Sequence[Word], width: float, height: float, scale: float) -> PageLines:
    """Recognised words as placed characters, ``scale`` points a pixel."""
    lines = []
    for _, group in groupby(words, key=lambda word: word.line):
        row = without_dirt(list(group))
        if not row or sureness(row) < NOISE:
            continue
        base = max(word.top + word.height for word in row)
        size = max(word.height for word in row) * scale
        glyphs: list[Glyph] = []
        for word in row:
            step = word.width / len(word.text)
            if glyphs:
                glyphs.append(Glyph(" ", glyphs[-1].right, word.left * scale, (height - base) * scale, size))
            glyphs += [
                Glyph(
                    letter,
                    (word.left + at * step) * scale,
                    (word.left + (at + 1) * step) * scale,
                    (height - base) * scale,
                    size,
                )
                for at, letter in enumerate(word.text)
            ]
        lines.append(line_of(glyphs))
    return PageLines(tuple(lines), width * scale, height * scale)


def findings(words: Sequence[Word], text: str) -> tuple[Finding, ...]:
    """That the text was recognised, and each doubtful word with a digit, where it stands."""
    message = f"Văn bản quét, chữ do máy nhận dạng (độ tin cậy {sureness(words):.0f}/100)."
    out = [Finding("ocr", message)]
    at = 0
    for word in words:
        found = text.find(word.text, at)
        if found < 0:
            continue
        if word.confidence < DOUBTFUL and any(letter.isdigit() for letter in word.text):
            message = f"Nhận dạng chưa chắc chắn: «{word.text}» ({word.confidence:.0f}/100)."
            out.append(Finding("ocr-doubt", message, found, found + len(word.text)))
        at = found if found - at < 400 else at
    return tuple(out)
