"""Our finding and whole extraction beside eyecite (US case law), on texts of equal length and density.

    make peers        (installs eyecite and hyperscan, the extra "bench")

eyecite reads English, so its text is written here in the form of a US opinion, with as many citations a
character as the Vietnamese report has mentions.  Both of its tokenizers run; the faster one is the peer.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

from eyecite import get_citations
from eyecite.tokenizers import AhocorasickTokenizer, HyperscanTokenizer
from texts import REPORT, repeated
from timing import interleaved, ratio

from nlp import extract
from nlp.find import find

FILLER = (
    "The parties have briefed the question at length and the record below is not in dispute. "
    "We turn first to the standard of review and then to the merits of the petition. "
    "Counsel conceded as much at argument, and nothing in the order suggests otherwise. "
)


def opinion(length: int, citations: int) -> str:
    """An English text of ``length`` characters with ``citations`` full case and statute citations."""
    forms = (
        lambda n: f"See Harbor v. Mill, {200 + n % 300} U.S. {10 + n}, {12 + n} ({1900 + n % 120}). ",
        lambda n: f"So held Doe v. City of Alder, {100 + n % 800} F.3d {20 + n} (9th Cir. {1994 + n % 25}). ",
        lambda n: f"The claim arises under {1 + n % 50} U.S.C. § {1000 + n}. ",
    )
    cited = [forms[n % 3](n) for n in range(citations)]
    gap = (length - sum(map(len, cited))) / max(citations, 1)
    filler = FILLER * (length // len(FILLER) + 1)
    parts, used = [], 0.0
    for n, words in enumerate(cited):
        start, used = int(used), used + gap
        parts += [filler[start : int(used)], words] if n else [filler[: int(used)], words]
    return "".join(parts)[:length].ljust(length)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Finding, beside eyecite on English of equal length.")
    parser.add_argument("file", nargs="?", type=Path, help="our text, instead of the shipped report")
    parser.add_argument("--chars", type=int, default=60_000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args(arguments)

    ours = repeated((options.file or REPORT).read_text(encoding="utf-8-sig"), options.chars)
    mentions = len(list(find(ours)))
    theirs = opinion(len(ours), mentions)
    with tempfile.TemporaryDirectory() as cache:
        tokenizers = {
            "eyecite ahocorasick": AhocorasickTokenizer(),
            "eyecite hyperscan": HyperscanTokenizer(cache_dir=cache),
        }
        functions: dict[str, Callable[[], object]] = {"luocdo find": lambda: list(find(ours))}
        functions["luocdo extract"] = lambda: extract(ours)
        for name, tokenizer in tokenizers.items():
            functions[f"{name}, tokens"] = lambda t=tokenizer: list(t.tokenize(theirs))
            functions[f"{name}, citations"] = lambda t=tokenizer: get_citations(theirs, tokenizer=t)
        seconds = interleaved(functions, runs=options.runs)
        found = max(len(get_citations(theirs, tokenizer=t)) for t in tokenizers.values())

    print(f"{len(ours):,} characters each; {mentions} mentions in ours, {found} citations in theirs")
    print(f"medians of {options.runs} interleaved runs, CPU time, Python {sys.version.split()[0]}")
    peers = [name for name in seconds if name.startswith("eyecite") and name.endswith("citations")]
    fastest = min(peers, key=lambda name: median(seconds[name]))
    print(f"{'':34}{'chars/s':>14}{'times the fastest eyecite':>28}")
    for name, value in seconds.items():
        speed = len(ours) / median(value)
        print(f"{name:34}{speed:14,.0f}{ratio(seconds[fastest], value):28.2f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
