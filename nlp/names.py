"""Where the name of a law begins and ends.

Laws, codes, ordinances and the Constitution are cited by name ("Luật Phòng, chống ma túy", "Luật NSNN").  A name
that the register knows ends where the longest known name ends; an unknown one ends at the first word that cannot
belong to a name, and word segmentation decides where such a word is only half of a compound ("đầu tư **trong** nước").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from nlp import lexicon
from nlp.clean import fold

LAW_TYPES = ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp")
_WORD = re.compile(r"[\s,*_-]{1,4}(?P<word>[^\W_]+)")
_FIRST = re.compile(r"[\s*_\"“]{1,4}(?P<word>[^\W_]+)")
_END = "\0"

_HARD = re.compile(
    r"\s*(?:[.;:()\[\]\"”“…!?]|\n|\t|[-–]\s|,\s*(?:Luật|Bộ luật|Pháp lệnh|Nghị|Thông tư|Quyết định|Điều|[Kk]hoản|[Đđ]iểm|các|thì|trừ|nếu)\b"
    r"|(?:số|Số)\s*:?\s*\d|(?:ngày|năm|tháng)\s\d|và\s(?:các|Nghị|Thông|Luật|Bộ|Pháp|Quyết|Điều|[Kk]hoản|quy định|văn bản|pháp luật|hướng dẫn)\b)"
)


def described(text: str, start: int) -> int:
    """Where the description ends that stands for a number ("Nghị định về quản lý chi phí đầu tư xây dựng")."""
    hard = _HARD.search(text, start, start + 200)
    window = text[start : hard.start() if hard else min(len(text), start + 160)]
    return start + _soft_end(window)


_BOUND = re.compile(r"\s*(?:số|Số|ngày|năm)\s*:?\s*\d")
_VERB = re.compile(r"\s(?:quy định|được|thì|này|là|theo|trừ|nếu|của Quốc hội|do|trước|sau|từ|đến)(?![^\W_])")
"""Words that no name holds; where none stands before "ngày" or "số", all of it is the name."""
_SOFT = frozenset(
    "này đó trên quy được đã do bởi theo tại trong để thì là bao gồm phải không nếu sau khi như trước hiện áp bằng cho"
    " đối vào từ sẽ đang cần thực căn hoặc cụ hướng nhằm còn hết mà nay đến".split()
)
_COMPOUND_STOPS = frozenset(
    "quy định|quy định chi tiết|hướng dẫn|hiện hành|áp dụng|đối với|bao gồm|thực hiện|căn cứ|có hiệu lực|hiệu lực"
    "|có thể|có trách nhiệm|có quy định|có liên quan|nhằm|trước khi|sau khi|trong khi|hết|cho phép|liên quan|yêu cầu".split(
        "|"
    )
)
_NOT_NAMES = frozenset("sư định gia học pháp chơi lệ hiện chuyên liên quốc mới cũ sửa".split())
"""Second halves of other words when in lower case: "luật sư", "luật pháp"; "Pháp lệnh Pháp điển" is a name."""
_NEVER = frozenset("này khác đó trên ấy nào và của được có theo là thì".split())


@dataclass(frozen=True, slots=True)
class Name:
    """A name found after a type word: where it ends, its folded key ("luật đất đai"), and whether it is known."""

    end: int
    key: str
    known: bool


@cache
def _trie() -> dict[str, Any]:
    root: dict[str, Any] = {}
    keys = {key_of(law) for law in lexicon.laws()} | {_untyped(line) for line in _only_names()}
    for words in (key.split() for key in sorted(keys) if key):
        for start in (0, 1) if words[0] == "về" else (0,):
            node = root
            for word in words[start:]:
                node = node.setdefault(word, {})
            node[_END] = " ".join(words)
    return root


def _only_names() -> list[str]:
    table = (files("nlp.lexicon") / "law_names.tsv").read_text(encoding="utf-8")
    return [line for line in table.splitlines() if line and not line.startswith("#")][1:]


def _untyped(name: str) -> str:
    return re.sub(r"^(?:luật|bộ luật|pháp lệnh) ", "", fold(name))


@cache
def _numbers() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for law in lexicon.laws():
        if law.number:
            found.setdefault(law.number, set()).add(key_of(law))
    return found


def key_of(law: lexicon.Law) -> str:
    """The folded name without its type word: "đất đai" for "Luật Đất đai"."""
    return untyped(law.name, law.type)


def untyped(name: str, type_: str) -> str:
    """A folded name without its type word."""
    words, kind = fold(name).split(), fold(type_).split()
    return " ".join(words[len(kind) :] if words[: len(kind)] == kind else words)


def keys_of(number: str) -> set[str]:
    """The keys of the laws in the register that bear this number."""
    return _numbers().get(number, set())


@cache
def _expansions() -> dict[str, tuple[str, ...]]:
    return {a.abbrev: tuple(fold(a.expansion).split()) for a in lexicon.abbreviations()}


def known(text: str, start: int) -> Name | None:
    """The longest name in the register that begins at ``start`` (just after the type word).

    >>> text = "Luật Phòng , chống ma tuý ngày 09 tháng 12 năm 2000"
    >>> text[:known(text, 4).end]
    'Luật Phòng , chống ma tuý'
    """
    node, best, position = _trie(), None, start
    matcher = _FIRST
    while (match := matcher.match(text, position)) is not None:
        matcher = _WORD
        printed = match["word"]
        words = _expansions().get(printed) or (_folded(printed),)
        step: dict[str, Any] | None = node
        for word in words:
            step = step.get(word) if step is not None else None
        if step is None and position == start and words == ("về",):
            position = match.end()
            continue
        if step is None:
            break
        node, position = step, match.end()
        if _END in node:
            best = Name(position, node[_END], True)
    return best


@lru_cache(maxsize=8192)
def _folded(word: str) -> str:
    return fold(word)


def unknown(text: str, start: int) -> Name | None:
    """Where a name that no register knows ends; None where no name begins.

    >>> text = "Pháp lệnh ưu đãi người có công với cách mạng được sửa đổi"
    >>> text[:unknown(text, 9).end]
    'Pháp lệnh ưu đãi người có công với cách mạng'
    """
    first = _FIRST.match(text, start)
    if (
        first is None
        or first["word"] in _NOT_NAMES
        or first["word"].casefold() in _NEVER
        or first["word"][0].isdigit()
    ):
        return None
    hard = _HARD.search(text, first.start(), start + 260)
    limit = hard.start() if hard else min(len(text), start + 160)
    window = text[start:limit]
    if hard and _BOUND.match(text, limit) and not _VERB.search(window):
        end = start + len(window.rstrip(" ,*_"))
    else:
        end = start + _soft_end(window)
    words = fold(text[start:end])
    return Name(end, words, False) if words else None


@lru_cache(maxsize=4096)
def _soft_end(window: str) -> int:
    """The length of the part of ``window`` that can be a name."""
    marks = [m for m in re.finditer(r"[^\W_]+|,", window)]
    stops = [i for i, m in enumerate(marks) if m[0].casefold() in _SOFT or m[0] == "," or m[0] == "về"]
    if not [i for i in stops if i > 0]:
        return len(window.rstrip(" ,"))
    cut = len(window)
    for compound in compounds(window):
        begin, finish = compound
        word = window[begin:finish].casefold()
        lone = re.fullmatch(r"[^\W_]+", word) is not None
        if (
            (lone and word in _SOFT)
            or " ".join(word.split()) in _COMPOUND_STOPS
            or (word == "về" and begin > 2)
        ):
            cut = begin
            break
    return len(_commas(window[:cut]).rstrip(" ,"))


def _commas(window: str) -> str:
    """A comma belongs to a name only inside a list that "và" closes: "Phòng, chống", "nhập cảnh, xuất cảnh và …"."""
    head, comma, tail = window.partition(",")
    if (
        not comma
        or " và " in tail
        or re.match(r"\s*(?:chống|bổ sung|lệ phí|nộp|tố cáo|vệ sinh|cứu|chữa|viên chức|công chức)\b", tail)
    ):
        return window
    return head


def compounds(window: str) -> list[tuple[int, int]]:
    """Word segmentation by underthesea, as spans of ``window``: "trong nước" is one word, "trong tỉnh" two.

    >>> ["khuyến khích đầu tư trong nước"[a:b] for a, b in compounds("khuyến khích đầu tư trong nước")]
    ['khuyến khích', 'đầu tư', 'trong nước']
    """
    from underthesea import word_tokenize

    spans: list[tuple[int, int]] = []
    position = 0
    for word in word_tokenize(window, use_token_normalize=False):
        found = re.compile(r"\s+".join(map(re.escape, word.split()))).search(window, position)
        if found:
            spans.append(found.span())
            position = found.end()
    return spans
