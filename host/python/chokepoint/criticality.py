"""What a stop of each large exporter of each product costs, as a table."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from .campaign import Campaign, prepared
from .program import call
from .running import set_words

EVERY = 1_000_000_000


def criticality(
    campaign: Campaign,
    *,
    hold_weeks: float = 26,
    recovery_weeks: float = 0,
    severity: float = 1,
    weeks: int = 104,
    least_share: float = 0.05,
    products: Iterable[str] | None = None,
    threads: int = 0,
    set: Mapping[str, Any] | None = None,
) -> pd.DataFrame:
    """Stop each exporter of each product alone; the dearest stop first.

    `campaign`: as in `run`; its network, rules, prices and reserves count, its
    chance and policy do not. `hold_weeks` without output, then
    `recovery_weeks` of coming back; `severity`: share of the capacity that
    stops; `weeks`: length of a world; `least_share`: of the world's sales, to
    be tried; `products`: only these, or "group:NAME".

    Columns: product, country, share (of the world), loss (million USD, all
    countries), loss_share (of all value added), bearer, bearer_loss (the
    country that loses most), first_node, lacked, first_week (who is held back
    first, for want of what), cover_weeks (stock beyond the working week),
    spare (what others can add, share of what stops).

    Raises BadInput or ProgramError, as `run` does.
    """
    with tempfile.TemporaryDirectory(prefix="chokepoint-") as folder:
        words: list[object] = [
            "criticality",
            prepared(campaign, [], Path(folder)),
            *("--quiet", "--format", "json", "--top", EVERY),
            *("--hold-weeks", hold_weeks),
            *("--recovery-weeks", recovery_weeks),
            *("--severity", severity),
            *("--weeks", weeks),
            *("--least-share", least_share),
            *("--threads", threads),
            *set_words(set),
        ]
        if products is not None:
            words += ["--product", ",".join(products)]
        said = json.loads(call(*words))
    return pd.DataFrame(said["tables"][0]["rows"])
