"""Extractions made by hand for the tests of the graph: facts are real, the sentences are ours."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from nlp.model import SELF, Citation, Document, Extraction, Mention, Relation, Text

UBND = "Ủy ban nhân dân tỉnh Quảng Nam"

WORDS = {
    "bao-cao": (
        "SỞ NỘI VỤ TỈNH QUẢNG NAM\nBÁO CÁO\nCải cách hành chính năm 2024\n"
        "UBND tỉnh đã ban hành Kế hoạch hành động thực hiện Nghị quyết số 02/NQ-CP "
        "ngày 05/01/2024 của Chính phủ[^7].\n"
        "[^7]: Quyết định số 126/QĐ-UBND ngày 22/01/2024.\n"
        "Kế hoạch số 6581/KH-UBND ngày 27/9/2023 triển khai thực hiện Nghị quyết số 99/NQ-CP "
        "ngày 10/7/2023 của Chính phủ thực hiện Kết luận số 50-KL/TW ngày 28/02/2023 của Bộ Chính trị "
        "về tiếp tục thực hiện Nghị quyết số 18-NQ/TW "
        "ngày 25/10/2017.\n"
        "Việc chấm điểm theo Quyết định số 1085/QĐ-TTg.\n"
    ),
}

CITED: dict[str, tuple[str, str, str, str]] = {
    "c1": ("Nghị quyết", "02/NQ-CP", "2024-01-05", "Chính phủ"),
    "c2": ("Quyết định", "126/QĐ-UBND", "2024-01-22", UBND),
    "c3": ("Kế hoạch", "6581/KH-UBND", "2023-09-27", UBND),
    "c4": ("Nghị quyết", "99/NQ-CP", "2023-07-10", "Chính phủ"),
    "c5": ("Kết luận", "50-KL/TW", "2023-02-28", "Bộ Chính trị"),
    "c6": ("Nghị quyết", "18-NQ/TW", "2017-10-25", "Ban Chấp hành Trung ương"),
    "c7": ("Quyết định", "1085/QĐ-TTg", "", "Thủ tướng Chính phủ"),
}


def text_of(words: str, *, source: str = "bao-cao.txt") -> Text:
    return Text(words, source=source, digest=hashlib.sha256(words.encode()).hexdigest(), encoding="utf-8")


def mention(words: str, number: str, *, start: int = 0) -> Mention:
    at = words.index(number, start)
    return Mention(at, at + len(number), number, "full")


def citation(
    id_: str, words: str, *, kind: str, number: str, date: str = "", issuer: str = "", year: str = ""
) -> Citation:
    return Citation(
        id_,
        kind,
        number,
        date=date,
        year=year or date[:4],
        issuer=issuer,
        confidence=0.98,
        rule="full",
        mentions=(mention(words, number),),
    )


def relation(subject: str, predicate: str, object_: str, words: str, quote: str, **more: object) -> Relation:
    at = words.index(quote)
    made = Relation(subject, predicate, object_, quote, at, at + len(quote), confidence=0.97)  # type: ignore[arg-type]
    return replace(made, **more)  # type: ignore[arg-type]


def report() -> Extraction:
    """The report of Quảng Nam, in our words: 126/QĐ-UBND under 02/NQ-CP, and a chain of four."""
    words = WORDS["bao-cao"]
    return Extraction(
        text_of(words),
        Document(type="Báo cáo", issuer="Sở Nội vụ tỉnh Quảng Nam", title="Cải cách hành chính năm 2024"),
        tuple(citation(i, words, kind=k, number=n, date=d, issuer=b) for i, (k, n, d, b) in CITED.items()),
        (
            relation(
                "c2",
                "implements",
                "c1",
                words,
                "Kế hoạch hành động thực hiện Nghị quyết số 02/NQ-CP",
                cue="thực hiện",
                rule="footnote-title-implements",
            ),
            relation(
                "c3",
                "implements",
                "c4",
                words,
                "triển khai thực hiện Nghị quyết số 99/NQ-CP",
                cue="triển khai thực hiện",
            ),
            relation("c4", "implements", "c5", words, "thực hiện Kết luận số 50-KL/TW", cue="thực hiện"),
            relation(
                "c5",
                "implements",
                "c6",
                words,
                "về tiếp tục thực hiện Nghị quyết số 18-NQ/TW",
                cue="tiếp tục thực hiện",
                sense="continues",
            ),
            relation(SELF, "implements", "c3", words, "Kế hoạch số 6581/KH-UBND", confidence=0.6),
        ),
    )


def small(
    words: str,
    document: Document,
    cited: dict[str, tuple[str, str, str, str]],
    relations: tuple[tuple[str, str, str, str], ...] = (),
    *,
    source: str = "van-ban.txt",
) -> Extraction:
    """A document in few words: its identity, what it cites (type, number, date, issuer), its relations."""
    return Extraction(
        text_of(words, source=source),
        document,
        tuple(citation(i, words, kind=k, number=n, date=d, issuer=b) for i, (k, n, d, b) in cited.items()),
        tuple(relation(s, p, o, words, q) for s, p, o, q in relations),
    )
