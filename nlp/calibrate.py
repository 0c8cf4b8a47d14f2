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
from itertools import groupby, pairwise
from pathlib import Path

from nlp import extract
from nlp.confidence import TABLE, Confidences, keys
from nlp.judged import Gold, Judged, citations, hidden_numbers, references, relations
from nlp.load import LoadError, load

PULL = 4
"""A bucket is drawn towards its rule, a rule towards the whole, as if so many cases had been seen there."""
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0)
_ABOUT = "Count on gold documents how often citations are right, and write what that says of new ones."
_DOCS = Path(__file__).resolve().parent.parent / "docs" / "confidence.md"
_MARK = re.compile(r"(?<=<!-- counted -->\n).*(?=<!-- end -->)", re.DOTALL)


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
