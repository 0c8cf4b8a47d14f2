"""Count on gold documents how often citations are right, and write what that says of new ones.

    python -m nlp.calibrate GOLD SOURCES [GOLD SOURCES …] [--refs FILE.jsonl] [--write]

GOLD is a folder of gold answers, SOURCES the folder of their documents; ``--refs`` adds sentences with marked
references.  Prints the table and how reliable it is on documents that it was not counted on (each is left out
in turn); ``--write`` also puts both into the lexicon and ``docs/confidence.md``.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from nlp import cues, extract, register
from nlp.clean import fold
from nlp.confidence import TABLE, Confidences, keys
from nlp.evaluate import evaluate
from nlp.load import LoadError, load
from nlp.model import SELF, Citation, Extraction
from nlp.names import LAW_TYPES

Gold = dict[str, Any]
PULL = 4
"""A bucket is drawn towards its rule, a rule towards the whole, as if so many cases had been seen there."""
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0)
_FOLDS = 10
_REF_TYPES = {
    "NĐ": "Nghị định",
    "L": "Luật",
    "TT": "Thông tư",
    "QĐ": "Quyết định",
    "PL": "Pháp lệnh",
    "BL": "Bộ luật",
    "NQ": "Nghị quyết",
    "TTLT": "Thông tư liên tịch",
    "HP": "Hiến pháp",
}
_ABOUT = "Count on gold documents how often citations are right, and write what that says of new ones."
_DOCS = Path(__file__).resolve().parent.parent / "docs" / "confidence.md"
_MARK = re.compile(r"(?<=<!-- counted -->\n).*(?=<!-- end -->)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Judged:
    """One statement of luocdo's and whether it is right; ``source`` is what is left out together."""

    source: str
    rule: str
    right: bool
    resolution: str = ""
    form: str = ""
    dirty: bool = False


# -- what is right ----------------------------------------------------------------------------


def citations(source: str, gold: Gold, extraction: Extraction) -> Iterator[Judged]:
    """Judge each citation of a document: right has the number (or name), the type, no other date or year.

    Of two that match one gold citation the second is wrong: they are one document.
    """
    taken: set[int] = set()
    for citation in extraction.citations:
        if citation.id == SELF:
            continue
        fits = (n for n, want in enumerate(gold["citations"]) if n not in taken and _same(want, citation))
        found = next(fits, None)
        if found is not None:
            taken.add(found)
        yield _judged(source, citation, right=found is not None)


def _judged(source: str, citation: Citation, *, right: bool) -> Judged:
    mentions = [m for m in citation.mentions if m.form not in ("self", "relative")] or citation.mentions
    form = mentions[0].form if mentions else ""
    dirty = any(m.printed for m in mentions)
    return Judged(source, citation.rule, right, citation.resolution, form, dirty)


def _same(want: Gold, have: Citation) -> bool:
    if want["number"]:
        numbers = {_key(n) for n in (want["number"], *_several(want.get("number_alt")))}
        if _key(have.number) not in numbers:
            return False
    elif not _same_name(want, have):
        return False
    if fold(have.type) not in map(fold, want["type"].split("|")):
        return False
    if len(have.date) == len("2024-01-31") and want["date"]:
        return have.date in (want["date"], *_several(want.get("date_alt")))
    return not (have.year and want["year"]) or have.year == str(want["year"])


def _same_name(want: Gold, have: Citation) -> bool:
    names = {fold(n) for n in (want["name"], *_several(want.get("name_alt"))) if n}
    own = {fold(have.name), *(re.split(r" (?:năm|ngày|số) \d", fold(m.text))[0] for m in have.mentions)}
    return bool(names & own)


def _key(number: str) -> str:
    return "".join(number.split()).upper()


def _several(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []


def hidden_numbers(source: str, gold: Gold) -> Iterator[Judged]:
    """Judge the register: does it give a law its number by name, with and without its year?

    Gold answers have the number of laws that are cited with it; here it is kept from the register.
    """
    on = gold["document"]["date"]
    for want in gold["citations"]:
        if want["type"] not in LAW_TYPES or not (want["number"] and want["name"]):
            continue
        laws = register.laws_named(want["type"], want["name"])
        for year in dict.fromkeys((str(want["year"]), "")):
            law, rule = register.choose(laws, year=year, date="", on=on)
            if law is not None:
                resolution = "inferred" if rule == "register-in-force" else "alias"
                right = _key(law.number) == _key(want["number"])
                yield Judged(source, rule, right, resolution, "named")


def references(lines: Iterable[str]) -> Iterator[Judged]:
    """Judge the citations of single sentences: ``{"id", "text", "refs": [[start, end, "NĐ"], …]}`` a line.

    Right is the marked span; for a number also one that overlaps it.  Types other than the marked nine are
    left out.
    """
    for number, line in enumerate(lines):
        row = json.loads(line)
        marked = [(start, end, _REF_TYPES[type_]) for start, end, type_ in row["refs"]]
        left, right = row.get("ignore", (0, 0))
        for citation in extract(row["text"], relations=False).citations:
            if citation.id == SELF or citation.type not in _REF_TYPES.values():
                continue
            places = [m for m in citation.mentions if m.form not in ("self", "relative")]
            if not places or left <= places[0].start < right:
                continue
            first = places[0]
            loose = first.form in ("full", "elliptical", "short")
            hit = any(
                type_ == citation.type
                and ((first.start, first.end) == (a, b) or (loose and a < first.end and first.start < b))
                for a, b, type_ in marked
            )
            yield _judged(f"refs {number % _FOLDS}", citation, right=hit)


def relations(source: str, gold: Gold, extraction: Extraction) -> Iterator[tuple[float, bool]]:
    """What each relation states of itself and whether it is right; what gold leaves open is left out."""
    for rule, count in evaluate([(source, gold, extraction)]).rules.items():
        for n in range(count.found):
            yield cues.rule(rule).confidence, n < count.right


# -- what it says -----------------------------------------------------------------------------


def fit(judged: Iterable[Judged]) -> Confidences:
    """Shares by bucket, rule and resolution, each drawn towards the more general one by :data:`PULL` cases.

    What is drawn towards is counted without the cases in question, so that none of them counts twice.

    >>> made = fit([Judged("a", "number", True, "exact", "full")] * 6)
    >>> made.overall, made.of("number", "exact", form="full")
    (0.875, 0.95)
    """
    cases = list(judged)
    overall = (sum(j.right for j in cases) + 1) / (len(cases) + 2)
    rules = _counted(cases, lambda j: (j.rule,))
    resolutions = _counted(cases, lambda j: (j.resolution,))
    buckets = _counted(cases, lambda j: keys(j.rule, j.form, dirty=j.dirty))
    shares: dict[str, float] = {}
    for key, (right, seen) in buckets.items():
        rule_right, rule_seen = rules[key.partition("/")[0]]
        rest = (rule_right - right + PULL * overall) / (rule_seen - seen + PULL)
        shares[key] = (right + PULL * rest) / (seen + PULL)

    def drawn(counted: dict[str, tuple[int, int]]) -> dict[str, float]:
        return {key: (right + PULL * overall) / (seen + PULL) for key, (right, seen) in counted.items()}

    return Confidences(shares, drawn(rules), drawn(resolutions), overall)


def _counted(
    cases: Iterable[Judged], keys_of: Callable[[Judged], tuple[str, ...]]
) -> dict[str, tuple[int, int]]:
    """For each key how many were right, of how many."""
    seen, right = Counter[str](), Counter[str]()
    for case in cases:
        for key in keys_of(case):
            seen[key] += 1
            right[key] += case.right
    return {key: (right[key], n) for key, n in sorted(seen.items())}


def left_out(wanted: Iterable[Judged], everything: Sequence[Judged]) -> list[tuple[float, bool]]:
    """For each wanted case what all other sources say of it, and whether it was right."""
    out: list[tuple[float, bool]] = []
    ordered = sorted(wanted, key=lambda j: j.source)
    for source, cases in groupby(ordered, key=lambda j: j.source):
        made = fit(j for j in everything if j.source != source)
        out += ((made.of(j.rule, j.resolution, form=j.form, dirty=j.dirty), j.right) for j in cases)
    return out


def reliability(stated: Sequence[tuple[float, bool]]) -> str:
    """A table of bins: how many cases, what was stated, what was observed; then the mean gap between the two.

    >>> print(reliability([(0.9, True), (0.92, False), (0.99, True)]))
    | stated | n | mean stated | observed right |
    |---|--:|--:|--:|
    | 0.90 to 0.95 | 2 | 0.910 | 0.500 |
    | 0.98 to 1.00 | 1 | 0.990 | 1.000 |
    <BLANKLINE>
    Expected calibration error 0.277, Brier score 0.286, 3 cases.
    """
    lines = ["| stated | n | mean stated | observed right |", "|---|--:|--:|--:|"]
    gap = 0.0
    for low, high in pairwise(BINS):
        inside = [(p, right) for p, right in stated if low <= p < high or (high == BINS[-1] == p)]
        if inside:
            mean = sum(p for p, _ in inside) / len(inside)
            share = sum(right for _, right in inside) / len(inside)
            gap += abs(mean - share) * len(inside)
            lines.append(f"| {low:.2f} to {high:.2f} | {len(inside)} | {mean:.3f} | {share:.3f} |")
    n = max(1, len(stated))
    brier = sum((p - right) ** 2 for p, right in stated) / n
    figures = f"Expected calibration error {gap / n:.3f}, Brier score {brier:.3f}, {len(stated)} cases."
    return "\n".join([*lines, "", figures])


def table(judged: Sequence[Judged]) -> str:
    """The shares as TOML, each with its count, for the lexicon."""
    made = fit(judged)
    groups = (
        ("resolution", made.resolutions, _counted(judged, lambda j: (j.resolution,))),
        ("rule", made.rules, _counted(judged, lambda j: (j.rule,))),
        ("bucket", made.buckets, _counted(judged, lambda j: keys(j.rule, j.form, dirty=j.dirty))),
    )
    lines = [
        "# How often citations were right on gold documents, by rule, form of the first mention, and",
        "# whether a number had to be mended (python -m nlp.calibrate … --write); see docs/confidence.md.",
        f"overall = {made.overall:.4f}  # {sum(j.right for j in judged)} of {len(judged)}",
    ]
    for name, shares, counted in groups:
        lines += ["", f"[{name}]"]
        for key, share in shares.items():
            right, seen = counted[key]
            lines.append(f'"{key}" = {share:.4f}  # {right} of {seen}')
    return "\n".join(lines) + "\n"


# -- the command ------------------------------------------------------------------------------


def judge(gold: Path, sources: Path) -> Iterator[tuple[list[Judged], list[tuple[float, bool]]]]:
    """For each gold document its citations and relations, judged; unreadable ones are named and left out."""
    for path in sorted(gold.glob("*.json")):
        answer: Gold = json.loads(path.read_text(encoding="utf-8"))
        try:
            extraction = extract(load(sources / answer["file"]))
        except (LoadError, OSError) as error:
            sys.stderr.write(f"{answer['file']}: bỏ qua / left out: {error}\n")
            continue
        name = f"{gold}/{path.stem}"
        cited = [*citations(name, answer, extraction), *hidden_numbers(name, answer)]
        yield cited, list(relations(name, answer, extraction))


def main(arguments: list[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(
        prog="python -m nlp.calibrate", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("folders", nargs="+", type=Path, metavar="GOLD SOURCES", help="folders, in pairs")
    parser.add_argument("--refs", type=Path, help="sentences with marked references, one JSON object a line")
    parser.add_argument(
        "--write", action="store_true", help="write the lexicon's table and docs/confidence.md"
    )
    options = parser.parse_args(arguments)
    if len(options.folders) % 2:
        parser.error("cần từng cặp thư mục GOLD SOURCES / give folders in pairs: GOLD SOURCES")
    pairs = list(zip(options.folders[::2], options.folders[1::2], strict=True))
    judged = [case for gold, sources in pairs for case in judge(gold, sources)]
    cited = [j for one, _ in judged for j in one]
    related = [j for _, one in judged for j in one]
    documents = len(judged)
    if options.refs:
        cited += references(options.refs.read_text(encoding="utf-8").splitlines())
    written, told = table(cited), _report(cited, related, documents)
    sys.stdout.write(f"{written}\n{told}")
    if options.write:
        (Path(__file__).resolve().parent / "lexicon" / TABLE).write_text(written, encoding="utf-8")
        _DOCS.write_text(_MARK.sub(lambda _: told, _DOCS.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


def _report(cited: Sequence[Judged], related: Sequence[tuple[float, bool]], documents: int) -> str:
    of_documents = [j for j in cited if not j.source.startswith("refs ")]
    sentences = [j for j in cited if j.source.startswith("refs ")]
    parts = [f"### Citations of {documents} documents\n", reliability(left_out(of_documents, cited))]
    if sentences:
        parts += ["\n### Citations of single sentences\n", reliability(left_out(sentences, cited))]
    parts += ["\n### Relations, by the confidence that they carry\n", reliability(related)]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    raise SystemExit(main())
