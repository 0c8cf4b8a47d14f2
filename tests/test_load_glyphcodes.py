"""PDF text whose codes are not Unicode: told apart and repaired."""

from __future__ import annotations

from nlp.load import glyphcodes

WORDS = (
    "Thực hiện Quyết định của Giám đốc Sở Công Thương về việc tiến hành kiểm tra chấp hành "
    "pháp luật trong sử dụng và bảo quản vật liệu nổ công nghiệp trên địa bàn tỉnh được phê "
    "duyệt theo quy định cơ sở kết quả như sau"
).split()


def as_glyphs(word: str, first: int) -> str:
    """A word in the glyph numbers of a font whose Vietnamese letters begin at ``first``."""
    table = next(
        table
        for table in glyphcodes._glyph_tables({first, first + 0x59})
        if table.get(first) == "Ạ" and table.get(first + 0x59) == "ỹ"
    )
    codes = {letter: code for code, letter in table.items()}
    return "".join(chr(codes[letter]) for letter in word)


def as_mac(word: str) -> str:
    return word.encode("windows-1252").decode("mac_roman")


def fixed(words: list[str], table: glyphcodes.Table) -> list[str]:
    return ["".join(table.get(ord(letter), letter) for letter in word) for word in words]


def test_glyph_numbers_are_letters_again_wherever_they_begin() -> None:
    fonts = {f"F{first}": [as_glyphs(word, first) for word in WORDS] for first in (0x4A4, 0x328)}
    tables = glyphcodes.learn(fonts)
    for font, shown in fonts.items():
        assert fixed(shown, tables[font]) == WORDS


def test_numbers_and_hyphens_in_glyph_numbers() -> None:
    words = [*WORDS, "1050/QĐ-SCT", "06/3/2026"]
    tables = glyphcodes.learn({"F": [as_glyphs(word, 0x4A4) for word in words]})
    assert fixed([as_glyphs("1050/QĐ-SCT", 0x4A4)], tables["F"]) == ["1050/QĐ-SCT"]


def test_a_font_with_few_words_goes_with_the_others() -> None:
    fonts = {
        "Roman": [as_glyphs(word, 0x4A4) for word in WORDS],
        "Bold": [as_glyphs(word, 0x4A4) for word in ("Nơi", "nhận")],
    }
    tables = glyphcodes.learn(fonts)
    assert fixed(fonts["Bold"], tables["Bold"]) == ["Nơi", "nhận"]


def test_mac_roman_readings() -> None:
    words = ["ngày", "tháng", "và", "Lào", "công", "trình", "hành", "pháp", "ý", "XÃ"]
    shown = [*map(as_mac, words[:-1]), "XÃ"]
    tables = glyphcodes.learn({"F": shown})
    assert fixed(shown, tables["F"]) == words


def test_sound_text_is_left_alone() -> None:
    assert glyphcodes.learn({"F": WORDS, "G": ["Müller", "größer"]}) == {}
    assert not glyphcodes.garbled(" ".join(WORDS))
    assert glyphcodes.garbled(" ".join(as_glyphs(word, 0x4A4) for word in WORDS))
