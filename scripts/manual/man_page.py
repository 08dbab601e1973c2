"""The manual page chokepoint(1), in man(7) macros."""

EXIT_CODES = [
    ("0", "done"),
    ("1", "failed while running; what is finished is kept"),
    ("2", "bad input or usage; nothing was written"),
    ("130", "interrupted; run \\-\\-resume goes on"),
]

EXAMPLES = [
    ("See what a campaign would run", "check PREFIX/share/chokepoint/configs/what-if-taiwan.toml"),
    ("Run a campaign, and print what it found", "run PREFIX/share/chokepoint/configs/quickstart.toml -o quickstart.h5"),
    (None, "report quickstart.h5"),
    ("Look at one world, week by week", "replay quickstart.h5 --scenario 0 -o world.h5"),
]

FILES = [
    ("PREFIX/share/chokepoint/configs", "campaigns and networks; README.md there lists every key of a campaign"),
    ("PREFIX/share/chokepoint/scripts/plot_results.py", "draws a results file"),
    ("PREFIX/share/doc/chokepoint/outputs/README.md", "what is in a results file"),
]


def escaped(text):
    """Text that groff shows as it is."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")
    return "\\&" + text if text.startswith(".") else text


def entry(option):
    names = ", ".join(f"\\fB{escaped(name)}\\fR" for name in option.names)
    value = f" \\fI{escaped(option.value)}\\fR" if option.value else ""
    return [".TP", names + value, escaped(option.help)]


def section_of(command):
    lines = [f".SS chokepoint {escaped(command.name)}", escaped(command.about) + "."]
    lines += [".PP", f".B {escaped(command.usage)}"]
    for option in command.arguments + command.options:
        # The same in every command: said once, for the program.
        if "--help" not in option.names:
            lines += entry(option)
    return lines


def man_page(program, version):
    """\\param program  Command of the program itself, with those below it"""
    lines = [
        f'.TH CHOKEPOINT 1 "" "{escaped(version)}" "User Commands"',
        ".SH NAME",
        "chokepoint \\- stress tests of chip and mineral supply networks",
        ".SH SYNOPSIS",
        ".B chokepoint",
        "[\\fIOPTIONS\\fR] \\fICOMMAND\\fR ...",
        ".SH DESCRIPTION",
        escaped(program.about) + ".",
        "A campaign, one page of TOML, is played through many thousands of randomly disturbed worlds;",
        "the answer, one HDF5 file, holds the losses of every world and what stands behind the worst ones.",
        ".SH OPTIONS",
    ]
    for option in program.options:
        lines += entry(option)
    lines.append(".SH COMMANDS")
    for command in list(program.walk())[1:]:
        if not command.commands:
            lines += section_of(command)
    lines.append(".SH EXIT STATUS")
    for code, meaning in EXIT_CODES:
        lines += [".TP", f".B {code}", meaning]
    lines += [".SH FILES", "PREFIX is where the program was installed: its path without /bin/chokepoint.",
              ".B chokepoint info", "says where its campaigns are."]
    for path, what in FILES:
        lines += [".TP", f".I {escaped(path)}", escaped(what)]
    lines.append(".SH EXAMPLES")
    for title, words in EXAMPLES:
        if title:
            lines += [".PP", escaped(title) + ":"]
        lines += [".PP", ".in +4n", ".nf", "chokepoint " + escaped(words), ".fi", ".in"]
    return "\n".join(lines) + "\n"
