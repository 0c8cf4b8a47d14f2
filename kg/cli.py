"""The command ``luocdo``: a thin shell over the library.

Exit codes: 0 done, 1 done with failures named, 2 wrong use.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import os
import sys
from typing import Any, NoReturn

from kg import console
from kg.commands.arguments import declare
from kg.errors import GraphError

_DESCRIPTION = (
    "Văn bản này thực hiện văn bản nào, chỗ nào nói điều đó: "
    "viện dẫn và quan hệ trong văn bản hành chính Việt Nam.\n\n"
    "Which document carries out which, and where it says so: "
    "citations and relations in Vietnamese official documents."
)


FAILED, WRONG = 1, 2


class _Version(argparse.Action):
    def __call__(self, *_: object) -> NoReturn:
        """Print the version and end."""
        from kg.batch import tool

        console.say(tool() + "\n")
        sys.exit(0)


class _Paragraphs(argparse.HelpFormatter):
    def _fill_text(self, text: str, width: int, indent: str) -> str:
        fill = super()._fill_text
        return "\n\n".join(fill(part, width, indent) for part in text.split("\n\n"))


class _Parser(argparse.ArgumentParser):
    def __init__(self, **options: Any) -> None:
        super().__init__(**{"formatter_class": _Paragraphs, **options})

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in both languages, and where help is."""
        console.warn(f"{self.prog}: sai cách dùng / wrong use: {message} (xem / see {self.prog} --help)")
        sys.exit(WRONG)


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands; ``docs/cli.md`` is written from it."""
    parser = _Parser(prog="luocdo", description=_DESCRIPTION)
    parser.add_argument("--version", action=_Version, nargs=0, help="in phiên bản / print the version")
    commands = parser.add_subparsers(
        dest="command", metavar="COMMAND", required=True, title="lệnh / commands", parser_class=_Parser
    )
    declare(commands)
    return parser


def main(argv: list[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    console.set_up()
    arguments = build_parser().parse_args(argv)
    try:
        module, _, function = arguments.run.partition(":")
        code: int = getattr(importlib.import_module(f"kg.commands.{module}"), function)(arguments)
        sys.stdout.flush()
    except GraphError as error:
        console.warn(str(error))
        return FAILED
    except BrokenPipeError:
        with contextlib.suppress(OSError):  # the reader of a pipe has had enough: nothing is left to say
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        console.warn(f"không đọc hoặc ghi được / cannot read or write: {error}")
        return FAILED
    except KeyboardInterrupt:
        console.warn("đã dừng; chạy lại thì làm tiếp / stopped; run again to go on")
        return FAILED
    return code


if __name__ == "__main__":
    sys.exit(main())
