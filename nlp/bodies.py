"""Names of issuing bodies as a header prints them in capitals, written out as a sentence would.

"UBND TỈNH LÀO CAI" over "SỞ CÔNG THƯƠNG" is "Sở Công Thương tỉnh Lào Cai" (Nghị định 30/2020/NĐ-CP,
Phụ lục I, mục II.2: the superior body stands above the issuing one).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from nlp import lexicon
from nlp.clean import fold
from nlp.formulas import AREAS, BODY_HEADS, BODY_NOUNS, OFFICES, PROPER, SHORT_BODIES, any_of

_OPEN_SYLLABLE = re.compile(r"(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?!\w)")
_HEAD = re.compile(rf"(?:{any_of(fold(w) for w in (*BODY_HEADS, *SHORT_BODIES))})(?!\w)")
_LOWER_BODY = r"(?:sở|văn phòng|ban|bộ chính trị|chi cục|phòng|thanh tra|trung tâm|trường|hội đồng|đảng ủy)\b"
_AREA = re.compile(rf"\b(?:{any_of(AREAS)})(?= (?!hội\b|ủy\b)\w)")
_COMMITTEE = re.compile(r"\b(?:tỉnh|thành|huyện|thị|quận) ủy\b")
_PARTY = re.compile(r"\b(?:tỉnh|thành|huyện|thị|quận|đảng) ủy\b")
_JOINT = re.compile(rf"\s+[-–]\s+(?=(?:{any_of(BODY_HEADS)})\b)", re.IGNORECASE)
_STACKED = re.compile(
    rf"(?P<over>(?:(?:ủy ban|hội đồng) nhân dân|ubnd|hđnd) (?:{any_of(AREAS)})"
    rf" .+?|(?:tỉnh|thành|huyện) ủy .+?|ban chấp hành trung ương) (?P<under>{_LOWER_BODY}.*)",
    re.IGNORECASE,
)
_OPEN_ENDS = (
    "ủy ban thường vụ",
    "ủy ban trung ương",
    "thường trực",
    "đoàn đại biểu",
    "ban thường trực",
    "liên đoàn",
    "mặt trận",
    "đảng ủy",
)
_OFFICE = re.compile(rf"(?!thủ tướng chính phủ|chủ tịch nước)(?:{any_of(OFFICES)})\s+", re.IGNORECASE)


_CITY = re.compile(r"^(?:T[Pp]\.?|Thành phố)\s*")
COUNCILS = ("Ủy ban nhân dân", "Hội đồng nhân dân")
"""Bodies of every level, whose name is whole only with an area."""
_MISREAD = re.compile(r"^(?:[UƯÙÚỦŨỤỪỨỬỮỰ]\s?)?[YÝỲỶỸỴ]\s?BAN\s?NHÂN\s?D[ÂA]N(?!\w)")
_TERM = re.compile(r"[\s,(–-]*\b(?:KH(?:ÓA|OÁ)\s+[IVXLC\d]+|NHIỆM KỲ\s|KỲ HỌP\s).*$", re.DOTALL)
"""What term and session a council's heading names: no part of the body's name."""
_FIRST_WORDS = frozenset(fold(head).split()[0] for head in (*BODY_HEADS, *AREAS))


def goes_on(line: str) -> bool:
    """Words that begin the name of a body or an area and do not end it: "ỦY" / "BAN NHÂN DÂN"."""
    folded = fold(line)
    if folded in _FIRST_WORDS or folded.endswith(tuple(f" {area}" for area in AREAS)):
        return True
    return folded not in BODY_HEADS and any(fold(head).startswith(f"{folded} ") for head in BODY_HEADS)


def is_body(line: str) -> bool:
    """The line begins with the name of a body: "SỞ CÔNG THƯƠNG", "UBND TỈNH LÀO CAI"."""
    return _HEAD.match(fold(line)) is not None


def group(lines: Sequence[str]) -> tuple[str, ...]:
    """Header lines joined to one entry a body, the superior first.

    >>> group(["ỦY BAN NHÂN DÂN", "TỈNH LÀO CAI"]), group(["UBND TỈNH LÀO CAI", "SỞ CÔNG THƯƠNG"])
    (('ỦY BAN NHÂN DÂN TỈNH LÀO CAI',), ('UBND TỈNH LÀO CAI', 'SỞ CÔNG THƯƠNG'))
    """
    groups: list[str] = []
    for line in filter(None, (_TERM.sub("", _MISREAD.sub("ỦY BAN NHÂN DÂN", line)) for line in lines)):
        stacked = _STACKED.fullmatch(line)
        for part in (stacked["over"], stacked["under"]) if stacked else (line,):
            is_open = bool(groups) and _is_open(groups[-1])
            if is_body(part) and not is_open:
                groups.append(part)
            elif is_open or (groups and fold(groups[-1]) not in _central()):
                groups[-1] = f"{groups[-1]} {part}"
    unique = dict.fromkeys(fold(g) for g in groups)
    return tuple(next(g for g in groups if fold(g) == key) for key in unique)


def _is_open(name: str) -> bool:
    """The name cannot end here: "ỦY BAN THƯỜNG VỤ", "BỘ TÀI NGUYÊN VÀ", "BỘ LAO ĐỘNG -"."""
    folded = fold(name)
    return (
        folded in BODY_NOUNS
        or folded.endswith((" và", " của", *_OPEN_ENDS))
        or name.endswith(("-", "–", ","))
    )


def issuer(names: Sequence[str], *, place: str = "") -> str:
    """The issuing body of a header, written out with its place; joint issuers are parted by commas.

    ``names`` come from :func:`group`; ``place`` is that of the place-and-date line, which for a
    provincial body is the province (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.4).

    >>> issuer(["UBND TỈNH LÀO CAI", "SỞ CÔNG THƯƠNG"])
    'Sở Công Thương tỉnh Lào Cai'
    """
    if not names:
        return ""
    own = ", ".join(written_out(part) for part in _JOINT.split(names[-1]))
    over = written_out(names[-2]) if len(names) > 1 else ""
    if own == "Văn phòng":
        return f"Văn phòng {_without_central(over)}" if over else own
    if over.startswith("Ban Chấp hành Trung ương"):
        return own if own in ("Bộ Chính trị", "Ban Bí thư") or "Trung ương" in own else f"{own} Trung ương"
    if over and fold(f"{own} {over}") in _known_names():
        return f"{own} {over}"
    if place_of(own):
        return own
    if _PARTY.match(over.lower()) or over.startswith("Hội đồng nhân dân"):
        return f"{own} {over}"
    if above := place_of(over):
        return f"{_without_level(own, above)} {above}"
    of_province = own in COUNCILS or own.startswith("Sở ") or over.startswith("Sở ")
    area = province(place) if of_province else ""
    return f"{own} {area}" if area else own


def _without_level(own: str, above: str) -> str:
    """ "Thanh tra tỉnh" below "tỉnh Lào Cai" is "Thanh tra tỉnh Lào Cai"."""
    level = above.split()[0]
    return own.removesuffix(f" {level}")


def _without_central(over: str) -> str:
    return "Trung ương Đảng" if over.startswith("Ban Chấp hành Trung ương") else over


def head_of(line: str) -> str:
    """The body whose head speaks: "GIÁM ĐỐC SỞ CÔNG THƯƠNG" is "Sở Công Thương", "" if none is named."""
    bare = _TERM.sub("", _OFFICE.sub("", line, count=1))
    return written_out(bare) if is_body(bare) else ""


def place_of(name: str) -> str:
    """The area that a written-out name contains: "tỉnh Lào Cai", "" if none.

    >>> place_of("Ủy ban nhân dân tỉnh Lào Cai"), place_of("Tỉnh ủy Lào Cai"), place_of("Bộ Xây dựng")
    ('tỉnh Lào Cai', 'Lào Cai', '')
    """
    if match := _AREA.search(name):
        return name[match.start() :]
    if match := _COMMITTEE.search(name.lower()):
        return name[match.end() :].strip()
    return next((n for n in _provinces() if name.endswith(f" {n}")), "")


def province(place: str) -> str:
    """ "Lào Cai" is "tỉnh Lào Cai"; "" where the place is no province, as "TP. Lào Cai" is none."""
    bare = _CITY.sub("", place)
    known = next((p for n, p in _provinces().items() if fold(n) == fold(bare)), None)
    if known is None or (bare != place and known.kind != "thành phố"):
        return ""
    return f"{known.kind} {known.name}"


@cache
def _provinces() -> dict[str, lexicon.Province]:
    return {name: p for p in lexicon.provinces() for name in (*p.variants, p.name) if not name.isupper()}


@cache
def _known_names() -> frozenset[str]:
    return frozenset(fold(s.name) for s in lexicon.symbols())


@cache
def _central() -> frozenset[str]:
    """Central bodies, whose name is whole as it stands: a stamp below it is no part of it."""
    return frozenset(fold(s.name) for s in lexicon.symbols() if s.place == "none" and s.certain)


@cache
def _known() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Names whose spelling is known, by first folded word, longest first."""
    names = {s.name for s in lexicon.symbols() if not re.search(r"[{},]", s.name.replace(", ", " "))}
    names |= set(PROPER) | set(_provinces())
    by_word: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name in sorted(names):
        words = tuple(fold(name).split())
        by_word.setdefault(words[0], []).append((words, name))
    return {w: tuple(sorted(found, key=lambda f: -len(f[0]))) for w, found in by_word.items()}


def written_out(printed: str) -> str:
    """A printed name in the spelling of a sentence, abbreviations written out.

    >>> written_out("UBND TỈNH LÀO CAI"), written_out("CHI CỤC KIỂM LÂM"), written_out("UBND tỉnh Quảng Nam")
    ('Ủy ban nhân dân tỉnh Lào Cai', 'Chi cục Kiểm lâm', 'Ủy ban nhân dân tỉnh Quảng Nam')
    """
    shouted = printed == printed.upper()
    tokens = _expanded(printed)
    folded = [_OPEN_SYLLABLE.sub(lambda m: fold(m[0]), t.lower()) for t in tokens]
    plain = [fold(t) for t in tokens]
    out: list[str] = []
    in_place = capital = False
    index = 0
    while index < len(tokens):
        token = folded[index]
        if (length := _area_length(plain, index)) and index:
            out += [" ".join(folded[index : index + length])]
            in_place, capital, index = True, False, index + length
            continue
        if (match := _known_at(plain, index)) and (not in_place or match[0] - index > 2):
            out.append(match[1])
            index = match[0]
            in_place, capital = bool(_PARTY.search(match[1].lower())), match[1].lower() in BODY_NOUNS
            continue
        if not shouted:
            out.append(tokens[index])
        elif any(c.isdigit() for c in token) or re.fullmatch(r"[ivx]+", token):
            out.append(token.upper())
        elif index + 1 == len(tokens) and plain[index] in AREAS:
            out.append(token)
        elif not index or in_place or capital:
            out.append(token[:1].upper() + token[1:])
        else:
            out.append(token)
        capital = _noun_ends(plain, index) or plain[index] in ("và", "") or token.endswith(",")
        index += 1
    name = " ".join(out)
    return name[:1].upper() + name[1:]


def _noun_ends(plain: Sequence[str], index: int) -> bool:
    """A noun such as "sở" or "hội đồng" ends here; "hội" does not end before "đồng"."""
    if " ".join(plain[index : index + 2]) in BODY_NOUNS:
        return False
    return plain[index] in BODY_NOUNS or " ".join(plain[max(0, index - 1) : index + 1]) in BODY_NOUNS


def _expanded(printed: str) -> list[str]:
    """Words with abbreviations written out; the expansion is in lower case."""
    tokens: list[str] = []
    for token in printed.replace("–", "-").split():
        tokens += SHORT_BODIES.get(token.lower(), token).split()
    return tokens


def _area_length(plain: Sequence[str], index: int) -> int:
    """How many words the area's level takes here, 0 if none; "xã hội" and "tỉnh ủy" are none."""
    for length in (2, 1):
        following = plain[index + length] if index + length < len(plain) else ""
        if " ".join(plain[index : index + length]) in AREAS and following not in ("", "hội", "ủy"):
            return length
    return 0


def _known_at(plain: Sequence[str], index: int) -> tuple[int, str] | None:
    """The longest name of known spelling that begins here, and the index after it."""
    for words, name in _known().get(plain[index], ()):
        have: list[str] = []
        end = index
        while end < len(plain) and len(have) < len(words):
            if plain[end]:
                have.append(plain[end])
            end += 1
        if tuple(have) == words:
            return end, name
    return None
