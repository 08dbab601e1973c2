"""Theoretical occupancy: how many warps a multiprocessor holds, and what stops there being more.

Limits: CUDA C++ Programming Guide, "Compute Capabilities", technical specifications per compute capability.
"""

from dataclasses import dataclass

REGISTERS = 65536  # of a multiprocessor, 32 bits each
REGISTER_UNIT = 256  # registers are given to a warp in such pieces
WARP_UNIT = 4  # and to warps in fours: one for each scheduler
RESERVED_SHARED = 1024  # bytes that the runtime takes of every block


@dataclass(frozen=True)
class Processor:
    """Limits of a multiprocessor."""

    warps: int
    blocks: int
    shared: int  # bytes


KIB = 1024
PROCESSORS = {
    75: Processor(32, 16, 64 * KIB),
    80: Processor(64, 32, 164 * KIB),
    86: Processor(48, 16, 100 * KIB),
    87: Processor(48, 16, 164 * KIB),
    89: Processor(48, 24, 100 * KIB),
    90: Processor(64, 32, 228 * KIB),
    100: Processor(64, 32, 228 * KIB),
    103: Processor(64, 32, 228 * KIB),
    110: Processor(48, 24, 228 * KIB),
    120: Processor(48, 24, 100 * KIB),
    121: Processor(48, 24, 100 * KIB),
}


def processor(architecture):
    """Limits of an architecture; of the newest known one below it where it is not in the table."""
    known = [a for a in PROCESSORS if a <= architecture]
    return PROCESSORS[max(known)] if known else PROCESSORS[min(PROCESSORS)]


def round_up(value, unit):
    return -(-value // unit) * unit


@dataclass(frozen=True)
class Occupancy:
    warps: int  # resident on a multiprocessor
    share: float  # of the most it can hold
    limit: str  # what stops there being more


def occupancy(architecture, registers, warps_per_block, shared=0):
    """\\param registers of a thread; \\param shared bytes of a block, static and dynamic"""
    limits = processor(architecture)
    of_warp = round_up(max(registers, 1) * 32, REGISTER_UNIT)
    by_registers = REGISTERS // of_warp // WARP_UNIT * WARP_UNIT
    before_pascal_reserve = RESERVED_SHARED if architecture >= 80 else 0
    blocks = {
        "registers": by_registers // warps_per_block,
        "warps": limits.warps // warps_per_block,
        "blocks": limits.blocks,
        "shared memory": limits.shared // (shared + before_pascal_reserve) if shared else limits.blocks,
    }
    limit = min(blocks, key=lambda name: (blocks[name], name != "warps"))
    warps = blocks[limit] * warps_per_block
    return Occupancy(warps, warps / limits.warps, limit)
