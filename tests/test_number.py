"""The grammar of numbers: parts, canonical spelling, and repairs that are certain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.number import LONE, Number, canonical, parse, render, type_of, types_of
from tests import helpers_numbers as family


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("2817/QĐ-UBND", Number("2817", "", "/", "QĐ-UBND")),
        ("34/2016/NĐ-CP", Number("34", "2016", "/", "NĐ-CP")),
        ("80/2015/QH13", Number("80", "2015", "/", "QH13")),
        ("66.13/2026/NQ-CP", Number("66.13", "2026", "/", "NQ-CP")),
        ("08a/2010/TT-BTP", Number("08a", "2010", "/", "TT-BTP")),
        ("18-NQ/TW", Number("18", "", "-", "NQ/TW")),
        ("53-HĐBT", Number("53", "", "-", "HĐBT")),
        ("84 TC/CĐKT", Number("84", "", " ", "TC/CĐKT")),
        ("12/CV-KT/2011", Number("12", "", "/", "CV-KT/2011")),
        ("587-CV/VPTW/nb", Number("587", "", "-", "CV/VPTW/nb")),
        ("1241", Number("1241")),
    ],
)
def test_parts(printed: str, number: Number) -> None:
    assert parse(printed) == number
    assert render(number) == printed


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("53/TBVPCP", "53/TB-VPCP"),
        ("136/2001/QĐ.TTg", "136/2001/QĐ-TTg"),
        ("11/2024/QĐUBND", "11/2024/QĐ-UBND"),
        ("56/2022/TTBTC", "56/2022/TT-BTC"),
        ("18-NQ-TW", "18-NQ/TW"),
        ("10- ĐA/TU", "10-ĐA/TU"),
        ("38-CT/TTg", "38/CT-TTg"),
        ("120-CV/BTC", "120-CV/BTC"),
        ("866/QĐ-Tg", "866/QĐ-TTg"),
        ("126/QD-UBND", "126/QĐ-UBND"),
        ("34/2016/ND-CP", "34/2016/NĐ-CP"),
        ("12/2020/NĐ-TTg", "12/2020/NĐ-CP"),
        ("80/2015/QHI3", "80/2015/QH13"),
        ("8O/2015/QH13", "80/2015/QH13"),
        ("l26/QĐ-UBND", "126/QĐ-UBND"),
        ("126 / QĐ - UBND", "126/QĐ-UBND"),
        ("126/QĐ-\nUBND", "126/QĐ-UBND"),
        ("15/98/NĐ-CP", "15/1998/NĐ-CP"),
        ("84TC/CĐKT", "84 TC/CĐKT"),
        ("500-BYT/QĐ", "500-BYT/QĐ"),
        ("1754/2000/QĐ-UB", "1754/2000/QĐ-UB"),
        ("12/TBNX", "12/TBNX"),  # no body is called NX: left as printed
    ],
)
def test_canonical_spelling(printed: str, wanted: str) -> None:
    assert canonical(printed) == wanted
    assert canonical(wanted) == wanted


@pytest.mark.parametrize("printed", ["", "QĐ-UBND", "498/498", "1/2/3", "123456/QĐ-UBND", "126/qđ-ubnd"])
def test_what_is_no_number(printed: str) -> None:
    assert parse(printed) is None
    assert canonical(printed) == printed


@pytest.mark.parametrize(
    ("printed", "abbrev", "bodies"),
    [
        ("2817/QĐ-UBND", "QĐ", ("UBND",)),
        ("1105/UBND-TH", "", ("UBND",)),
        ("02/2008/TTLT-BTP-BNV", "TTLT", ("BTP", "BNV")),
        ("500-BYT/QĐ", "QĐ", ("BYT",)),
        ("28/2005/PL-UBTVQH11", "PL", ("UBTVQH11",)),
        ("1241", "", ()),
    ],
)
def test_what_the_symbol_shows(printed: str, abbrev: str, bodies: tuple[str, ...]) -> None:
    number = parse(printed)
    assert number is not None
    assert (number.abbrev, number.bodies) == (abbrev, bodies)


def test_a_body_before_its_type_is_reversed() -> None:
    assert Number("07", "2000", "/", "BYT-QĐ").is_reversed
    assert not Number("126", "", "/", "QĐ-UBND").is_reversed


@pytest.mark.parametrize(
    ("printed", "type_", "kind"),
    [
        ("5231/KH-UBND", "Kế hoạch", "document"),
        ("1584/GP-BTNMT", "Giấy phép", "licence"),
        ("1105/UBND-TH", "Công văn", "document"),
        ("80/2015/QH13", "Luật", "document"),
        ("80/CP", "Nghị định", "document"),
        ("327/TTg", "Quyết định", "document"),
    ],
)
def test_the_likeliest_type(printed: str, type_: str, kind: str) -> None:
    number = parse(printed)
    assert number is not None
    assert type_of(number) == (type_, kind)


def test_a_symbol_may_stand_for_two_types() -> None:
    assert types_of(Number("66", "", "-", "QĐ/TW")) == ("Quyết định", "Quy định")
    assert types_of(Number("1105", "", "/", "UBND-TH")) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("(126/QĐ-UBND)", ["126/QĐ-UBND"]),
        ("theo l26/QĐ-UBND", ["l26/QĐ-UBND"]),
        ("-126/QĐ-UBND và A126/QĐ-UBND", []),
        ("66.13/2026/NQ-CP", ["66.13/2026/NQ-CP"]),
        ("2 126/QĐ-UBND", []),
        ("126/QĐ-UBND. UBND tỉnh", ["126/QĐ-UBND"]),
        ("126/QĐ-UBND - UBND tỉnh", ["126/QĐ-UBND"]),
        ("126/QĐ - UBND", ["126/QĐ - UBND"]),
    ],
)
def test_numbers_that_stand_alone(text: str, found: list[str]) -> None:
    assert [match[0] for match in LONE.finditer(text)] == found


@pytest.mark.parametrize("name", family.families)
@given(data=st.data())
def test_every_family_is_read_as_it_is_written(name: str, data: st.DataObject) -> None:
    printed = data.draw(family.families[name])
    number = parse(printed)
    assert number is not None
    assert render(number) == printed
    assert parse(render(number)) == number
    assert canonical(printed) == printed


@given(st.text())
def test_any_text_is_a_number_or_none(text: str) -> None:
    number = parse(text)
    assert number is None or parse(render(number)) is not None


def test_a_hostile_symbol_is_refused_at_once() -> None:
    assert parse("1/" + "AIII-" * 9 + "AIII x") is None
