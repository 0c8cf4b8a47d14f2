"""Files of the sizes and kinds that break readers: what `luocdo build` makes of each.

    python bench/hostile.py [--write docs/limits.md] [--only WORD]

Each file is made for real, in a folder that goes afterwards (some 1.5 GB), beside a small good decision, and
built by the command itself into a graph of its own; the table tells what became of it, the CPU time of the
command and all that it started, and the most memory that one of its processes took.  The good decision must
be read each time, and nothing may lie outside the graph's folder.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import io
import json
import os
import random
import resource
import shutil
import struct
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from memory import PLAIN
from specimen import BLOCKS, NOTES
from texts import REPORT, varied

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.helpers_doc import ole  # noqa: E402
from tests.helpers_docx import docx  # noqa: E402
from tests.helpers_pdf import Words, pdf  # noqa: E402
from tests.helpers_xls import xls  # noqa: E402

GOOD = "tot.docx"
PATIENT = ("--timeout", "3600")
"""So that a machine with other work to do decides nothing; ten minutes are usual."""
MEGABYTE = 2**20


# what is made


def noise(size: int) -> bytes:
    return random.Random(7).randbytes(size)


def with_images(path: Path) -> None:
    """A Word file of 500 MB, nearly all of it pictures."""
    path.write_bytes(docx(BLOCKS, NOTES))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_STORED) as archive:
        for number in range(100):
            archive.writestr(f"word/media/anh-{number}.jpeg", noise(5 * 1_000_000))


def document_xml(size: int, *, stored: bool = False, dense: bool = False) -> Callable[[Path], None]:
    """A Word file whose text alone is so large; citations in a tenth of it, or everywhere."""

    def write(path: Path) -> None:
        report = REPORT.read_text(encoding="utf-8-sig").splitlines()
        report += [] if dense else [PLAIN.strip()] * (9 * sum(map(len, report)) // len(PLAIN))
        paragraph = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
        parts = docx(["x"])
        kind = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
        with zipfile.ZipFile(io.BytesIO(parts)) as small, zipfile.ZipFile(path, "w", kind) as archive:
            for name in small.namelist():
                if name != "word/document.xml":
                    archive.writestr(name, small.read(name))
            head, _, tail = small.read("word/document.xml").decode().partition("<w:p>")
            with archive.open("word/document.xml", "w", force_zip64=True) as part:
                part.write(head.encode())
                written = copy = 0
                while written < size:
                    text = varied("\n".join(report), copy).splitlines()
                    written += part.write("".join(map(paragraph.format, text)).encode())
                    copy += 1
                part.write(tail[tail.index("</w:p>") + 6 :].encode())

    return write


def long_pdf(pages: int) -> Callable[[Path], None]:
    """Pages of 28 lines, two of them with a citation."""
    plain = "Các phòng, ban và đơn vị tổng hợp việc đã làm, nêu rõ việc còn chậm;"
    citing = "Căn cứ Nghị định số {}/2016/NĐ-CP ngày 14 tháng 5 năm 2016 của Chính phủ;"

    def write(path: Path) -> None:
        body = [Words(60, 800 - 24 * n, plain, 12) for n in range(26)]

        def page(number: int) -> list[Words]:
            cited = [Words(60, 152 - 24 * n, citing.format(number % 97 + n), 12) for n in (0, 1)]
            return [*body, *cited, Words(290, 40, str(number), 12)]

        path.write_bytes(pdf([page(number) for number in range(1, pages + 1)]))

    return write


def picture(side: int) -> Callable[[Path], None]:
    """A real picture in black and white of side × side pixels."""

    def write(path: Path) -> None:
        def chunk(kind: bytes, data: bytes) -> bytes:
            return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

        packer = zlib.compressobj(9)
        row = b"\0" + b"\xff" * ((side + 7) // 8)
        body = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
        head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
        path.write_bytes(b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", body) + chunk(b"IEND", b""))

    return write


def bomb(depth: int, width: int, size: int) -> Callable[[Path], None]:
    """Archives in archives, `width` in each, zeros in the innermost."""

    def write(path: Path) -> None:
        inner, name = b"\0" * size, "0.txt"
        for level in range(depth):
            out = io.BytesIO()
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
                for number in range(width):
                    archive.writestr(f"{number}-{name}", inner)
            inner, name = out.getvalue(), f"{level}.zip"
        path.write_bytes(inner)

    return write


def entities(suffix: str) -> Callable[[Path], None]:
    """Entities that would grow to a billion letters."""

    def write(path: Path) -> None:
        grown = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
        body = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">{grown}]><x>&e9;</x>'
        parts = {"docx": "word/document.xml", "odt": "content.xml", "xlsx": "xl/workbook.xml"}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            if suffix == "odt":
                archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
            archive.writestr(parts[suffix], body)

    return write


def locked_docx(path: Path) -> None:
    """What Word writes under a password: an OLE file around the encrypted package."""
    path.write_bytes(ole({"EncryptionInfo": noise(300), "EncryptedPackage": noise(9_000)}))


def locked_pdf(path: Path) -> None:
    program = shutil.which("soffice")
    if program is None:
        raise MissingError("libreoffice-writer-nogui")
    source = path.with_name("khoa.docx")
    source.write_bytes(docx(BLOCKS, NOTES))
    options = {"EncryptFile": ("boolean", "true"), "DocumentOpenPassword": ("string", "a")}
    wanted = json.dumps({name: {"type": kind, "value": value} for name, (kind, value) in options.items()})
    with tempfile.TemporaryDirectory() as profile:
        command = [program, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to"]
        command += [f"pdf:writer_pdf_Export:{wanted}", "--outdir", str(path.parent), str(source)]
        subprocess.run(command, check=True, capture_output=True)
    source.with_suffix(".pdf").rename(path)
    source.unlink()


def packed(*options: str, zeros: int = 0) -> Callable[[Path], None]:
    """An archive by 7-Zip: the decision, and perhaps zeros."""

    def write(path: Path) -> None:
        program = shutil.which("7z")
        if program is None:
            raise MissingError("p7zip-full")
        with tempfile.TemporaryDirectory() as place:
            (Path(place) / "1.docx").write_bytes(docx(BLOCKS, NOTES))
            if zeros:
                with (Path(place) / "2.txt").open("wb") as file:
                    file.truncate(zeros)
            subprocess.run([program, "a", "-bso0", *options, path, "."], cwd=place, check=True)

    return write


def strange_names(path: Path) -> None:
    path.mkdir()
    (path / "dòng một\ndòng hai 😀.docx").write_bytes(docx(BLOCKS, NOTES))
    (path / "vòng").symlink_to(path)
    (path / "gãy.docx").symlink_to(path / "không có")
    os.mkfifo(path / "ống.docx")


def changing(path: Path) -> None:
    """A file that grows while it is read, by another hand."""
    path.write_bytes(b"Quy\xe1\xba\xbft \xc4\x91\xe1\xbb\x8bnh\n" * 20_000_000)

    def grow() -> None:
        while path.exists():
            with contextlib.suppress(OSError), path.open("ab") as file:
                file.write(b"1")
            time.sleep(0.005)

    threading.Thread(target=grow, daemon=True).start()


class MissingError(Exception):
    """A tool is not installed."""


CASES: dict[str, tuple[str, Callable[[Path], None]]] = {
    "Word, 500 MB of pictures": ("a.docx", with_images),
    "Word, document.xml of 20 MB": ("a.docx", document_xml(20 * MEGABYTE)),
    "Word, document.xml of 20 MB, citations everywhere": (
        "a.docx",
        document_xml(20 * MEGABYTE, dense=True),
    ),
    "Word, document.xml of 500 MB, packed": ("a.docx", document_xml(500 * MEGABYTE)),
    "Word, document.xml of 500 MB, stored": ("a.docx", document_xml(500 * MEGABYTE, stored=True)),
    "Word under a password": ("a.docx", locked_docx),
    "Excel 97 under a password": ("a.xls", lambda p: _write(p, xls({"A": [["x"]]}, encrypted=True))),
    "PDF of 10,000 pages": ("a.pdf", long_pdf(10_000)),
    "PDF of 25,000 pages": ("a.pdf", long_pdf(25_000)),
    "PDF under a password": ("a.pdf", locked_pdf),
    "picture of 30,000 × 30,000": ("a.png", picture(30_000)),
    "entities in .docx": ("a.docx", entities("docx")),
    "entities in .odt": ("a.odt", entities("odt")),
    "entities in .xlsx": ("a.xlsx", entities("xlsx")),
    "zip under a password": ("a.zip", packed("-tzip", "-pabc")),
    "7z under a password": ("a.7z", packed("-pabc")),
    "7z, names under the password too": ("a.7z", packed("-pabc", "-mhe=on")),
    "7z with 1 GB of zeros": ("a.7z", packed(zeros=2**30)),
    "zip with 1 GB of zeros": ("a.zip", packed("-tzip", zeros=2**30)),
    "zips in zips, nine deep": ("a.zip", bomb(9, 1, 1000)),
    "zips in zips, 16 in each of four": ("a.zip", bomb(4, 16, 4 * MEGABYTE)),
    "names with newline and 😀, links in a circle, a pipe": ("thư mục", strange_names),
    "a file that grows while it is read": ("a.txt", changing),
}


FULL = "a disk that fills up"


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)


# what becomes of it


@dataclass(frozen=True, slots=True)
class Row:
    """One case: the size of the file, what the report says, seconds of CPU, megabytes."""

    name: str
    size: int
    outcome: str
    seconds: float
    megabytes: float
    harm: str = ""


def run(command: list[str], **options: object) -> tuple[int, float, float]:
    """The exit code of a command, its CPU seconds, the peak memory of its largest process in megabytes."""
    silent = subprocess.DEVNULL
    process = subprocess.Popen(command, stdout=silent, stderr=silent, **options)  # type: ignore[call-overload]
    _, status, used = os.wait4(process.pid, 0)
    return os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def outcome(graph: Path) -> tuple[str, str]:
    """What the report says of all files but the good one; what harm came to that."""
    with (graph / "build-report.tsv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    good = [line for line in lines if line["name"].endswith(GOOD)]
    codes = [line["code"] or line["outcome"] for line in lines if line not in good]
    told = ", ".join(
        f"{codes.count(c)} × `{c}`" if codes.count(c) > 1 else f"`{c}`" for c in dict.fromkeys(codes)
    )
    return told, "" if [line["outcome"] for line in good] in (
        ["read"],
        ["unchanged"],
    ) else "the good file was not read"


def measure(name: str, file_name: str, make: Callable[[Path], None]) -> Row | tuple[str, str]:
    with tempfile.TemporaryDirectory(prefix="luocdo-") as place:
        folder, graph = Path(place) / "in", Path(place) / "graph"
        folder.mkdir()
        path = folder / file_name
        try:
            make(path)
        except MissingError as tool:
            return name, f"not measured: install {tool}"
        (folder / GOOD).write_bytes(docx(BLOCKS, NOTES))
        before = sorted(folder.rglob("*"))
        size = path.stat().st_size if path.is_file() else 0
        command = [sys.executable, "-m", "kg.cli", "build", str(folder), "--graph", str(graph), *PATIENT]
        _, seconds, megabytes = run(command, cwd=ROOT)
        told, harm = outcome(graph)
        if sorted(folder.rglob("*")) != before or sorted(p.name for p in Path(place).iterdir()) != [
            "graph",
            "in",
        ]:
            harm = "something was written outside the graph"
        path.unlink() if path.is_file() else shutil.rmtree(path)
    return Row(name, size, told, seconds, megabytes, harm)


def full_disk(name: str) -> Row | tuple[str, str]:
    """No file of the graph may grow beyond two megabytes; then the folder is built again without bounds."""
    with tempfile.TemporaryDirectory(prefix="luocdo-") as place:
        folder, graph = Path(place) / "in", Path(place) / "graph"
        folder.mkdir()
        report = REPORT.read_text(encoding="utf-8-sig")
        for number in range(300):
            (folder / f"{number}.txt").write_text(varied(report, number), encoding="utf-8")
        (folder / GOOD).write_bytes(docx(BLOCKS, NOTES))
        command = [sys.executable, "-m", "kg.cli", "build", str(folder), "--graph", str(graph)]

        def bounded() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (2 * MEGABYTE, 2 * MEGABYTE))

        code, seconds, megabytes = run(command, cwd=ROOT, preexec_fn=bounded)
        again, *_ = run([*command, "--resume"], cwd=ROOT)
        told, harm = outcome(graph)
    return Row(name, 0, f"exit {code}; then, with room, exit {again}: {told}", seconds, megabytes, harm)


def rows(only: str) -> Iterator[Row | tuple[str, str]]:
    for name, (file_name, make) in CASES.items():
        if only in name:
            yield measure(name, file_name, make)
    if only in FULL:
        yield full_disk(FULL)


HEAD = """# Limits

<!-- Written by `python bench/hostile.py --write docs/limits.md`; change it there. -->

What `luocdo build` makes of files that break readers, each made for real and built beside a good decision,
which was read every time; nothing was written outside the graph's folder. CPU seconds are those of the whole
command, which takes two to start; a document had an hour, since the machine had other work, and the usual two
gigabytes; memory is that of its largest process. The reasons in words stand in [Loading files](loading.md).

| file | MB | what became of it | CPU s | peak MB |
|---|---|---|---|---|
"""


def line(row: Row | tuple[str, str]) -> str:
    if isinstance(row, tuple):
        return f"| {row[0]} | | {row[1]} | | |\n"
    size = f"{row.size / 1e6:,.1f}" if row.size else ""
    harm = f" — {row.harm}" if row.harm else ""
    return f"| {row.name} | {size} | {row.outcome}{harm} | {row.seconds:.0f} | {row.megabytes:,.0f} |\n"


def known(page: Path) -> dict[str, str]:
    """The lines of a page by case."""
    if not page.exists():
        return {}
    lines = page.read_text(encoding="utf-8").splitlines(keepends=True)
    return {found.split(" | ")[0].removeprefix("| "): found for found in lines if found.startswith("| ")}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", type=Path, help="write the page here, keeping its lines for other cases")
    parser.add_argument("--only", default="", help="cases whose name holds this word")
    options = parser.parse_args()
    lines = known(options.write) if options.write else {}
    for row in rows(options.only):
        name = row[0] if isinstance(row, tuple) else row.name
        lines[name] = line(row)
        print(lines[name], end="", flush=True)
        if options.write:
            told = (lines[case] for case in (*CASES, FULL) if case in lines)
            options.write.write_text(HEAD + "".join(told), encoding="utf-8")
    return int(any("—" in told for told in lines.values()))


if __name__ == "__main__":
    raise SystemExit(main())
