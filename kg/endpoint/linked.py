"""Linked data: what stands behind an IRI of ours, as RDF or as a page.

The RDF of a thing is what the graph says of it, and every assertion in which it is the one that acts.
What acts *on* it may be a million documents; the page shows the first of them, SPARQL gives all.
"""

from __future__ import annotations

import json
import re
from html import escape
from typing import Any
from urllib.parse import quote, unquote_to_bytes

from kg.endpoint.errors import malformed
from kg.endpoint.page import document
from kg.endpoint.pool import Pool
from kg.iri import graph_of
from kg.terms import Iri, Vocabulary

SHOWN = 100
"""Relations on a page, each way."""

_PLAIN = re.compile(r"[^<>\"{}|^`\\\x00-\x20']+")


def iri(path: bytes, terms: Vocabulary) -> Iri:
    """The IRI behind the path of a request (RFC 3987, 3.2: only what is not ASCII is decoded).

    >>> from kg.terms import vocabulary
    >>> iri("/type/quy%E1%BA%BFt".encode(), vocabulary("https://luocdo.vn/"))
    'https://luocdo.vn/type/quyết'
    """
    decoded = re.sub(
        rb"(?:%[89A-Fa-f][0-9A-Fa-f])+", lambda m: unquote_to_bytes(m.group()), path.lstrip(b"/")
    )
    try:
        found = terms.base + decoded.decode()
    except UnicodeDecodeError:
        found = ""
    if not _PLAIN.fullmatch(found):
        raise malformed("địa chỉ này không phải IRI", "this address is no IRI")
    return Iri(found)


def address(found: str, terms: Vocabulary, root: str) -> str:
    """Where this server serves an IRI: a path for our own, the IRI itself for others."""
    if not found.startswith(terms.base):
        return found
    return f"{root}/{quote(found.removeprefix(terms.base), safe='/%#~+&._-')}"


def question(thing: Iri, terms: Vocabulary) -> dict[str, Any]:
    """The request to the pool for the RDF of a thing; a graph stands for all that is in it."""
    ours = {terms.current, terms.identity}
    if thing.startswith(f"{terms.base}graph/"):
        return {"query": "CONSTRUCT WHERE { ?s ?p ?o }", "default": [thing]}
    graphs = [terms.current]
    if thing.startswith(f"{terms.base}source/"):
        graphs = [graph_of(thing.partition("#")[0], base=terms.base)]
    query = (
        f"CONSTRUCT {{ <{thing}> ?p ?o . ?a ?q ?v }} WHERE {{ "
        f"{{ <{thing}> ?p ?o }} UNION {{ ?a rdf:subject <{thing}> ; ?q ?v }} }}"
    )
    return {"query": query, "default": graphs} if graphs[0] not in ours else {"query": query}


async def page(pool: Pool, thing: Iri, terms: Vocabulary, root: str) -> str | None:
    """The page of a thing; None where the graph knows nothing of it."""
    in_source = thing.startswith(f"{terms.base}source/")
    where = {"default": [graph_of(thing, base=terms.base)]} if in_source else {}
    facts = await _rows(
        pool,
        f"SELECT ?p ?o ?name {{ <{thing}> ?p ?o OPTIONAL {{ ?o rdfs:label|skos:prefLabel ?name }} }} "
        "LIMIT 500",
        where,
    )
    if not facts:
        return None
    acts = await _relations(pool, thing, "subject", "object")
    acted_on = await _relations(pool, thing, "object", "subject")
    hidden = {r.term for r in terms.relations} | {t for r in terms.relations for t in r.above}
    named = next(
        (r["o"]["value"] for r in facts if r["p"]["value"].endswith(("#label", "#prefLabel"))), thing
    )
    rows = "".join(
        f"<tr><th>{escape(_short(r['p']['value'], terms))}</th><td>{_cell(r, terms, root)}</td></tr>"
        for r in sorted(facts, key=lambda r: (r["p"]["value"], r["o"]["value"]))
        if r["p"]["value"] not in hidden
    )
    forms = " · ".join(
        f'<a href="?format={name}">{label}</a>'
        for name, label in (("turtle", "Turtle"), ("jsonld", "JSON-LD"), ("ntriples", "N-Triples"))
    )
    body = (
        f'<main><p class="quiet">{escape(thing)}</p><p>{forms} · <a href="{root}/sparql">SPARQL</a></p>'
        f"<table>{rows}</table>"
        + _section("Văn bản này", acts, terms, root, down=False)
        + _section("Văn bản khác đối với văn bản này", acted_on, terms, root, down=True)
        + "</main>"
    )
    return document(named, body)


async def _relations(pool: Pool, thing: Iri, role: str, other: str) -> list[dict[str, Any]]:
    return await _rows(
        pool,
        f"SELECT ?term ?other ?name ?quote {{ ?a rdf:{role} <{thing}> ; rdf:{other} ?other ; "
        "rdf:predicate ?term OPTIONAL { ?a ld:quote ?quote } OPTIONAL { ?other rdfs:label ?name } } "
        f"LIMIT {SHOWN + 1}",
        {},
    )


async def _rows(pool: Pool, query: str, where: dict[str, Any]) -> list[dict[str, Any]]:
    answer = await pool.ask({"query": query, "format": "json", **where})
    found: list[dict[str, Any]] = json.loads(answer.body)["results"]["bindings"]
    return found


def _section(title: str, found: list[dict[str, Any]], terms: Vocabulary, root: str, *, down: bool) -> str:
    if not found:
        return ""
    rows = "".join(
        f"<tr><th>{escape(_label(r['term']['value'], terms, down=down))}</th><td>"
        f'<a href="{escape(address(r["other"]["value"], terms, root))}">{escape(_name(r, "other"))}</a>'
        + (f"<br><q>{escape(r['quote']['value'])}</q>" if "quote" in r else "")
        + "</td></tr>"
        for r in found[:SHOWN]
    )
    more = f"<p>Còn nữa: đây là {SHOWN} quan hệ đầu; SPARQL cho tất cả.</p>" if len(found) > SHOWN else ""
    return f"<h2>{escape(title)}</h2><table>{rows}</table>{more}"


def _name(row: dict[str, Any], column: str) -> str:
    return str(row.get("name", row[column])["value"])


def _label(term: str, terms: Vocabulary, *, down: bool) -> str:
    relation = terms.by_term.get(Iri(term))
    return _short(term, terms) if relation is None else relation.label_down if down else relation.label


def _short(term: str, terms: Vocabulary) -> str:
    return term.removeprefix(terms.ld.iri).rpartition("#")[2].rpartition("/")[2] or term


def _cell(row: dict[str, Any], terms: Vocabulary, root: str) -> str:
    value = row["o"]["value"]
    if row["o"]["type"] != "uri":
        return escape(value)
    target = address(value, terms, root)
    if not target.startswith((root + "/", "http://", "https://")):
        return escape(value)
    return f'<a href="{escape(target)}">{escape(_name(row, "o"))}</a>'
