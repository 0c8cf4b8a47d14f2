"""Why a question is not answered: an HTTP status, and what to do, in Vietnamese and English."""

# ruff: noqa: N818 - the name says what became of the question

from __future__ import annotations

from http import HTTPStatus

from kg.errors import GraphError


class Refused(GraphError):
    """A question that gets no answer; ``status`` is the HTTP status.

    400 malformed, 403 not allowed here, 406 no such form, 413 beyond a limit, 429 too many at once,
    504 out of time.
    """

    def __init__(
        self, status: HTTPStatus, vietnamese: str, english: str, headers: dict[str, str] | None = None
    ) -> None:
        super().__init__(vietnamese, english)
        self.status = status
        self.headers = headers or {}


def malformed(vietnamese: str, english: str) -> Refused:
    """The request or the query breaks the rules of its language."""
    return Refused(HTTPStatus.BAD_REQUEST, vietnamese, english)


def forbidden(vietnamese: str, english: str) -> Refused:
    """A well-formed question that this service never answers."""
    return Refused(HTTPStatus.FORBIDDEN, vietnamese, english)


def too_large(vietnamese: str, english: str) -> Refused:
    """The question, its work or its answer is beyond a limit."""
    return Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, vietnamese, english)
