"""What a week must move and execute, and the time that this takes on a card at best.

Bytes follow from the data layout (kernels/views/tile_layout.cuh, network_view.cuh): state is rows of 32 worlds, 128 bytes
each; link records are shared by all tiles.
"""

from dataclasses import dataclass

ROW = 128  # bytes: 32 worlds in single precision
LANES = 32
RECORD = 16  # bytes of a link record, whether of a buyer or of a supplier
# Share of groups with extra orders in some world of a tile: quickstart, mean over 16 tiles and 104 weeks.
EXTRA = 0.42


@dataclass(frozen=True)
class Card:
    """Vendor's data sheet: bandwidth of the memory, processors, boost clock, L2."""

    name: str
    architecture: int
    bandwidth: float  # bytes/s
    processors: int
    clock: float  # Hz
    float_lanes: int  # single-precision units of a processor
    l2: int  # bytes

    @property
    def issues(self):
        """Warp instructions a second: four schedulers, one each a cycle."""
        return 4 * self.processors * self.clock

    @property
    def flops(self):
        """Single precision without fused multiply-add: the build switches it off."""
        return self.processors * self.float_lanes * self.clock


MB = 1_000_000
CARDS = [
    Card("A100 40 GB", 80, 1.555e12, 108, 1.410e9, 64, 40 * MB),
    Card("A100 80 GB", 80, 2.039e12, 108, 1.410e9, 64, 40 * MB),
    Card("H100 SXM", 90, 3.35e12, 132, 1.980e9, 128, 50 * MB),
    Card("H200", 90, 4.80e12, 132, 1.980e9, 128, 50 * MB),
    Card("RTX 4090", 89, 1.008e12, 128, 2.520e9, 128, 72 * MB),
]


@dataclass(frozen=True)
class Sizes:
    """Counts of a network."""

    nodes: int
    groups: int  # sinks included
    sinks: int
    links: int
    watched: int  # links of groups with alternates: S2 looks at these
    travelling: int = 0  # groups with goods in transit
    machines: int = 0  # groups of class CAPITAL: not served while capacity stands still
    critical: int = 0  # groups whose stocks the metrics read

    @property
    def inputs(self):
        return self.groups - self.sinks


def state_rows(s):
    """Rows of a tile without events and metrics (TileLayout)."""
    return 7 * s.nodes + s.inputs + 3 * s.groups + s.travelling + 3 * s.sinks


def rows_of_groups(s):
    """Rows that groups load and store in a week, each by the phase that needs it, once disturbances have spread."""
    sourcing = (2 + 2 * EXTRA) * s.groups  # clock there and back; order and e of those with extra orders
    production = s.inputs - s.machines  # stocks
    receipts = (1 + EXTRA) * s.groups + 3 * (s.inputs - s.machines) + 2 * s.travelling + 6 * s.sinks
    metrics = s.critical + s.sinks
    return sourcing + production + receipts + metrics


def rows_of_every_access(s):
    """Rows loaded and stored in a week if nothing stays in a cache."""
    sourcing = s.watched  # f
    production = (1 + 2 * EXTRA) * s.links + (1 + 4) * s.nodes  # order, e, f; capacity, and four results
    receipts = (1 + EXTRA) * s.links + 2 * (s.inputs - s.machines)  # fill and f of suppliers; output and optimum
    remembering = 3 * s.nodes
    metrics = 2 * s.nodes
    return rows_of_groups(s) + sourcing + production + receipts + remembering + metrics


def rows_once_a_phase(s):
    """Rows loaded and stored in a week if a phase finds again what it has loaded before."""
    sourcing = min(s.nodes, s.watched)
    production = (1 + EXTRA) * s.groups + s.nodes + (1 + 4) * s.nodes
    receipts = 4 * s.nodes
    remembering = 3 * s.nodes
    metrics = s.nodes
    return rows_of_groups(s) + sourcing + production + receipts + remembering + metrics


def record_bytes(s):
    """Link records that one tile reads in a week: each of its link sweeps one."""
    return (2 * s.links + s.watched) * RECORD


def bytes_a_link_step(s, rows):
    """Bytes of state for one link, week and world."""
    return rows * ROW / (s.links * LANES)


@dataclass(frozen=True)
class Prediction:
    fastest: float  # s: memory moves each row once a phase
    slowest: float  # s: memory moves every access
    issue: float  # s: instructions alone
    resident: float  # bytes of state of all tiles in flight
    limit: str


def predict(card, s, instructions, tiles_a_processor, link_steps):
    """\\param instructions of a warp for one link and week of a tile"""
    resident = card.processors * tiles_a_processor * state_rows(s) * ROW
    issue = link_steps / LANES * instructions / card.issues
    low, high = (
        link_steps * bytes_a_link_step(s, rows(s)) / card.bandwidth
        for rows in (rows_once_a_phase, rows_of_every_access)
    )
    if resident <= card.l2:
        return Prediction(issue, issue, issue, resident, "instructions (state fits L2)")
    limit = "memory" if low > issue else "instructions" if issue > high else "instructions or memory, by cache hits"
    return Prediction(max(low, issue), max(high, issue), issue, resident, limit)
