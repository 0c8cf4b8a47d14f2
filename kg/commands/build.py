"""``luocdo build`` and ``luocdo sources``: documents into the graph, and what it was built from."""

from __future__ import annotations

import argparse
import os
import time
from collections import Counter

from kg import batch, console
from kg.commands.common import DONE, FAILED, WRONG, bring, reading
from kg.journal import Result
from kg.paths import graph_folder
from kg.terms import DCTERMS, PROV, Iri, Literal
from kg.workers import Limits
from nlp import extract

SHOWN = 20
"""Kinds of failures in the final table."""


def run(arguments: argparse.Namespace) -> int:
    """Run ``build``."""
    if min(arguments.timeout, arguments.memory, arguments.jobs + 1) < 1:
        console.warn("--jobs, --timeout, --memory: cần số dương / must be positive")
        return WRONG
    start = time.monotonic()
    folder = graph_folder(arguments.graph)
    total = sum(1 for _ in batch.files(arguments.paths, without=folder))
    progress = console.Progress(total)
    tools: set[str] = set()

    def tell(result: Result) -> None:
        if result.outcome == "failed" and not (result.code == "missing-tool" and result.reason in tools):
            console.warn(f"{result.name}: {result.reason}")
            tools.add(result.reason)
        progress.total = max(progress.total, progress.done + 1)  # an archive holds more than one
        progress.step("".join(c if c.isprintable() else "·" for c in result.name[-40:]))

    done = batch.build(
        arguments.paths,
        folder,
        extract,
        base=arguments.base,
        again=arguments.again,
        resume=arguments.resume,
        prune=arguments.prune,
        jobs=min(arguments.jobs or os.cpu_count() or 1, max(1, total)),
        limits=Limits(arguments.timeout, arguments.memory),
        tell=tell,
    )
    seconds = f"{time.monotonic() - start:.1f}".replace(".", ",")
    removed = f", {done.count('removed')} đã gỡ" if arguments.prune else ""
    console.say(
        f"{done.count('read')} tệp đã đọc, {done.count('unchanged')} không đổi, {done.count('failed')} lỗi"
        f"{removed}; {done.citations} viện dẫn, {done.relations} quan hệ; "
        f"đồ thị {folder}: {done.triples} bộ ba; {seconds} giây\n"
    )
    if done.failures:
        console.say(_failures(done))
    if done.report:
        bring(folder, arguments.store)
    if not total:
        console.warn("không có tệp nào để đọc / no file to read")
    return FAILED if done.failures or not total else DONE


def _failures(done: batch.Summary) -> str:
    """What could not be read, by reason, with the name of one file each; the report has all."""
    reasons = Counter(result.reason for result in done.failures)
    example = {result.reason: result.name for result in reversed(done.failures)}
    rows = [(str(n), why, example[why]) for why, n in reasons.most_common(SHOWN)]
    where = f"danh sách đầy đủ / all of them: {done.report}\n" if done.report else ""
    return console.table(("lỗi", "lý do", "ví dụ"), rows, widest=90) + where


def sources(arguments: argparse.Namespace) -> int:
    """Run ``sources``."""
    store = reading(arguments)
    terms = store.terms
    rows = []
    for quad in store.match(None, terms.ld("read"), None, terms.runs):
        source = Iri(str(quad.object))
        words = [
            ", ".join(o.value for o in store.objects(node, predicate) if isinstance(o, Literal))
            for node, predicate in (
                (quad.subject, terms.ld("path")),
                (source, DCTERMS("format")),
                (source, terms.ld("characters")),
                (source, terms.ld("digest")),
                (quad.subject, PROV("endedAtTime")),
                (quad.subject, terms.ld("tool")),
            )
        ]
        words[3] = words[3][:12]
        rows.append((*words, source))
    head = ("tệp", "dạng", "ký tự", "SHA-256", "đọc lúc", "bằng", "IRI")
    console.say(console.table(head, sorted(rows), widest=90))
    return DONE
