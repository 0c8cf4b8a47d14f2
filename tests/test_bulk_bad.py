"""A folder of broken and hostile files: each has its named reason, the good one beside them is unharmed."""

from __future__ import annotations

import gzip
import io
import shutil
import struct
import subprocess
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import batch
from kg.batch import Result
from kg.store import Store
from kg.workers import Limits
from nlp import load
from nlp.load import many, package
from tests.helpers_doc import doc
from tests.helpers_docx import docx
from tests.helpers_pdf import Words, pdf
from tests.helpers_rar import rar
from tests.helpers_xls import xls
from tests.readers import obedient

GOOD = "1/QĐ-UBND"


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def odt() -> bytes:
    content = b'<d:c xmlns:d="urn:oasis:names:tc:opendocument:xmlns:office:1.0"><d:body/></d:c>'
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content})


def xml_bomb() -> bytes:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    body = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">{entities}]><x>&e9;</x>'
    return zipped({"word/document.xml": body.encode(), "[Content_Types].xml": b"<Types/>"})


def stranger(path: str) -> bytes:
    """A Word file that asks for a file of this machine."""
    body = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file://{path}">]><x>&e;</x>'
    return zipped({"word/document.xml": body.encode(), "[Content_Types].xml": b"<Types/>"})


def huge_png(side: int) -> bytes:
    """A picture of side × side pixels in a few bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


def locked_zip() -> bytes:
    data = bytearray(zipped({"a.txt": b"secret"}))
    data[6] |= 1
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


WORD = docx(["Quyết định số 2/QĐ-UBND"] * 20)
PDF = pdf([[Words(60, 700, "Quyết định số 2/QĐ-UBND")]])
LOCK = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >>"

BAD: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "rỗng.docx": (lambda: b"", {"empty-file"}),
    "cụt.docx": (lambda: WORD[: len(WORD) // 2], {"corrupt"}),
    "hỏng.docx": (lambda: WORD[:400] + bytes(200) + WORD[600:], {"corrupt"}),
    "cụt.odt": (lambda: odt()[:-30], {"corrupt"}),
    "cụt.pdf": (lambda: PDF[:120], {"corrupt"}),
    "hỏng.pdf": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 8, {"corrupt"}),
    "khóa.pdf": (
        lambda: pdf([[Words(60, 700, "Quyết định")]], extra=LOCK + b" /ID [<00> <00>]"),
        {"encrypted"},
    ),
    "khóa.docx": (
        lambda: (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + bytes(600)
            + "EncryptedPackage".encode("utf-16-le")
            + bytes(600)
        ),
        {"encrypted"},
    ),
    "cụt.doc": (lambda: doc("Quyết định\r")[:700], {"corrupt", "binary-file"}),
    "khóa.doc": (lambda: doc("Quyết định\r", encrypted=True), {"encrypted"}),
    "cụt.rtf": (lambda: rb"{\rtf1", {"corrupt", "no-text"}),
    "hỏng.png": (lambda: huge_png(10)[:40], {"corrupt"}),
    "lớn.png": (lambda: huge_png(30_000), {"too-large"}),
    "khóa.xls": (lambda: xls({"A": [["x"]]}, encrypted=True), {"encrypted"}),
    "hỏng.xls": (lambda: xls({"A": [["x"]]}).replace(b"\x09\x08\x10\x00", b"\x09\x08\xff\xff"), {"corrupt"}),
    "cụt.xlsx": (lambda: zipped({"xl/workbook.xml": b"<workbook/>"})[:-10], {"corrupt"}),
    "bom.docx": (xml_bomb, {"corrupt"}),
    "lạ.docx": (lambda: stranger("/etc/passwd"), {"corrupt"}),
    "cụt.gz": (lambda: b"\x1f\x8b\x08\x00" + bytes(10), {"corrupt"}),
    "nhị phân.txt": (lambda: bytes(range(256)) * 8, {"binary-file"}),
    "chương trình.pdf": (lambda: b"\x7fELF" + bytes(200), {"binary-file"}),
}


def build(folder: Path, graph: Path, **options: object) -> dict[str, str]:
    """What became of each document, by its name; a code where it failed."""
    heard: list[Result] = []
    batch.build([folder], graph, obedient, tell=heard.append, **options)
    assert all(" / " in r.reason and "\n" not in r.reason for r in heard if r.outcome == "failed")
    return {r.name.removeprefix(f"{folder.as_posix()}/"): r.code or r.outcome for r in heard}


def test_every_bad_file_has_its_reason_and_harms_no_other(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "tốt.txt").write_text(GOOD, encoding="utf-8")
    for name, (make, _) in BAD.items():
        (folder / name).write_bytes(make())
    before = {p: p.read_bytes() for p in folder.iterdir()}
    found = build(folder, tmp_path / "g", jobs=2, limits=Limits(seconds=60))
    wrong = {name: found[name] for name, (_, codes) in BAD.items() if found[name] not in codes}
    assert wrong == {}
    assert found["tốt.txt"] == "read"
    assert len(Store.reading(tmp_path / "g").sources()) == 1
    assert {p: p.read_bytes() for p in folder.iterdir()} == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["g", "in"]


def test_names_in_archives_lead_nowhere_else(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name in ("../../out.txt", "/out.txt", "a\n😀.txt"):
            entry = tarfile.TarInfo(name)
            entry.size = len(GOOD.encode())
            archive.addfile(entry, io.BytesIO(GOOD.encode()))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    (folder / "a.tar").write_bytes(out.getvalue())
    (folder / "b.zip").write_bytes(zipped({"..\\..\\out.txt": b"2/KH-UBND", "C:/x.txt": b"3/KH-UBND"}))
    (folder / "c.zip").write_bytes(locked_zip())
    assert build(folder, tmp_path / "g", jobs=1) == {
        "a.tar/out.txt": "read",
        "a.tar/a\n😀.txt": "read",
        "b.zip/out.txt": "read",
        "b.zip/C:/x.txt": "read",
        "c.zip/a.txt": "encrypted",
    }
    assert sorted(p.name for p in tmp_path.iterdir()) == ["g", "in"]


def test_bombs_cost_their_limit_and_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "MAX_MEMBER", 10_000)
    monkeypatch.setattr(package, "MAX_PART", 10_000)
    monkeypatch.setattr(load, "MAX_UNPACKED", 10_000)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.zip").write_bytes(zipped({"0.txt": b"0" * 100_000, "1.txt": b"5/CT-UBND"}))
    (folder / "b.docx").write_bytes(docx(["a" * 100_000]))
    nested = GOOD.encode()
    for _ in range(9):
        nested = zipped({"z.zip": nested})
    (folder / "c.zip").write_bytes(nested)
    (folder / "d.gz").write_bytes(gzip.compress(b"0" * 100_000))
    found = build(folder, tmp_path / "g")
    assert {name.split("/")[0] + "/" + name.split("/")[-1]: code for name, code in found.items()} == {
        "a.zip/0.txt": "too-large",
        "a.zip/1.txt": "read",
        "b.docx/b.docx": "too-large",
        "c.zip/z.zip": "archive",
        "d.gz/d.gz": "too-large",
    }


@pytest.mark.skipif(shutil.which("7z") is None, reason="needs p7zip-full")
def test_rar_and_7z_have_their_reasons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "MAX_MEMBER", 10_000)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.rar").write_bytes(rar({"../../out.txt": GOOD.encode(), "0.txt": b"0" * 20_000}))
    (folder / "b.rar").write_bytes(rar({"x.txt": b"secret"}, locked=True))
    (folder / "c.rar").write_bytes(rar({"x.txt": b"1" * 900})[:400])
    (tmp_path / "0.txt").write_bytes(b"0" * 20_000)
    (tmp_path / "1.txt").write_bytes(b"2/KH-UBND")
    for name, options in (("d.7z", []), ("e.7z", ["-pabc", "-mhe=on"])):
        command = ["7z", "a", "-bso0", *options, folder / name, "0.txt", "1.txt"]
        subprocess.run(command, cwd=tmp_path, check=True)
    assert build(folder, tmp_path / "g") == {
        "a.rar/out.txt": "read",
        "a.rar/0.txt": "too-large",
        "b.rar/x.txt": "encrypted",
        "c.rar": "corrupt",
        "d.7z/0.txt": "too-large",
        "d.7z/1.txt": "read",
        "e.7z": "encrypted",
    }
    assert sorted(p.name for p in tmp_path.iterdir()) == ["0.txt", "1.txt", "g", "in"]


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    with (folder / "lớn.docx").open("wb") as file:
        file.truncate(load.MAX_BYTES + 1)  # takes no room on disk
    assert build(folder, tmp_path / "g") == {"lớn.docx": "too-large"}


def test_missing_tools_are_named_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from kg import cli

    monkeypatch.setenv("PATH", str(tmp_path))
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "tốt.txt").write_text("Quyết định số 1/QĐ-UBND", encoding="utf-8")
    for name in ("a.7z", "b.7z", "c.rar"):
        (folder / name).write_bytes((b"7z\xbc\xaf\x27\x1c" if "7z" in name else b"Rar!\x1a\x07") + bytes(30))
    assert cli.main(["build", str(folder), "--graph", str(tmp_path / "g"), "--jobs", "1"]) == 1
    said = capsys.readouterr()
    assert [line.count("apt-get install") for line in said.err.splitlines()] == [2]
    assert said.out.startswith("1 tệp đã đọc, 0 không đổi, 3 lỗi")
    report = (tmp_path / "g" / "build-report.tsv").read_text(encoding="utf-8")
    assert report.count("missing-tool") == 3
