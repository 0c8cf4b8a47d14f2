"""A view of the graph as the picture's component takes it: plain values, words in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from typing import Any

from kg import bands
from kg.dossier import source
from kg.evidence import Evidence
from kg.explore import Shown, View
from kg.explorer import Explorer
from kg.trace import Hop
from kg.trace import Path as Way

_PROVINCE = re.compile(r", (?:tỉnh|thành phố) [^,;]+$")
"""What a box leaves out of a district's issuer: the card and the panel have it."""
_KINDS = {
    "law": ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh", "Lệnh"),
    "resolution": ("Nghị quyết", "Kết luận", "Chỉ thị", "Quy định", "Thông báo"),
    "decree": ("Nghị định", "Thông tư"),
    "decision": ("Quyết định",),
    "plan": ("Kế hoạch", "Chương trình", "Đề án", "Phương án", "Hướng dẫn"),
}
"""Which types share a colour in the picture."""


def kind_of(label: str) -> str:
    """The colour group of a document, by the type that its label begins with."""
    return next((k for k, names in _KINDS.items() if label.startswith(names)), "other")


def short(issuer: str) -> str:
    """An issuer as offices write it: "UBND tỉnh Quảng Nam"."""
    return issuer.replace("Ủy ban nhân dân", "UBND").replace("Hội đồng nhân dân", "HĐND")


def document(shown: Shown) -> dict[str, Any]:
    """A document of the picture."""
    node = shown.node
    return {
        "id": node.iri,
        "label": node.label,
        "issuer": node.issuer,
        "day": node.day,
        "date": node.date,
        "title": node.title,
        "under": " · ".join(filter(None, (_PROVINCE.sub("", short(node.issuer)), node.day))),
        "held": node.held,
        "kind": kind_of(node.label),
        "band": shown.band,
        "above": shown.above,
        "below": shown.below,
    }


def edges(
    explorer: Explorer, hops: Iterable[Hop], language: str, *, loops: Container[tuple[str, str]] = ()
) -> tuple[list[dict[str, Any]], dict[tuple[str, str, str], str]]:
    """The relations of the picture, and their ids by subject, term and object."""
    ids: dict[tuple[str, str, str], str] = {}
    made = []
    for number, hop in enumerate(hops, 1):
        ids[_key(hop)] = f"e{number}"
        best = hop.evidence[0] if hop.evidence else None
        made.append(
            {
                "id": f"e{number}",
                "s": hop.subject.iri,
                "o": hop.object.iri,
                "from": hop.subject.label,
                "to": hop.object.label,
                "p": hop.relation.predicate,
                "label": hop.relation.label if language == "vi" else hop.relation.label_en,
                "label_down": hop.relation.label_down if language == "vi" else f"← {hop.relation.label_en}",
                "confidence": hop.confidence,
                "quote": " ".join(best.quote.split()) if best else "",
                "cue": best.cue if best else "",
                "loop": (hop.subject.iri, hop.object.iri) in loops,
                "evidence": [evidence(explorer, e) for e in hop.evidence],
            }
        )
    return made, ids


def evidence(explorer: Explorer, found: Evidence) -> dict[str, Any]:
    """A sentence and where it stands."""
    held = source(explorer, found.source)
    return {
        "quote": " ".join(found.quote.split()),
        "cue": found.cue,
        "confidence": found.confidence,
        "own": found.own,
        "path": found.path.replace("\\", "/").rpartition("/")[2],
        "holder": held.holds.label if held.holds else "",
        "doc": held.holds.iri if held.holds else "",
        "source": found.source,
        "start": found.start,
        "end": found.end,
        "assertion": found.assertion,
        "review": [found.review.verdict, found.review.who, found.review.day, found.review.note]
        if found.review
        else [],
    }


def paths(view: View, ids: dict[tuple[str, str, str], str]) -> list[dict[str, Any]]:
    """The paths as lists of relations."""
    return [
        {
            "edges": [ids[_key(h)] for h in path.hops],
            "confidence": path.confidence,
            "nearest": path.nearest,
            "central": _central(path),
        }
        for path in view.paths
        if all(_key(h) in ids for h in path.hops)
    ]


def _central(path: Way) -> str:
    return path.hops[path.nearest - 1].object.label if path.nearest else ""


def _key(hop: Hop) -> tuple[str, str, str]:
    return hop.subject.iri, hop.relation.term, hop.object.iri


def relations(explorer: Explorer, view: View, language: str) -> list[dict[str, Any]]:
    """The kinds of relations to choose from: those that there are, those that are followed first."""
    labels: dict[str, str] = {}
    for relation in explorer.store.terms.relations:
        labels.setdefault(relation.predicate, relation.label if language == "vi" else relation.label_en)
    order = [p for p in labels if view.counts.get(p) or p in {"implements", "details", "basedOn"}]
    return [
        {"p": p, "label": labels[p], "count": view.counts.get(p, 0), "on": p in view.follow} for p in order
    ]


def bands_named(words: dict[str, str]) -> list[str]:
    """The names of the bands in the reader's language, highest first."""
    return [words.get(band.label, band.label) for band in bands.bands()]
