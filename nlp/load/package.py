"""Zip packages (.docx, .odt, .xlsx) and their XML, opened safely.

Nothing is unpacked to disk; a part is read only up to :data:`MAX_PART` bytes, so a zip bomb costs
its limit and no more; XML has no entities, no external files, no network.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from nlp.load.errors import Corrupt, Encrypted, TooLarge

MAX_PART = 128 * 1024 * 1024
"""Largest part, in bytes after unpacking: a Word file of some 20,000 pages."""

_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
"""ISO 29500 Strict names its namespaces differently; they are read as the usual (Transitional) ones."""


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of one zip file by name: ``package.xml("word/document.xml")``."""

    archive: zipfile.ZipFile
    source: str

    def names(self) -> frozenset[str]:
        """All part names."""
        return frozenset(self.archive.namelist())

    def read(self, name: str) -> bytes:
        """One part, unpacked; ``b""`` where the package has none of that name.

        Raises:
            Encrypted, Corrupt, TooLarge: as named.
        """
        try:
            with self.archive.open(name) as part:
                data = part.read(MAX_PART + 1)
        except KeyError:
            return b""
        except RuntimeError as error:
            raise Encrypted(self.source) from error
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise Corrupt(self.source, name) from error
        if len(data) > MAX_PART:
            raise TooLarge(self.source, f"{name}: > {MAX_PART // 2**20} MB")
        return data

    def xml(self, name: str) -> etree._Element | None:
        """The root element of an XML part, or None where it is missing.

        Raises:
            Corrupt: not well-formed, or it declares a document type (office files never do).
        """
        data = self.read(name)
        if not data:
            return None
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
        return parse_xml(data, source=self.source, part=name)


def open_package(data: bytes, *, source: str) -> Package:
    """Open a zip held in memory.

    Raises:
        Corrupt: no zip directory, as in a truncated download.
    """
    try:
        return Package(zipfile.ZipFile(io.BytesIO(data)), source)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Corrupt(source, "zip") from error


def parse_xml(data: bytes, *, source: str, part: str) -> etree._Element:
    """Parse XML that a stranger wrote: no entities, no network, no document type.

    Raises:
        Corrupt: not well-formed, or a document type is declared.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Corrupt(source, part) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Corrupt(source, f"{part}: DOCTYPE")
    return root
