"""The commands of the program, as its --help tells them."""

import re
import subprocess
from dataclasses import dataclass, field

# "  -o,--output TEXT     what it is", or the same over two lines.
ENTRY = re.compile(r"^  (\S.*?)(?:\s{2,}(\S.*))?$")
CONTINUED = re.compile(r"^ {10,}(\S.*)$")
CHOICES = re.compile(r"\{(.+)\}")
RANGE = re.compile(r"^(\w+):\w+ in \[(\S+) - (\S+)\]")


class HelpError(Exception):
    """A help text that is not understood; the message says which."""


@dataclass
class Option:
    """An option, or an argument without dashes."""

    names: list  # ["-o", "--output"], ["CAMPAIGN"]
    value: str  # "TEXT", "UINT, 1 to 5200"; empty: a flag
    choices: list  # of the value, if it has only few
    help: str


@dataclass
class Command:
    path: list  # [] is the program, ["network", "check"] a command
    about: str
    usage: str
    arguments: list = field(default_factory=list)
    options: list = field(default_factory=list)
    commands: list = field(default_factory=list)

    @property
    def name(self):
        return " ".join(self.path)

    def walk(self):
        """This command and all below it, in the order of the help."""
        yield self
        for command in self.commands:
            yield from command.walk()


def option(entry, text):
    names, _, value = entry.partition(" ")
    several = value.endswith("...")
    value = value.removesuffix("...").replace("REQUIRED", "").strip()
    found = CHOICES.search(value)
    choices = found.group(1).split(",") if found else []
    if found := RANGE.match(value):
        value = "{}, {} to {}".format(*found.groups())
    value = "|".join(choices) or value.partition(":")[0]
    return Option(names.split(","), value + (" ..." if several else ""), choices, text)


def parse(text, path):
    """Take one help text apart. \\return Command, and names of its commands"""
    lines = text.splitlines()
    usage = [line for line in lines if line.startswith("Usage: ")]
    if len(usage) != 1:
        raise HelpError(f"chokepoint {' '.join(path)} --help: has no line 'Usage: '")
    command = Command(path, lines[0], usage[0].removeprefix("Usage: "))
    entries, section = {}, None
    for line in lines:
        if re.fullmatch(r"\w+:", line):
            section = entries.setdefault(line[:-1].lower(), [])
        elif not line.strip():
            section = None if section else section
        elif section is not None and (found := CONTINUED.match(line)):
            section[-1][1] = f"{section[-1][1]} {found.group(1)}".strip()
        elif section is not None and (found := ENTRY.match(line)):
            section.append([found.group(1), found.group(2) or ""])
    command.arguments = [option(*entry) for entry in entries.get("positionals", [])]
    command.options = [option(*entry) for entry in entries.get("options", [])]
    if not command.options:
        raise HelpError(f"chokepoint {command.name} --help: no options found")
    return command, [name for name, _ in entries.get("subcommands", [])]


def said(program, arguments):
    """What the program prints, for arguments that only ask it about itself."""
    return subprocess.run(
        [program, *arguments], capture_output=True, text=True, check=True
    ).stdout


def read_commands(program, path=()):
    """Ask the program for the help of a command and of all below it."""
    command, below = parse(said(program, [*path, "--help"]), list(path))
    command.commands = [read_commands(program, [*path, name]) for name in below]
    return command
