"""Run Chokepoint campaigns and read their results.

>>> import chokepoint as ck
>>> results = ck.run(ck.configs() / "quickstart.toml", scenarios=1024)
>>> results.expected("none")
>>> results.compare("unilateral", "none")
>>> ck.report("quickstart.h5", "report.html")
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .comparison import Comparison
from .criticality import criticality
from .errors import (
    BadInput,
    ChokepointError,
    InputError,
    ProgramError,
    UnknownName,
)
from .input_output import Imported, import_table
from .program import configs, program
from .results import Results, open
from .running import CampaignWarning, run
from .trace import Trace
from .uncertainty import Parameter, Uncertain, uncertain

__all__ = [
    "BadInput",
    "CampaignWarning",
    "ChokepointError",
    "Comparison",
    "Imported",
    "InputError",
    "Parameter",
    "ProgramError",
    "Results",
    "Trace",
    "Uncertain",
    "UnknownName",
    "configs",
    "criticality",
    "import_table",
    "open",
    "program",
    "report",
    "run",
    "uncertain",
]


def report(
    file: str | Path | Results, output: str | Path | None = None, **options: Any
) -> Path:
    """Write one self-contained page about results; see `report_page.write`."""
    from .report_page import write  # plotly and jinja2 are needed only here

    return write(file, output, **options)
