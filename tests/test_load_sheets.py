"""Spreadsheets, as annexes come: .xls, .ods, .xlsx; dates as days, hidden sheets left out."""

from __future__ import annotations

import datetime
import io
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp import load as loading
from nlp.load import sheet
from nlp.load.sniff import sniff
from tests.helpers_xls import xls
from tests.test_load_many import zipped

ROWS = [["STT", "Số, ký hiệu", "Ngày"], [1.0, "02/NQ-CP", 45296.0], [None], [0.1 + 0.2, "Đề án  06", True]]
TEXT = "STT\tSố, ký hiệu\tNgày\n1\t02/NQ-CP\t05/01/2024\n0.3\tĐề án 06\tTRUE\n"


def test_an_old_spreadsheet() -> None:
    data = xls({"Danh mục": ROWS, "Ẩn": [["x"]], "Trống": []}, hidden=["Ẩn"], dates=[(1, 2)])
    text = loading.from_bytes(data, source="phu-luc.xls")
    assert (text.text, text.format) == (TEXT, "xls")
    assert [(page.label, page.start, page.end) for page in text.pages] == [("Danh mục", 0, len(TEXT))]


def test_old_spreadsheets_that_cannot_be_read() -> None:
    whole = xls({"Danh mục": ROWS})
    for data, wanted in (
        (xls({"Danh mục": ROWS}, encrypted=True), loading.Encrypted),
        (whole.replace(b"\x09\x08\x10\x00", b"\x09\x08\xff\xff"), loading.Corrupt),
        (xls({"Danh mục": []}), loading.NoText),
    ):
        assert sniff(data) == "xls"
        with pytest.raises(wanted):
            loading.from_bytes(data, source="phu-luc.xls")


def book() -> openpyxl.Workbook:
    """A workbook as people make them."""
    made = openpyxl.Workbook()
    first = made.worksheets[0]
    first.title = "Danh mục"
    first.append(["STT", "Số, ký hiệu", "Ngày"])
    first.append([1, "02/NQ-CP", datetime.date(2024, 1, 5)])
    first.append([None, "126/QĐ-UBND", datetime.date(2024, 1, 22)])
    first["C2"].number_format = 'dd" tháng "mm'
    first["D2"] = 0.1 + 0.2
    first["B70"] = "xa"
    hidden = made.create_sheet("Ẩn")
    hidden["A1"], hidden.sheet_state = "ẩn", "hidden"
    made.create_sheet("Phụ lục II")["B2"] = "Kế hoạch"
    return made


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_what_office_programs_write(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / "phụ lục.xlsx"
    book().save(path)
    if suffix != "xlsx":
        program = shutil.which("soffice")
        if program is None:
            pytest.skip("needs LibreOffice")
        command = [program, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to"]
        subprocess.run([*command, suffix, "--outdir", tmp_path, path], capture_output=True, check=False)
        path = path.with_suffix(f".{suffix}")
        if not path.exists():
            pytest.skip("needs LibreOffice Calc")
    text = loading.load(path)
    first = "STT\tSố, ký hiệu\tNgày\n1\t02/NQ-CP\t05/01/2024\t0.3\n\t126/QĐ-UBND\t22/01/2024\n\txa\n"
    assert (text.format, text.text) == (suffix, first + "\tKế hoạch\n")
    assert [page.label for page in text.pages] == ["Danh mục", "Phụ lục II"]


def test_a_locked_and_a_binary_workbook() -> None:
    manifest = b"<manifest:encryption-data/>"
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    with pytest.raises(loading.Encrypted):
        loading.from_bytes(zipped({"mimetype": kind, "META-INF/manifest.xml": manifest}), source="a.ods")
    with pytest.raises(loading.Corrupt):
        loading.from_bytes(zipped({"mimetype": kind, "content.xml": b"<x/>"}), source="a.ods")
    with pytest.raises(loading.Unsupported, match="xlsb"):
        loading.from_bytes(zipped({"xl/workbook.bin": b"1"}), source="a.xlsb")


def test_white_space_in_a_cell_of_ods() -> None:
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    cell = (
        "<text:p>Quyết định<text:line-break/>số<text:s/>126/QĐ-UBND<text:span> ngày"
        "<text:tab/>22/01</text:span>/2024</text:p>"
    )
    content = (
        f'<office:document-content {names}><office:body><office:spreadsheet><table:table table:name="A">'
        f"<table:table-row><table:table-cell>{cell}</table:table-cell></table:table-row>"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    data = zipped({"mimetype": kind, "content.xml": content.encode()})
    assert loading.from_bytes(data, source="a.ods").text == "Quyết định số 126/QĐ-UBND ngày 22/01/2024\n"


def test_days_before_the_false_leap_year_and_of_1904() -> None:
    assert [sheet.date_of(day) for day in (1, 59, 61, 2958465, 2958466, -1)] == [
        *("01/01/1900", "28/02/1900", "01/03/1900", "31/12/9999", "", "")
    ]
    assert sheet.date_of(43834, since_1904=True) == "05/01/2024"


@given(st.dates(datetime.date(1900, 3, 1), datetime.date(9999, 12, 31)))
def test_days_come_back(day: datetime.date) -> None:
    made = openpyxl.Workbook()
    made.worksheets[0]["A1"] = day
    out = io.BytesIO()
    made.save(out)
    text = loading.from_bytes(out.getvalue(), source="x.xlsx").text
    assert text == f"{day:%d}/{day:%m}/{day.year:04}\n"
