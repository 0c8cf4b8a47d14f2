"""Every trap in ``edge_cases.toml``: what must be found in it, and what must not."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from nlp import extract
from nlp.model import Citation, Extraction, Mention

Case = dict[str, Any]
Edge = tuple[tuple[str, ...], str, tuple[str, ...]]
CASES: list[Case] = tomllib.loads((Path(__file__).parent / "edge_cases.toml").read_text(encoding="utf-8"))[
    "case"
]
FIELDS = ("type", "number", "name", "year", "date", "issuer", "kind", "resolution", "reason")
PLACES = ("article", "clause", "point", "chapter", "section", "annex")


@cache
def read(text: str) -> Extraction:
    return extract(text)


def others(answer: Extraction) -> list[Citation]:
    return [c for c in answer.citations if c.id != "self"]


def counted(citation: Citation) -> list[Mention]:
    return [m for m in citation.mentions if m.form not in ("self", "relative")]


def differences(want: Case, have: Citation) -> list[str]:
    """What ``have`` lacks to be the document that the case asks for."""
    out = [f for f in FIELDS if f in want and getattr(have, f) not in want[f].split("|")]
    mentions = counted(have)
    if "mention" in want:
        mentions = [m for m in mentions if m.text == want["mention"]]
    if not mentions:
        return [*out, "mention"]
    if "form" in want and want["form"] not in [m.form for m in mentions]:
        out.append("form")
    if "count" in want and want["count"] != len(counted(have)):
        out.append("count")
    if "printed" in want and want["printed"] not in [m.printed for m in have.mentions]:
        out.append("printed")
    if "footnote" in want and want["footnote"] not in [m.footnote for m in mentions]:
        out.append("footnote")
    if "pinpoints" in want and not any(_points(want["pinpoints"], m) for m in mentions):
        out.append("pinpoints")
    if "resolves_to" in want and want["resolves_to"] not in (have.number, dict(have.register).get("number")):
        out.append("resolves_to")
    return out


def _points(want: list[Case], mention: Mention) -> bool:
    if len(want) != len(mention.pinpoints):
        return False
    return all(
        all(getattr(have, key) == str(asked[key]) for key in PLACES if key in asked)
        for asked, have in zip(want, mention.pinpoints, strict=True)
    )


def shown(citation: Citation) -> tuple[Any, ...]:
    seen = [
        (m.text, m.form, m.printed, m.footnote, [(p.article, p.clause, p.point) for p in m.pinpoints])
        for m in citation.mentions
    ]
    return (*(getattr(citation, f) for f in FIELDS), seen)


def citation_problems(case: Case) -> list[Any]:
    """Documents that are missing, wrong or too many."""
    found = others(read(case["text"]))
    if case.get("nothing"):
        return [("extra", shown(c)) for c in found]
    free, problems = list(found), []
    for want in case.get("citations", []):
        best = min(free, key=lambda c: len(differences(want, c)), default=None)
        if best is None or ("number" in want and best.number not in want["number"].split("|")):
            problems.append(("missing", want, [shown(c) for c in free]))
            continue
        free.remove(best)
        if wrong := differences(want, best):
            problems.append(("wrong", wrong, want, shown(best)))
    return problems + ([("extra", shown(c)) for c in free] if "citations" in case else [])


def edges(case: Case, key: str) -> list[Case]:
    out: list[Case] = case.get(key, [])
    return out


def relation_problems(case: Case) -> list[Any]:
    """Edges that are missing, wrong or too many."""
    answer = read(case["text"])
    names = {c.id: (c.number or c.name, c.number, c.name) for c in answer.citations} | {"self": ("self",)}
    stated = [r for r in answer.relations if r.predicate != "cites"]
    have = {(names[r.subject], r.predicate, names[r.object]): r for r in stated}
    problems: list[Any] = []
    for want in edges(case, "relations"):
        key = next((k for k in have if _is_edge(want, k)), None)
        if key is None:
            problems.append(("missing", want, list(have)))
            continue
        edge = have.pop(key)
        wrong = [f for f in ("sense", "part") if f in want and getattr(edge, f) != want[f]]
        problems.extend(("wrong", field, want, getattr(edge, field)) for field in wrong)
        if "touches" in want and list(edge.touches) != list(want["touches"]):
            problems.append(("wrong", "touches", want, edge.touches))
    return [*problems, *(("extra", e) for e in have if not any(_is_edge(m, e) for m in edges(case, "may")))]


def _is_edge(want: Case, have: Edge) -> bool:
    """Whether an edge joins the documents asked for, each by its number or its name."""
    subject, predicate, object_ = have
    return want["predicate"] == predicate and want["subject"] in subject and want["object"] in object_


def pointing_problems(case: Case) -> list[Any]:
    """Words that stand for a document named before, or for the one at hand."""
    answer = read(case["text"])
    problems: list[Any] = []
    for want in case.get("relative", []):
        hits = [
            c.number or c.name
            for c in others(answer)
            for m in c.mentions
            if m.form == "relative" and m.text == want["mention"]
        ]
        if (want["of"] not in hits) if want["of"] else hits:
            problems.append(("relative", want, hits))
    own = [m.text for c in answer.citations if c.id == "self" for m in c.mentions]
    problems.extend(("self", want, own) for want in case.get("self", []) if want not in own)
    return problems


def document_problems(case: Case) -> list[Any]:
    """Fields of the document's own identity that are wrong."""
    have = read(case["text"]).document
    wants = case.get("document", {}).items()
    return [(k, v, getattr(have, k)) for k, v in wants if not _is_value(v, getattr(have, k))]


def _is_value(want: Any, have: Any) -> bool:
    return have in want.split("|") if isinstance(want, str) else list(want) == list(have)


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_citations(case: Case) -> None:
    assert citation_problems(case) == []


def _with(*keys: str) -> Any:
    cases = [c for c in CASES if any(k in c for k in keys)]
    return pytest.mark.parametrize("case", cases, ids=[c["name"] for c in cases])


@_with("relations")
def test_relations(case: Case) -> None:
    assert relation_problems(case) == []


@_with("relative", "self")
def test_words_that_point(case: Case) -> None:
    assert pointing_problems(case) == []


@_with("document")
def test_own_identity(case: Case) -> None:
    assert document_problems(case) == []


@_with("findings")
def test_findings(case: Case) -> None:
    assert set(case["findings"]) <= {f.code for f in read(case["text"]).findings}


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_offsets(case: Case) -> None:
    answer = read(case["text"])
    text = answer.text.text
    assert [m.text for c in answer.citations for m in c.mentions] == [
        text[m.start : m.end] for c in answer.citations for m in c.mentions
    ]
    assert all(text[r.start : r.end] == r.quote for r in answer.relations)
