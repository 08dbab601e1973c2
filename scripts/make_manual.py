#!/usr/bin/env python3
"""Write the manual page and the completions of the shells, from --help.

    scripts/make_manual.py PROGRAM FOLDER

Into FOLDER: chokepoint.1 (man), chokepoint.bash, _chokepoint (zsh) and
chokepoint.fish. The build calls it; `cmake --install` puts them in place.
"""

import argparse
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from manual import completion, man_page  # noqa: E402
from manual.commands import HelpError, read_commands, said  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    try:
        program = read_commands(options.program)
        # "chokepoint 0.1.0 (0123456789ab)": the commit would change every page.
        version = " ".join(said(options.program, ["--version"]).split()[:2])
    except (HelpError, OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"make_manual.py: {error}")
    options.folder.mkdir(parents=True, exist_ok=True)
    for name, text in (
        ("chokepoint.1", man_page.man_page(program, version)),
        ("chokepoint.bash", completion.bash(program)),
        ("_chokepoint", completion.zsh(program)),
        ("chokepoint.fish", completion.fish(program)),
    ):
        (options.folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
