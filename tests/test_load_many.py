"""Archives, mails and spreadsheets: everything inside, bounded, nothing outside."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from nlp import load as loading
from nlp.load import many
from tests.helpers_docx import docx


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()


def found(path: Path) -> list[tuple[str, str]]:
    """(way inside, text or code of the error) of everything in a file."""
    return [
        (item.source.removeprefix(f"{path}"), item.code if isinstance(item, loading.LoadError) else item.text)
        for item in loading.load_many(path)
    ]


def test_nested_archives_and_bad_members(tmp_path: Path) -> None:
    inner = gzip.compress(tarred({"b.txt": "Kế hoạch".encode(), "c.txt": b""}))
    path = tmp_path / "hồ sơ.zip"
    path.write_bytes(
        zipped({"2024/QD 1.docx": docx(["Quyết định"]), "in.tar.gz": inner, "x.pdf": b"%PDF-1.7"})
    )
    assert found(path) == [
        ("/2024/QD 1.docx", "Quyết định\n"),
        ("/in.tar.gz/b.txt", "Kế hoạch"),
        ("/in.tar.gz/c.txt", "empty-file"),
        ("/x.pdf", "corrupt"),
    ]


def test_a_plain_file_is_its_own_member(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress("Chỉ thị".encode()))
    (text,) = loading.load_many(path)
    assert isinstance(text, loading.Text)
    assert (text.text, text.digest) == ("Chỉ thị", loading.load(path).digest)
    assert found(tmp_path / "không có") == [("", "missing-file")]


def test_names_never_lead_outside(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"../../etc/passwd": b"a", "/root/x": b"b", "..\\w": b"c"}))
    assert [name for name, _ in found(path)] == ["/etc/passwd", "/root/x", "/w"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.zip"]


def test_bombs_are_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.zip"
    monkeypatch.setattr(many, "MAX_MEMBER", 1000)
    path.write_bytes(zipped({"a.txt": b"0" * 5000, "b.txt": b"ok"}))
    assert found(path) == [("/a.txt", "too-large"), ("/b.txt", "ok")]
    monkeypatch.setattr(many, "MAX_MEMBERS", 2)
    path.write_bytes(zipped({f"{n}.txt": b"a" for n in range(5)}))
    assert found(path) == [("/0.txt", "a"), ("/1.txt", "a"), ("", "too-large")]
    monkeypatch.setattr(many, "MAX_MEMBERS", 100)
    nested = b"a"
    for _ in range(8):
        nested = zipped({"z": nested})
    path.write_bytes(nested)
    assert [code for _, code in found(path)] == ["archive"]


def test_a_truncated_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"a.txt": b"a" * 100})[:-10])
    assert [code for _, code in found(path)] == ["corrupt"]


def test_a_mail_and_its_attachments(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"], message["MIME-Version"] = "Gửi kế hoạch", "1.0"
    message.set_content("Kính gửi: Sở Nội vụ")
    message.add_attachment(docx(["Quyết định"]), maintype="application", subtype="msword", filename="QD.docx")
    path = tmp_path / "thư.eml"
    path.write_bytes(b"Received: from a\r\n" + message.as_bytes())
    assert found(path) == [("/message", "Kính gửi: Sở Nội vụ\n"), ("/QD.docx", "Quyết định\n")]


def test_a_single_file_web_page_is_one_document() -> None:
    message = EmailMessage()
    message["MIME-Version"] = "1.0"
    message.set_content("<html><body><p>Quyết định</p></body></html>", subtype="html")
    text = loading.from_bytes(message.as_bytes(), source="QD.doc")
    assert (text.text, text.format) == ("Quyết định\n", "html")


def test_an_archive_where_one_document_is_wanted() -> None:
    with pytest.raises(loading.Archive):
        loading.from_bytes(zipped({"a.txt": b"a"}), source="a.zip")


def test_7z_without_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    path = tmp_path / "a.7z"
    path.write_bytes(b"7z\xbc\xaf\x27\x1c" + bytes(30))
    assert found(path) == [("", "missing-tool")]


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    '<row><c r="A1" t="s"><v>0</v></c><c r="C1"><v>12</v></c></row><row/>'
    '<row><c r="B3" t="inlineStr"><is><t>Quyết định\nsố 1</t></is></c></row></sheetData></worksheet>'
)


def test_spreadsheets() -> None:
    name = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    data = zipped(
        {
            "xl/workbook.xml": (
                f'<workbook xmlns="{name}" xmlns:r="{relation}"><sheets><sheet name="Phụ lục" r:id="r1"/>'
                '<sheet name="ẩn" state="hidden" r:id="r1"/></sheets></workbook>'
            ).encode(),
            "xl/_rels/workbook.xml.rels": b'<R><r Id="r1" Target="worksheets/sheet1.xml"/></R>',
            "xl/sharedStrings.xml": f'<sst xmlns="{name}"><si><t>STT</t></si></sst>'.encode(),
            "xl/worksheets/sheet1.xml": SHEET.encode(),
        }
    )
    text = loading.from_bytes(data, source="phu-luc.xlsx")
    assert text.text == "STT\t\t12\n\tQuyết định số 1\n"
    assert [(page.label, page.start, page.end) for page in text.pages] == [("Phụ lục", 0, len(text.text))]
