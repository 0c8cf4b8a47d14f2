"""One decision in every format: what each loader makes of it.

    python bench/matrix.py [--write docs/loading.md] [--scans FOLDER] [--keep FOLDER]

The decision (:mod:`specimen`) has a header in two columns, fifty citations and three footnotes, one in a
table.  It is written as Word and converted from there; a format whose tool is missing is left out, with
the reason.  Characters wrong are counted against the text that every loader should give, spaces aside,
footnotes apart from the rest; a document is exact if its number is.  Each file is read by a process of its
own, whose CPU time (after imports) and peak memory, tools included, are told.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape
from pathlib import Path

import scans
from PIL import Image, ImageChops, ImageDraw
from specimen import BLOCKS, NOTES, NUMBER, cited, plain

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from nlp.load import LoadError, legacy  # noqa: E402
from tests.helpers_docx import docx  # noqa: E402

DPI = 200
_MARK = re.compile(r"\[\^([^\]\s]+)\]")
_NOTE = re.compile(r"^\[\^([^\]\s]+)\]: (.*)$", re.MULTILINE)


class MissingError(Exception):
    """A tool is not installed."""


# the files


def office(folder: Path, suffix: str, filter_: str = "") -> Path:
    """The Word file in another format, by LibreOffice."""
    program = shutil.which("soffice")
    if program is None:
        raise MissingError("libreoffice-writer-nogui")
    target = f"{suffix}:{filter_}" if filter_ else suffix
    with tempfile.TemporaryDirectory() as profile:
        command = [program, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", target]
        subprocess.run(
            [*command, "--outdir", folder, folder / "quyet-dinh.docx"],
            check=True,
            capture_output=True,
            timeout=180,
        )
    return folder / f"quyet-dinh.{suffix}"


def word(folder: Path) -> Path:
    path = folder / "quyet-dinh.docx"
    path.write_bytes(docx(BLOCKS, NOTES))
    return path


def html(folder: Path) -> Path:
    def line(text: str) -> str:
        return _MARK.sub(r'<sup><a id="_ftnref\1" href="#_ftn\1">[\1]</a></sup>', escape(text)).replace(
            "\n", "<br>"
        )

    parts = []
    for block in BLOCKS:
        if isinstance(block, str):
            parts.append(f"<p>{line(block)}</p>")
        else:
            rows = ("".join(f"<td>{line(cell)}</td>" for cell in row) for row in block)
            parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
    parts += [f'<p><a id="_ftn{n}" href="#_ftnref{n}">[{n}]</a> {escape(w)}</p>' for n, w in NOTES.items()]
    path = folder / "quyet-dinh.html"
    path.write_text(f"<!doctype html><html><meta charset=utf-8><body>{''.join(parts)}</body></html>", "utf-8")
    return path


def text(encoding: str) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        path = folder / f"quyet-dinh.{encoding}.{'md' if encoding == 'markdown' else 'txt'}"
        path.write_bytes(encoded(plain(), "utf-8" if encoding == "markdown" else encoding))
        return path

    return write


def encoded(words: str, encoding: str) -> bytes:
    """Text in an encoding of before Unicode, or in one of Python's."""
    words = unicodedata.normalize("NFC", words)
    if encoding == "tcvn3":
        table = {letter: chr(code) for code, letter in legacy.TCVN3.items()}
        capitals = {letter.upper(): sign for letter, sign in table.items() if letter.upper() not in table}
        return words.translate(str.maketrans(capitals | table)).encode("latin-1")
    if encoding == "vni":
        signs = {letter: pair for pair, letter in legacy.VNI.items()}
        return "".join(signs.get(c, c) for c in words).encode("latin-1")
    if encoding == "cp1258":
        return b"".join(map(_cp1258, words))
    return words.encode(encoding)


def _cp1258(letter: str) -> bytes:
    base, *marks = unicodedata.normalize("NFD", letter)
    tones = "".join(m for m in marks if m in "\u0300\u0301\u0303\u0309\u0323")
    kept = unicodedata.normalize("NFC", base + "".join(m for m in marks if m not in tones))
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        return (kept + tones).encode("cp1258")


def pages(folder: Path) -> list[Image.Image]:
    """The pages of the PDF as pictures."""
    if shutil.which("pdftoppm") is None:
        raise MissingError("poppler-utils")
    if not (folder / "quyet-dinh.pdf").exists():
        office(folder, "pdf")
    subprocess.run(["pdftoppm", "-r", str(DPI), "-png", "quyet-dinh.pdf", "trang"], cwd=folder, check=True)
    return [Image.open(path).convert("RGB") for path in sorted(folder.glob("trang*.png"))]


def scan(folder: Path) -> Path:
    return _bound(pages(folder), folder / "quet.pdf")


def stamped(folder: Path) -> Path:
    """A round red stamp over the header, and one over the signature."""
    images = pages(folder)
    for at, place in ((0, (0.16, 0.07)), (-1, (0.62, 0.42))):
        image = images[at]
        ink = Image.new("RGB", image.size, "white")
        draw = ImageDraw.Draw(ink)
        across = 0.16 * image.width
        left, top = place[0] * image.width, place[1] * image.height
        for ring in (0.0, 0.1):
            box = (
                left + ring * across,
                top + ring * across,
                left + (1 - ring) * across,
                top + (1 - ring) * across,
            )
            draw.ellipse(box, outline=(210, 40, 45), width=7)
        draw.text((left + 0.3 * across, top + 0.42 * across), "UBND TINH", fill=(210, 40, 45), font_size=34)
        images[at] = ImageChops.multiply(image, ink)  # black shows through red ink
    return _bound(images, folder / "quet-dau-do.pdf")


def picture(folder: Path) -> Path:
    images = pages(folder)
    path = folder / "quet.tiff"
    images[0].save(path, save_all=True, append_images=images[1:], dpi=(DPI, DPI), compression="tiff_deflate")
    return path


def two_tone(folder: Path) -> Path:
    """As fax machines and old scanners give: every dot black or white."""
    images = [image.convert("1") for image in pages(folder)]
    path = folder / "quet-den-trang.pdf"
    images[0].save(path, "PDF", resolution=DPI, save_all=True, append_images=images[1:])
    return path


def _bound(images: list[Image.Image], path: Path) -> Path:
    images[0].save(path, "PDF", resolution=DPI, save_all=True, append_images=images[1:], quality=85)
    return path


FORMATS: dict[str, Callable[[Path], Path]] = {
    "docx": word,
    "doc": lambda folder: office(folder, "doc"),
    "odt": lambda folder: office(folder, "odt"),
    "rtf": lambda folder: office(folder, "rtf"),
    "PDF": lambda folder: office(folder, "pdf"),
    "HTML": html,
    "HTML (LibreOffice)": lambda folder: _renamed(office(folder, "html"), folder / "libreoffice.html"),
    "Markdown": text("markdown"),
    "text, UTF-8": text("utf-8"),
    "text, UTF-16": text("utf-16"),
    "text, Windows-1258": text("cp1258"),
    "text, TCVN3": text("tcvn3"),
    "text, VNI": text("vni"),
    f"scan, {DPI} dpi": scan,
    f"scan, {DPI} dpi, red stamps": stamped,
    f"scan, {DPI} dpi, black and white": two_tone,
    f"TIFF, {DPI} dpi": picture,
}


def _renamed(path: Path, target: Path) -> Path:
    return path.rename(target)


# the measure


@dataclass(frozen=True, slots=True)
class Row:
    """What a loader made of one file."""

    name: str
    wrong: int
    note_wrong: int
    exact: int
    extra: int
    bound: int
    own: bool
    seconds: float
    megabytes: float


def letters(words: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", words))


def parted(words: str) -> tuple[str, str]:
    """The text without marks and notes, and the words of the notes."""
    notes = "".join(note for _, note in _NOTE.findall(words))
    return letters(_MARK.sub("", _NOTE.sub("", words))), letters(notes)


def distance(ours: str, theirs: str) -> int:
    """Letters to change, insert or delete."""
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    opcodes = matcher.get_opcodes()
    return sum(max(b - a, d - c) for tag, a, b, c, d in opcodes if tag != "equal")


def errors(words: str) -> tuple[int, int]:
    """Letters wrong in the text and in the notes; where no note is bound, they are looked for in the text."""
    (text_, notes), (ours, found) = parted(plain()), parted(words)
    if found:
        return distance(text_, ours), distance(notes, found)
    wrong = 0
    for note in map(letters, NOTES.values()):
        match = SequenceMatcher(None, ours, note, autojunk=False).find_longest_match()
        start = max(0, match.a - match.b)
        wrong += distance(note, ours[start : start + len(note)])
        ours = ours[:start] + ours[start + len(note) :]
    return distance(text_, ours), wrong


def bound(words: str) -> int:
    """Footnotes whose mark stands right after its word and leads to the right note."""
    wanted = plain()
    notes = dict(_NOTE.findall(words))
    count = 0
    for mark in _MARK.finditer(_NOTE.sub("", wanted)):
        before = letters(_NOTE.sub("", wanted)[: mark.start()])[-12:]
        for found in _MARK.finditer(words):
            right = letters(words[max(0, found.start() - 40) : found.start()]).endswith(before)
            if right and letters(notes.get(found[1], ""))[:30] == letters(NOTES[mark[1]])[:30]:
                count += 1
                break
    return count


def cpu() -> float:
    """CPU seconds of this process and of the tools that it called."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def measure(path: Path) -> dict[str, object]:
    """Read one file in this process."""
    from nlp import extract
    from nlp.load import load

    extract("Căn cứ Nghị định số 34/2016/NĐ-CP ngày 14 tháng 5 năm 2016 của Chính phủ;")
    start = cpu()
    loaded = load(path)
    seconds = cpu() - start
    found = extract(loaded)
    wrong, note_wrong = errors(loaded.text)
    numbers = {c.number for c in found.citations if c.id != "self" and c.number}
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {
        "wrong": wrong,
        "note_wrong": note_wrong,
        "exact": len(numbers & cited()),
        "extra": len(numbers - cited()),
        "bound": bound(loaded.text),
        "own": (found.document.number, found.document.date) == (NUMBER, "2024-05-24"),
        "seconds": seconds,
        "megabytes": peak / 1024,
    }


def rows(folder: Path) -> Iterator[Row | tuple[str, str]]:
    """A row a format, or its name and why there is none."""
    for name, make in FORMATS.items():
        try:
            path = make(folder)
        except MissingError as tool:
            yield name, f"not measured: install {tool}"
            continue
        done = subprocess.run(
            [sys.executable, __file__, "--one", path], capture_output=True, text=True, check=False
        )
        if done.returncode:
            yield name, done.stderr.strip().splitlines()[-1]
        else:
            yield Row(name, **json.loads(done.stdout))


def page(found: list[Row | tuple[str, str]], count: int, size: int, real: Path | None) -> str:
    """The page for the documents."""
    out = io.StringIO()
    out.write(HEAD.format(size=f"{size:,}", pages=count))
    for row in found:
        if isinstance(row, tuple):
            out.write(f"| {row[0]} | {row[1]} | | | | | | |\n")
            continue
        extra = f" (+{row.extra})" if row.extra else ""
        own = "yes" if row.own else "no"
        out.write(
            f"| {row.name} | {row.wrong} | {row.note_wrong} | {row.exact}{extra} | {row.bound} | {own} "
            f"| {row.seconds / count:.3f} | {row.megabytes:.0f} |\n"
        )
    out.write(KINDS)
    out.write(SCANS)
    if real is not None:
        out.writelines(scans.table(real))
    out.write(TAIL)
    for error in sorted(LoadError.__subclasses__(), key=lambda e: e.code):
        out.write(f"| `{error.code}` | {error.vi} / {error.en} |\n".replace("{detail}", "…"))
    return out.getvalue()


HEAD = """# Loading files

<!-- Written by `python bench/matrix.py --write docs/loading.md --scans FOLDER`; change it there. -->

One decision, written for luocdo, in every format: a header in two columns, fifty cited documents, three
footnotes, one of them in a table; {size} characters, {pages} pages. Each file is read by a process
of its own.

| format | letters wrong | in notes | citations of 50 | notes of 3 | own number | CPU s a page | peak MB |
|---|---|---|---|---|---|---|---|
"""
KINDS = """
Characters are counted without spaces; those of the footnotes apart, since a scan has no marks to bind them
by. In brackets: documents found that are not cited. Memory is the larger of the reader and the tool that it
calls; the scans are read by Tesseract with its Vietnamese model, those in black and white alone at three
sizes, and each figure in them as most of the three readings have it.

## Other kinds

| | read with | needs |
|---|---|---|
| .xlsx, .ods | own readers | |
| .xls | xlrd | |
| .zip, .tar (gz, bz2, xz), .eml, nested | Python | |
| .7z | bsdtar, else 7-Zip | `libarchive-tools` or `p7zip-full` |
| .rar | 7-Zip where it can, else bsdtar | `libarchive-tools` and `p7zip-full` |

Spreadsheets give rows as lines, cells parted by tabs, dates as days; each sheet is a page by its name, hidden
ones are left out. Nothing of an archive is unpacked to disk. Solid .rar of before 2013 and parts of a divided
archive are not read, and say so. A web page whose text has no letterhead begins with the page's heading, if
that alone has a document's number.
"""
SCANS = """
## Real scans

Three pages, black and white at 300 dpi, with numbers and days written by hand and a stamp of arrival over the
text, read by eye and by the program. An own number that the reader of the scan doubts is unknown.

"""
TAIL = """
## Building

`luocdo build PATH…` reads files, folders and archives in processes of their own (`--jobs`), each with a
limit of time (`--timeout`) and memory (`--memory`) a document; whatever a document does to its reader,
it costs only itself; what becomes of hostile files stands in [Limits](limits.md). A second run reads what
changed. After a kill, `--resume` goes on, and does not try what failed again. `--prune` removes the sources
whose files are gone. Links are followed, each folder once; hidden files, README and files of data and code
are passed over. [Building in bulk](bulk.md) has documents a second, memory, and builds that are killed.

`build-report.tsv` in the graph's folder has a line for each document; why one was not read:

| code | |
|---|---|
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", type=Path, help="write the page here")
    parser.add_argument("--keep", type=Path, help="keep the files in this folder")
    parser.add_argument("--scans", type=Path, help="the folder of the real scans of scans.tsv")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.one)))
        return 0
    with tempfile.TemporaryDirectory() as place:
        folder = options.keep or Path(place)
        folder.mkdir(parents=True, exist_ok=True)
        found = list(rows(folder))
        count = len(list(folder.glob("trang*.png"))) or 4
    written = page(found, count, len(plain()), options.scans)
    print(written)
    if options.write:
        options.write.write_text(written, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
