"""Run Chokepoint campaigns and read their results.

>>> import chokepoint as ck
>>> results = ck.run(ck.configs() / "quickstart.toml", scenarios=1024)
>>> results.expected("none")
>>> results.compare("unilateral", "none")
"""

from __future__ import annotations

from .comparison import Comparison
from .errors import (
    BadInput,
    ChokepointError,
    InputError,
    ProgramError,
    UnknownName,
)
from .program import configs, program
from .results import Results, open
from .running import CampaignWarning, run
from .trace import Trace

__all__ = [
    "BadInput",
    "CampaignWarning",
    "ChokepointError",
    "Comparison",
    "InputError",
    "ProgramError",
    "Results",
    "Trace",
    "UnknownName",
    "configs",
    "open",
    "program",
    "run",
]
