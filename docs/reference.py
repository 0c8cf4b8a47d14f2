"""Write docs/cli.md from the program's own commands, options and help: ``make docs``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from kg.cli import build_parser

PAGE = Path(__file__).with_name("cli.md")


def commands() -> Iterator[tuple[str, str, argparse.ArgumentParser]]:
    """Every command with its one line of help and its own parser, in the program's order."""
    for action in build_parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            helps = {choice.dest: choice.help or "" for choice in action._choices_actions}
            for name, command in action.choices.items():
                yield name, helps.get(name, ""), command


def arguments(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """What a command takes, without ``--help`` and what is hidden."""
    hidden = (argparse._HelpAction, argparse._VersionAction)
    return [a for a in parser._actions if a.help != argparse.SUPPRESS and not isinstance(a, hidden)]


def _value(action: argparse.Action) -> str:
    if action.metavar:
        return " ".join(action.metavar) if isinstance(action.metavar, tuple) else action.metavar
    return "|".join(map(str, action.choices)) if action.choices else action.dest.upper()


def _name(action: argparse.Action) -> str:
    if not action.option_strings:
        return _value(action)
    names = ", ".join(action.option_strings)
    return names if action.nargs == 0 else f"{names} {_value(action)}"


def _usage(action: argparse.Action) -> str:
    many = "…" if action.nargs in {"+", "*"} else ""
    return f"[{_name(action)}{many}]" if action.nargs in {"?", "*"} else _name(action) + many


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _section(name: str, help_: str, parser: argparse.ArgumentParser) -> str:
    taken = arguments(parser)
    places = [_usage(a) for a in taken if not a.option_strings]
    options = ["[OPTION…]"] if any(a.option_strings for a in taken) else []
    parts = [f"## luocdo {name}", help_, "    " + " ".join(["luocdo", name, *places, *options])]
    if about := (parser.description or "").strip().removeprefix(help_).strip():
        parts.append(about)
    if taken:
        rows = [f"| `{_cell(_name(a))}` | {_cell((a.help or '') % vars(a))} |" for a in taken]
        parts.append("\n".join(["| | |", "|---|---|", *rows]))
    if parser.epilog:
        parts.append(parser.epilog.strip())
    return "\n\n".join(parts)


def page() -> str:
    """The whole page."""
    listed = list(commands())
    rows = [f"| [`{name}`](#luocdo-{name}) | {_cell(help_)} |" for name, help_, _ in listed]
    head = [
        "# Command line",
        "<!-- Written by `make docs` from the program's own help; change it there. -->",
        (build_parser().description or "").strip(),
        "\n".join(["| command | |", "|---|---|", *rows]),
    ]
    return "\n\n".join([*head, *(_section(*command) for command in listed)]) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
