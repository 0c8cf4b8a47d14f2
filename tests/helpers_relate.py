"""Sentences in the documents that they would stand in, and their relations as triples of numbers."""

from __future__ import annotations

from nlp import extract
from nlp.model import Relation

Triple = tuple[str, str, str]

HEADER = """ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH QUẢNG NAM\tĐộc lập - Tự do - Hạnh phúc

Số: 900/{symbol}\tQuảng Nam, ngày 02 tháng 12 năm 2024

"""


def relations(text: str) -> list[Relation]:
    return list(extract(text).relations)


def triples(text: str) -> set[Triple]:
    answer = extract(text)
    names = {c.id: c.number or c.name for c in answer.citations} | {"self": "self"}
    return {(names[r.subject], r.predicate, names[r.object]) for r in answer.relations}


def act(body: str) -> str:
    """A decision with these articles."""
    return (
        HEADER.format(symbol="QĐ-UBND")
        + "QUYẾT ĐỊNH\nVề việc kiện toàn Ban Chỉ đạo chuyển đổi số\n\nQUYẾT ĐỊNH:\n\n"
        + body
    )


def report(body: str) -> str:
    """A report whose second part holds these sentences."""
    return HEADER.format(symbol="BC-UBND") + "BÁO CÁO\nCông tác năm 2024\n\nI. KẾT QUẢ\n" + body


def standing(at: str, words: str) -> str:
    """A document in which these words stand in their place: a place of the table of cues."""
    match at:
        case "report":
            return report(words + "\n")
        case "act":
            return act(words + "\n")
        case "preamble":
            return act("").replace("QUYẾT ĐỊNH:\n", f"{words}\n\nQUYẾT ĐỊNH:\n")
        case "title":
            return HEADER.format(symbol="QĐ-UBND") + f"QUYẾT ĐỊNH\n{words}\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Giao.\n"
        case "opening":
            return HEADER.format(symbol="BC-UBND") + f"BÁO CÁO\nCông tác năm 2024\n\n{words}\n"
        case "letter":
            return HEADER.format(symbol="UBND-NC") + f"Kính gửi: Sở Nội vụ\n\n{words}\n"
        case "consolidated":
            return f"VĂN BẢN HỢP NHẤT\n\nTHÔNG TƯ\nVề lao động\n\n{words}\n"
        case _:
            raise ValueError(f"no such place: {at}")
