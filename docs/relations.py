"""Write the table of rules into docs/relations.md from the table of cues: ``make docs``."""

from __future__ import annotations

from pathlib import Path

from nlp.cues import Rule, rules
from nlp.model import PREDICATES

PAGE = Path(__file__).with_name("relations.md")
BEGINS, ENDS = "<!-- rules -->\n", "<!-- end of rules -->"
PLACES = {
    "letter": "opening of a letter",
    "title": "title",
    "preamble": "preamble",
    "opening": "opening",
    "act": "article of an act",
    "report": "anywhere",
    "consolidated": "head of a consolidated text",
}


def _row(rule: Rule) -> str:
    seen = rule.counted
    figures = f"{seen.right} of {seen.fired}, {seen.on}" if seen.fired else "not met yet"
    example = " ".join(rule.example.split())
    return f"| `{rule.id}` | {example} | {PLACES[rule.at]} | {figures} | {rule.confidence:.2f} | {rule.why} |"


def table() -> str:
    """The rules by what they state."""
    parts = []
    for predicate in PREDICATES:
        rows = [_row(rule) for rule in rules().values() if rule.predicate == predicate]
        if rows:
            head = ["| rule | example | where | right | confidence | why |", "|---|---|---|---|--:|---|"]
            parts.append("\n".join([f"### {predicate}", "", *head, *rows]))
    return "\n\n".join(parts) + "\n\n"


def page(written: str) -> str:
    """The page with the rules as they are now."""
    before, _, rest = written.partition(BEGINS)
    return before + BEGINS + "\n" + table() + ENDS + rest.partition(ENDS)[2]


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
