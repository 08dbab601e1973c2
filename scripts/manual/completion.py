"""Completion of commands, options and their values for bash, zsh and fish.

Where nothing else fits, names of files are offered: campaigns, results.
"""


def quoted(text):
    """One word of any of the three shells."""
    return "'" + text.replace("'", "'\\''") + "'"


def names_of(options):
    return " ".join(name for option in options for name in option.names)


# --- bash -----------------------------------------------------------------

BASH = """\
# Completion of chokepoint for bash; made from its --help.
_chokepoint() {{
    local current=${{COMP_WORDS[COMP_CWORD]}} command= word words=
    local previous=${{COMP_WORDS[COMP_CWORD - 1]}}
    COMPREPLY=()
    # bash takes --option=VALUE for three words.
    [[ $current == '=' ]] && current=
    [[ $previous == '=' ]] && previous=${{COMP_WORDS[COMP_CWORD - 2]}}
    for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
        case "$command${{command:+ }}$word" in
            {commands}) command+=${{command:+ }}$word ;;
        esac
    done
    case "$command $previous" in
{values}
    esac
    if [[ -z $words ]]; then
        case "$command" in
{words}
        esac
    fi
    COMPREPLY=($(compgen -W "$words" -- "$current"))
}}
complete -o bashdefault -o default -F _chokepoint chokepoint
"""


def bash(program):
    values, words = [], []
    for command in program.walk():
        takes_value = []
        for option in command.options:
            patterns = "|".join(quoted(f"{command.name} {name}") for name in option.names)
            if option.choices:
                values.append(f"        {patterns}) words={quoted(' '.join(option.choices))} ;;")
            elif option.value:
                takes_value.append(patterns)
        if takes_value:
            values.append(f"        {'|'.join(takes_value)}) return ;;")
        below = " ".join(c.path[-1] for c in command.commands)
        words += [
            f"            {quoted(command.name)})",
            f"                [[ $current == -* ]] && words={quoted(names_of(command.options))} ||",
            f"                    words={quoted(below)} ;;",
        ]
    commands = "|".join(quoted(c.name) for c in program.walk() if c.path)
    return BASH.format(commands=commands, values="\n".join(values), words="\n".join(words))


# --- zsh ------------------------------------------------------------------


def zsh_text(text):
    for special in "\\[]:":
        text = text.replace(special, "\\" + special)
    return text


def zsh_option(option):
    value = ""
    if option.value:
        of = f"({' '.join(option.choices)})" if option.choices else "_files"
        value = f":{zsh_text(option.value)}:{of}"
    once = f"({' '.join(option.names)})" if len(option.names) > 1 else ""
    if option.value.endswith("..."):
        once = "*"
    for name in option.names:
        yield quoted(f"{once}{name}[{zsh_text(option.help)}]{value}")


def zsh_function(command):
    name = "_".join(["_chokepoint", *command.path])
    specs = [spec for option in command.options for spec in zsh_option(option)]
    specs += [quoted(f"{i}:{zsh_text(a.names[0])}:_files") for i, a in enumerate(command.arguments, 1)]
    lines = [f"{name}() {{"]
    if command.commands:
        lines += ["    local -a commands=("]
        lines += [f"        {quoted(c.path[-1] + ':' + zsh_text(c.about))}" for c in command.commands]
        lines += [
            "    )",
            "    if (( CURRENT > 2 )); then",
            "        local chosen=$words[2]",
            "        shift words",
            "        (( CURRENT-- ))",
            f"        (( $+functions[{name}_$chosen] )) && {name}_$chosen",
            "        return",
            "    fi",
            "    if [[ $words[CURRENT] != -* ]]; then",
            "        _describe command commands",
            "        return",
            "    fi",
        ]
    return "\n".join([*lines, "    _arguments \\", "        " + " \\\n        ".join(specs), "}"])


def zsh(program):
    functions = "\n".join(zsh_function(command) for command in program.walk())
    return f'#compdef chokepoint\n# Made from the --help of chokepoint.\n{functions}\n_chokepoint "$@"\n'


# --- fish -----------------------------------------------------------------

FISH = """\
# Completion of chokepoint for fish; made from its --help.
function __chokepoint_words
    set -l words (commandline -opc)
    set -e words[1]
    string join ' ' -- $words
end
function __chokepoint_is
    test "$(__chokepoint_words)" = "$argv"
end
function __chokepoint_begins
    string match -q -- "$argv *" (__chokepoint_words)" "
end
"""


def fish_condition(test, command):
    """The words typed so far are, or begin with, those of the command."""
    return "'" + " ".join([f"__chokepoint_{test}", *command.path]) + "'"


def fish_text(text):
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def fish_option(command, option):
    condition = fish_condition("begins" if command.path else "is", command)
    words = ["complete -c chokepoint", "-n", condition]
    for name in option.names:
        words += ["-l" if name.startswith("--") else "-s", name.lstrip("-")]
    if option.choices:
        words += ["-x", "-a", quoted(" ".join(option.choices))]
    elif option.value:
        words.append("-r")
    return " ".join([*words, "-d", fish_text(option.help)])


def fish(program):
    lines = []
    for command in program.walk():
        for below in command.commands:
            lines.append(
                f"complete -c chokepoint -n {fish_condition('is', command)}"
                f" -f -a {below.path[-1]} -d {fish_text(below.about)}"
            )
        lines += [fish_option(command, option) for option in command.options]
    return FISH + "\n".join(lines) + "\n"
