"""``luocdo build`` and ``luocdo sources``: documents into the graph, and what it was built from."""

from __future__ import annotations

import argparse
import time

from kg import batch, console
from kg.commands.common import DONE, FAILED, reading
from kg.paths import graph_folder
from kg.terms import DCTERMS, PROV, Iri, Literal
from nlp import extract


def run(arguments: argparse.Namespace) -> int:
    """Run ``build``."""
    start = time.monotonic()
    listed = list(batch.files(arguments.paths))
    progress = console.Progress(len(listed))

    def tell(result: batch.Result) -> None:
        if result.outcome == "failed":
            console.warn(f"{result.path}: {result.reason}")
        progress.step(result.path.name)

    folder = graph_folder(arguments.graph)
    done = batch.build(listed, folder, extract, base=arguments.base, again=arguments.again, tell=tell)
    seconds = f"{time.monotonic() - start:.1f}".replace(".", ",")
    cited, related = sum(r.citations for r in done.results), sum(r.relations for r in done.results)
    console.say(
        f"{done.count('read')} tệp đã đọc, {done.count('unchanged')} không đổi, {done.count('failed')} lỗi; "
        f"{cited} viện dẫn, {related} quan hệ; đồ thị {folder}: {done.triples} bộ ba; {seconds} giây\n"
    )
    if not listed:
        console.warn("không có tệp nào để đọc / no file to read")
    return FAILED if done.failures or not listed else DONE


def sources(arguments: argparse.Namespace) -> int:
    """Run ``sources``."""
    store = reading(arguments)
    terms = store.terms
    rows = []
    for quad in store.match(None, terms.ld("read"), None, terms.runs):
        source = Iri(str(quad.object))
        words = [
            _word(store.objects(node, predicate))
            for node, predicate in (
                (quad.subject, terms.ld("path")),
                (source, DCTERMS("format")),
                (source, terms.ld("characters")),
                (quad.subject, PROV("endedAtTime")),
                (quad.subject, terms.ld("tool")),
            )
        ]
        rows.append((*words, source))
    console.say(console.table(("tệp", "dạng", "ký tự", "đọc lúc", "bằng", "IRI"), sorted(rows), widest=90))
    return DONE


def _word(found: list[Iri | Literal]) -> str:
    return next((o.value for o in found if isinstance(o, Literal)), "")
