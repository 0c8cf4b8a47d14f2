"""The embedded store: Oxigraph in a folder, one writer, readers on published snapshots.

A graph folder holds ``store/`` (the writer's), ``snapshots/N`` (what readers open; hard links, so it
costs nothing), ``lock`` and ``base``.  Reading while another process writes is undefined in RocksDB,
hence the snapshots.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg import lock
from kg.errors import Damaged, NoGraph, OtherBase
from kg.rdf import from_ox, from_ox_quad, n3, to_ox, to_ox_quad
from kg.ready import Ready
from kg.terms import Iri, Quad, Term, Vocabulary, base_iri, vocabulary

if TYPE_CHECKING:
    from rdflib import Dataset

KEPT = 2
"""Snapshots kept: the newest, and the one that readers may still be on."""


class Store:
    """Quads in named graphs; ``snapshot`` is the number of the published snapshot that it reads, else 0.

    >>> store = Store.memory()
    >>> store.graphs()
    []
    """

    def __init__(
        self,
        inner: ox.Store,
        terms: Vocabulary,
        *,
        folder: Path | None = None,
        ready: Ready | None = None,
        snapshot: int = 0,
    ) -> None:
        self.inner = inner
        self.terms = terms
        self.folder = folder
        self.snapshot = snapshot
        self._ready = ready
        self._changed = False

    @classmethod
    def memory(cls, *, base: str = "") -> Store:
        """An empty store that lives as long as the process."""
        return cls(ox.Store(), vocabulary(base_iri(base)))

    @classmethod
    @contextlib.contextmanager
    def writing(cls, folder: Path, *, base: str = "") -> Iterator[Store]:
        """The store to write to, made if need be; publishes a snapshot when the block ends well.

        After the block the store is closed.
        Raises :class:`kg.errors.Busy` if another process writes, :class:`OtherBase`, :class:`Damaged`.
        """
        with lock.writer(folder / "lock"):
            store = cls(_open(folder / "store"), _vocabulary(folder, base, write=True), folder=folder)
            try:
                yield store
                if store._changed:
                    store.publish()
            finally:
                del store.inner  # Oxigraph closes its files when nobody holds it

    @classmethod
    def reading(cls, folder: Path, *, base: str = "") -> Store:
        """The newest published snapshot; raises :class:`kg.errors.NoGraph` if nothing was built yet."""
        published = snapshots(folder)
        if not published:
            raise NoGraph(
                f"chưa có đồ thị ở {folder}: hãy chạy “luocdo build TỆP --graph {folder}” trước",
                f"no graph in {folder}: run “luocdo build FILE --graph {folder}” first",
            )
        opened, number = _open(published[-1], read_only=True), int(published[-1].name)
        terms = _vocabulary(folder, base, write=False)
        return cls(opened, terms, ready=Ready.of(folder, number), snapshot=number)

    @property
    def ready(self) -> Ready | None:
        """What is ready-made of this snapshot; None where nothing is, yet."""
        return self._ready if self._ready is not None and self._ready.exists() else None

    def match(
        self,
        subject: Iri | None = None,
        predicate: Iri | None = None,
        object: Term | None = None,  # noqa: A002 - the word of the field
        graph: Iri | None = None,
    ) -> Iterator[Quad]:
        """The quads that fit; None stands for anything."""
        found = self.inner.quads_for_pattern(
            None if subject is None else ox.NamedNode(subject),
            None if predicate is None else ox.NamedNode(predicate),
            None if object is None else to_ox(object),
            None if graph is None else ox.NamedNode(graph),
        )
        return map(from_ox_quad, found)

    def objects(self, subject: Iri, predicate: Iri, graph: Iri | None = None) -> list[Term]:
        """The objects of a subject and a predicate, each once, sorted."""
        return sorted({q.object for q in self.match(subject, predicate, None, graph)}, key=n3)

    def facts(self, subject: Iri, graph: Iri | None = None) -> dict[Iri, list[Term]]:
        """All that is said of a subject, by predicate; in one graph, or in all."""
        found: dict[Iri, list[Term]] = {}
        place = None if graph is None else ox.NamedNode(graph)
        for quad in self.inner.quads_for_pattern(ox.NamedNode(subject), None, None, place):
            found.setdefault(Iri(quad.predicate.value), []).append(from_ox(quad.object))
        return found

    def graphs(self) -> list[Iri]:
        """The named graphs, sorted."""
        return sorted(Iri(g.value) for g in self.inner.named_graphs() if isinstance(g, ox.NamedNode))

    def sources(self) -> list[Iri]:
        """The graphs that hold what one source says."""
        return [g for g in self.graphs() if self.terms.is_source(g)]

    def add(self, quads: Iterable[Quad]) -> None:
        """Add quads in one transaction."""
        found = [to_ox_quad(quad) for quad in quads]
        self.inner.extend(found)
        self._changed |= bool(found)

    def load(self, nquads: Iterable[bytes]) -> None:
        """Add N-Quads in bulk: several times faster than :meth:`add`, but a kill may leave a part."""
        data = b"".join(nquads)
        if data:
            self.inner.bulk_load(data, format=ox.RdfFormat.N_QUADS, lenient=True)  # our own
            self._changed = True

    def holds(self, graph: Iri) -> bool:
        """Whether there is such a named graph."""
        return self.inner.contains_named_graph(ox.NamedNode(graph))

    def touch(self) -> None:
        """Have a snapshot published at the end even if nothing else changes."""
        self._changed = True

    def remove(self, quads: Iterable[Quad]) -> None:
        """Remove quads."""
        for quad in quads:
            self.inner.remove(to_ox_quad(quad))
            self._changed = True

    def exchange(self, gone: Iterable[Quad], new: Iterable[Quad]) -> None:
        """Remove quads and add others in one transaction."""
        lost, made = (
            "\n".join(f"GRAPH <{g}> {{ {n3(s)} {n3(p)} {n3(o)} }}" for s, p, o, g in quads)
            for quads in (gone, new)
        )
        if lost or made:
            self.inner.update(f"DELETE DATA {{\n{lost}\n}} ; INSERT DATA {{\n{made}\n}}")
            self._changed = True

    def replace(self, graph: Iri, quads: Iterable[Quad], also: Iterable[Quad] = ()) -> None:
        """Replace a named graph, and add quads to others, in one transaction.

        Afterwards the graph holds exactly ``quads``.
        """
        if not self.inner.contains_named_graph(ox.NamedNode(graph)):
            self.add([*quads, *also])
            return
        lines = "\n".join(f"GRAPH <{g}> {{ {n3(s)} {n3(p)} {n3(o)} }}" for s, p, o, g in (*quads, *also))
        self.inner.update(f"DROP SILENT GRAPH <{graph}> ; INSERT DATA {{\n{lines}\n}}")
        self._changed = True

    def drop(self, graph: Iri) -> None:
        """Remove a named graph."""
        self.inner.remove_graph(ox.NamedNode(graph))
        self._changed = True

    def publish(self) -> None:
        """Let readers see what was written: a new snapshot, older ones cleared away."""
        if self.folder is None:
            return
        published = snapshots(self.folder)
        number = int(published[-1].name) + 1 if published else 1
        (self.folder / "snapshots").mkdir(exist_ok=True)
        unfinished = self.folder / "snapshots" / "next"
        shutil.rmtree(unfinished, ignore_errors=True)
        self.inner.flush()
        self.inner.backup(unfinished)
        for made in (Ready.of(self.folder, number).file, self.folder / "search" / f"{number}.sqlite"):
            made.unlink(missing_ok=True)  # of a graph that stood here before
        unfinished.rename(self.folder / "snapshots" / str(number))
        for old in published[: 1 - KEPT]:
            shutil.rmtree(old, ignore_errors=True)


def as_rdflib(store: Store) -> Dataset:
    """The store as an rdflib Dataset, through oxrdflib: no copy is made."""
    import oxrdflib
    from rdflib import Dataset

    return Dataset(store=oxrdflib.OxigraphStore(store=store.inner), default_union=True)


def snapshots(folder: Path) -> list[Path]:
    """The published snapshots of a graph folder, oldest first."""
    found = [p for p in (folder / "snapshots").glob("*") if p.name.isdecimal()]
    return sorted(found, key=lambda p: int(p.name))


def _open(path: Path, *, read_only: bool = False) -> ox.Store:
    try:
        return ox.Store.read_only(str(path)) if read_only else ox.Store(str(path))
    except OSError as error:
        raise Damaged(
            f"không mở được đồ thị ở {path} ({error}); hãy xóa thư mục này và chạy lại luocdo build",
            f"cannot open the graph in {path} ({error}); delete the folder and run luocdo build again",
        ) from error


def _vocabulary(folder: Path, base: str, *, write: bool) -> Vocabulary:
    """The base that the graph was built with; raises :class:`OtherBase` where another is asked for."""
    file = folder / "base"
    if file.exists():
        built = file.read_text(encoding="utf-8").strip()
        if base and base_iri(base) != built:
            raise OtherBase(
                f"đồ thị ở {folder} dùng gốc {built}, không phải {base_iri(base)}",
                f"the graph in {folder} has the base {built}, not {base_iri(base)}",
            )
        return vocabulary(built)
    chosen = base_iri(base)
    if write:
        file.write_text(chosen + "\n", encoding="utf-8")
    return vocabulary(chosen)
