"""What people decided, of identities and of single relations, kept apart from what sources say.

The decisions stand in ``reviews.tsv`` in the graph folder, one a line, every one that was ever made; a
clerk can read, copy and correct the file in a spreadsheet.  The last word counts, by its time; taking it
back lets the word before it stand again.  From what stands comes the graph ``reviews``
(:mod:`kg.reviewed`), which every rebuild respects.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Literal as OneOf

from kg.errors import BadReviews
from kg.terms import vocabulary

Verdict = OneOf["same", "apart", "accept", "correct", "reject", "add", "withdraw"]

FILE = "reviews.tsv"
VERDICTS: dict[str, str] = {
    "same": "là một",
    "apart": "là hai",
    "accept": "đúng",
    "correct": "sửa",
    "reject": "bác",
    "add": "thêm",
    "withdraw": "rút",
}
"""Each verdict and its word in the file."""
_COLUMNS = {
    "verdict": "quyết định",
    "node_name": "văn bản",
    "relation": "quan hệ",
    "work_name": "văn bản kia",
    "quote": "câu làm chứng",
    "who": "người duyệt",
    "when": "lúc",
    "note": "lý do",
    "new_node": "sửa thành: văn bản",
    "new_relation": "sửa thành: quan hệ",
    "new_work": "sửa thành: văn bản kia",
    "node": "IRI văn bản",
    "work": "IRI văn bản kia",
    "source": "nguồn",
    "start": "từ ký tự",
    "end": "đến ký tự",
}
"""The fields in the order of the file, and their headings; a file may have either, in any order."""
_OF_RELATIONS = frozenset({"accept", "correct", "reject", "add"})
_FORMULA = ("=", "+", "-", "@", "'")


@dataclass(frozen=True, slots=True)
class Review:
    """What ``who`` said at ``when``, and in ``note`` why.

    Of identities: ``node`` is ``work`` ("same"), or they are two documents ("apart").  Of relations: what
    the program read at a place of a source, that ``node`` stands in ``relation`` to ``work``, is right
    ("accept") or wrong ("reject"), or the ``new_…`` fields say what is right ("correct"); or the program
    missed it ("add").  "withdraw" takes back the last word on the same matter.

    IRIs are kept without the graph's base and relations as "ld:implements", so that the file fits a graph
    of another base: "eli/vn/trung-uong/ttg/quyet-dinh/2022/1085-QĐ-TTg".  The names are for those who
    read the file, and find the matter again where a newer program gives a document another IRI.
    """

    verdict: Verdict
    node: str
    work: str
    who: str = ""
    when: str = ""
    note: str = ""
    relation: str = ""
    source: str = ""
    start: str = ""
    end: str = ""
    quote: str = ""
    node_name: str = ""
    work_name: str = ""
    new_node: str = ""
    new_relation: str = ""
    new_work: str = ""

    @property
    def of_relation(self) -> bool:
        """Whether it is about a relation, not about an identity."""
        return bool(self.source)

    @property
    def pair(self) -> tuple[str, str]:
        """The two documents, in no order."""
        return min(self.node, self.work), max(self.node, self.work)

    @property
    def matter(self) -> tuple[str, ...]:
        """What it is about: two reviews of one matter contradict or repeat each other."""
        if self.of_relation:
            return self.source, self.start, self.end, self.node, self.relation, self.work
        return self.pair

    @property
    def right(self) -> tuple[str, str, str]:
        """The relation that holds, as the reviewer says."""
        return self.new_node or self.node, self.new_relation or self.relation, self.new_work or self.work


def now() -> str:
    """The time of a review: "2026-01-02T03:04:05Z"."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read(file: Path) -> tuple[Review, ...]:
    """The reviews in a file, all of them in order; () where there is none.

    Takes UTF-8 and the UTF-16 that spreadsheets save.  Raises :class:`kg.errors.BadReviews` with file and
    line.
    """
    if not file.exists():
        return ()
    data = file.read_bytes()
    try:
        words = data.decode("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadReviews(f"{file}: không phải UTF-8", f"{file}: not UTF-8") from error
    rows = csv.reader(io.StringIO(words, newline=""), delimiter="\t")
    headings = {heading.casefold(): name for name, heading in _COLUMNS.items()}
    names = [headings.get(cell.strip().casefold(), cell.strip()) for cell in next(rows, [])]
    return tuple(
        _review(dict(zip(names, map(_plain, row), strict=False)), f"{file}:{rows.line_num}")
        for row in rows
        if any(cell.strip() for cell in row)
    )


def _review(row: dict[str, str], at: str) -> Review:
    values = {name: row.get(name, "") for name in _COLUMNS}
    values["verdict"] = _verdicts().get(values["verdict"].casefold(), values["verdict"])
    if values["verdict"] not in VERDICTS or not values["node"] or not values["work"]:
        raise BadReviews(
            f"{at}: cần một trong {', '.join(VERDICTS.values())}, rồi hai IRI",
            f"{at}: one of {', '.join(VERDICTS)}, then two IRIs",
        )
    for field in ("relation", "new_relation"):
        values[field] = _relations().get(values[field].casefold(), values[field])
        if values[field] and values[field] not in labels():
            raise BadReviews(
                f"{at}: không có quan hệ “{values[field]}”", f"{at}: no relation “{values[field]}”"
            )
    place = bool(values["source"]) + values["start"].isdecimal() + values["end"].isdecimal()
    if values["verdict"] in _OF_RELATIONS and (place < 3 or not values["relation"]):
        raise BadReviews(
            f"{at}: cần quan hệ, nguồn, từ ký tự và đến ký tự",
            f"{at}: a relation, a source and its characters are needed",
        )
    return Review(**values)  # type: ignore[arg-type]


@cache
def _verdicts() -> dict[str, str]:
    return {word: verdict for verdict, word in VERDICTS.items()}


@cache
def _relations() -> dict[str, str]:
    return {label: name for name, label in labels().items()}


@cache
def labels() -> dict[str, str]:
    """The relations as reviews write them, with their names: "ld:implements" is "thực hiện"."""
    return {relation.name: relation.label for relation in vocabulary().relations}


def write(file: Path, reviews: Iterable[Review]) -> None:
    """Write reviews, one a line, for a spreadsheet too."""
    words = io.StringIO(newline="")
    writer = csv.writer(words, delimiter="\t", lineterminator="\n")
    writer.writerow(_COLUMNS.values())
    for review in reviews:
        cells = {name: " ".join(getattr(review, name).split()) for name in _COLUMNS}
        cells["verdict"] = VERDICTS[review.verdict]
        for name in ("relation", "new_relation"):
            cells[name] = labels().get(cells[name], cells[name])
        writer.writerow(map(_safe, cells.values()))
    unfinished = file.with_name(f"{file.name}.new")
    unfinished.write_text(words.getvalue(), encoding="utf-8-sig", newline="")
    unfinished.replace(file)


def _safe(cell: str) -> str:
    """No spreadsheet takes the cell for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _plain(cell: str) -> str:
    cell = cell.strip()
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_FORMULA) else cell


def in_time(reviews: Iterable[Review]) -> list[Review]:
    """By time; one without a time was said with the one before it."""
    timed, when = list[tuple[str, Review]](), ""
    for review in reviews:
        when = review.when or when
        timed.append((when, review))
    return [review for _, review in sorted(timed, key=lambda pair: pair[0])]


def histories(reviews: Iterable[Review]) -> dict[tuple[str, ...], list[Review]]:
    """What stands on each matter, the last word last; what was taken back is gone."""
    found: dict[tuple[str, ...], list[Review]] = {}
    for review in in_time(reviews):
        said = found.setdefault(review.matter, [])
        if review.verdict != "withdraw":
            said.append(review)
        elif said:
            said.pop()
    return {matter: said for matter, said in found.items() if said}


def standing(reviews: Iterable[Review]) -> tuple[Review, ...]:
    """The last word on every matter, sorted; of two works for one node the later word."""
    said = in_time(r[-1] for r in histories(reviews).values())
    same: dict[str, Review] = {}
    for review in said:
        if review.verdict == "same" and review.node != review.work:
            same[review.node] = review
    others = [r for r in said if r.verdict != "same"]
    return tuple(sorted((*same.values(), *others), key=lambda r: (r.of_relation, r.matter, r.verdict)))


@dataclass(frozen=True, slots=True)
class Added:
    """What came to a file of reviews: the digest of the file before and after, and the new lines.

    ``first``: each is the first word on its matter, and a word on a relation.
    """

    before: str
    after: str
    reviews: tuple[Review, ...]
    first: bool


def add(graph: Path, more: Iterable[Review]) -> Added:
    """Append reviews to the file of a graph folder; the next :func:`kg.current.refresh` takes them up."""
    file = graph / FILE
    before, digest = read(file), digest_of(graph)
    new = tuple(_new(before, more))
    graph.mkdir(parents=True, exist_ok=True)
    write(file, [*before, *new])
    matters = [r.matter for r in (*before, *new)]
    first = len(set(matters)) == len(set(matters[: len(before)])) + len(new)
    return Added(digest, digest_of(graph), new, first and all(r.of_relation for r in new))


def digest_of(graph: Path) -> str:
    """The digest of a folder's file of reviews, "" where there is none."""
    file = graph / FILE
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.exists() else ""


def _new(before: Iterable[Review], more: Iterable[Review]) -> Iterator[Review]:
    known = set(before)
    for review in more:
        if review not in known:
            known.add(review)
            yield review
