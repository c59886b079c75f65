"""The threads of one run: how several of them work on one kernel, and leave the figures that one thread leaves.

One thread, the run's own, walks the instruction table. A kernel that several may work on is written so::

    begin_shared(row, abi.FORWARD, ctx)
    share(ctx, tiles)
    tile = next_tile(ctx)
    while tile >= 0:
        ...  # compute the tile, which writes what no other tile reads or writes
        tile = next_tile(ctx)
    share(ctx, others)
    ...

``begin_shared`` offers the kernel to helping threads, which then run the same code with a context of their own. Of each
part, whose tiles may be computed in any order, every thread takes tiles until none is left; the next part begins when
all are done. Where :func:`share_apart` begins the part, each thread begins with tiles of its own, the same ones in
every such part, and then takes what others left: what it read for a tile is in its cache when the tile comes again. A
tile computes its numbers by the same operations in the same order whichever thread takes it, so the figures do not
depend on how many threads there are, or on which was faster. What lies outside of tiles is read-only, or done under
``ctx[RANK] == 0`` between :func:`next_tile`'s last answer and the next :func:`share`. A helper that comes late finds
the tiles taken and does nothing: no thread waits for one that has not begun a tile.

Sums over tiles that have to be added in one order are added between :func:`enter_ordered` and :func:`leave_ordered`,
which admit the tiles of a part in the order of their numbers.

Waiting threads look again some hundred times, then let others run, then sleep in pieces of a twentieth of a
millisecond; outside of :meth:`gdlab.engine.program.arena.Arena.run` helpers wait in the system, and use no time.

Arguments that the functions share: ``ctx`` is the thread's context, of which the columns from ``abi.TEAM`` on are used;
``team`` the numbers that the threads share (:data:`TEAM_TABLE`); ``row`` the kernel's row; ``tiles`` how many tiles a
part has, ``tile`` the number of one, ``lane`` that of an ordered section, below :data:`LANES`; ``hits`` a number of
kinks; ``looks`` how often a thread has looked in vain.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from gdlab.engine.machine import abi
from gdlab.engine.machine.atomics import (
    address_of,
    atomic_add,
    atomic_load,
    atomic_replace,
    atomic_store,
    call_system,
    memory_fence,
    pause_briefly,
)
from gdlab.engine.machine.column_table import ColumnTable
from gdlab.engine.machine.compiler import intrinsic, njit, types
from gdlab.engine.machine.native import INTERPRETED, call_op, flush_subnormals, ints, kernel, restore_rounding

OPTIONS = {"nogil": True, "cache": True, "error_model": "numpy"}

#: Multiply-adds below which one thread does a kernel alone: some thirty microseconds of work.
LEAST_WORK = 1 << 21
#: Lanes of ordered sections that a part may have; each is a cache line.
LANES = 40
#: Looks at a number before a waiting thread lets others run, and before it sleeps.
_LOOKS, _YIELDS = 2000, 2200

TEAM_TABLE = ColumnTable("team")
_team = TEAM_TABLE.column
_LINE = 8  # int64 numbers a cache line: what one thread writes often shares none with what others read
_BY = "machine.helpers"
OPEN = _team("OPEN", "how often the run's thread entered and left the loop; odd while it is inside", _BY)
LIMIT = _team("LIMIT", "helpers that the run may have now", _BY)
YIELD = _team("YIELD", "address of the system's function that lets other threads run", _BY)
SLEEP = _team("SLEEP", "address of the system's function that sleeps", _BY)
NAP = _team("NAP", "what it is given: how long", _BY, size=_LINE - 4)
POSTED = _team("POSTED", "kernels offered so far, times two; odd while one is written", "begin_shared")
POSTED_KERNEL = _team("POSTED_KERNEL", "address of the kernel that is offered", "begin_shared")
POSTED_ROW = _team("POSTED_ROW", "address of its row", "begin_shared", size=_LINE - 2)
POSTED_CTX = _team("POSTED_CTX", "the context with which it runs", "begin_shared", size=abi.CTX)
TICKET = _team(
    "TICKET",
    "number of the open part and, in the lower bits, its next tile, or a bit for each that is taken",
    "share, next_tile",
    size=_LINE,
)
DONE = _team("DONE", "tiles of the open part that are done", "next_tile", size=_LINE)
HITS = _team("HITS", "kinks that helpers met and that the run's thread is yet to count", "count_hits", size=_LINE)
LANE = _team("LANE", "the tile that each lane admits", "leave_ordered", size=_LINE * LANES)
TEAM_SIZE = TEAM_TABLE.width  #: numbers that the threads of a run share

_TILE_BITS = 24

if INTERPRETED:

    def out_of_line() -> None:
        """Do nothing; see the compiled twin."""

else:

    @intrinsic
    def out_of_line(typingctx: Any) -> Any:
        """Keep the function that calls this out of its callers, of which each would otherwise compile it again."""

        def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            builder.function.attributes.add("noinline")
            return context.get_dummy_value()

        return types.void(), codegen


@njit(**OPTIONS)
def _wait_a_little(team, looks):
    """Wait, the longer the oftener it was in vain, and return how often that was."""
    if looks < _LOOKS:
        pause_briefly()
    elif looks < _YIELDS:
        call_system(team[YIELD], 0)
    else:
        call_system(team[SLEEP], team[NAP])
    return looks + 1


@njit(**OPTIONS)
def begin_shared(row, which, ctx):
    """Offer this kernel to the run's helpers, where there are any and its work is worth it.

    Args:
        row: the kernel's row, whose WORK tells the multiply-adds of an example.
        which: the column of the row that holds the kernel's address, ``abi.FORWARD`` or ``abi.BACKWARD``.
        ctx: the context; MEMBERS is written, on which the size of tiles may depend.
    """
    out_of_line()
    if ctx[abi.RANK] > 0:
        return
    ctx[abi.MEMBERS] = 1
    if ctx[abi.TEAM] == 0 or row[abi.WORK] * ctx[abi.BATCH] < LEAST_WORK:
        return
    team = ints(ctx[abi.TEAM])
    helpers = atomic_load(team, LIMIT)
    if helpers == 0:
        return
    ctx[abi.MEMBERS] = 1 + helpers
    atomic_add(team, POSTED, 1)
    team[POSTED_KERNEL] = row[which]
    team[POSTED_ROW] = address_of(row)
    for i in range(abi.CTX):
        team[POSTED_CTX + i] = ctx[i]
    atomic_add(team, POSTED, 1)


@njit(**OPTIONS)
def share(ctx, tiles):
    """Begin a part of so many tiles, fewer than 2²⁴; those of the last part have been taken by :func:`next_tile`."""
    out_of_line()
    ctx[abi.TILES], ctx[abi.NEXT] = tiles, 0
    if ctx[abi.MEMBERS] <= 1:
        return
    ctx[abi.PHASE] += 1
    if ctx[abi.RANK] == 0:
        team = ints(ctx[abi.TEAM])
        atomic_store(team, DONE, 0)
        for lane in range(LANES):
            team[LANE + _LINE * lane] = 0
        atomic_store(team, TICKET, ctx[abi.PHASE] << _TILE_BITS)


@njit(**OPTIONS)
def share_apart(ctx, tiles):
    """Begin a part whose tiles come again in later parts, each time to the same thread if it can be.

    What justifies it: a step of an LSTM of 512 takes two threads 6 % less time where each keeps its weights in its own
    cache. A tile of such a part must not call :func:`enter_ordered`: it would wait for the tiles with smaller numbers,
    and the thread that owns one of those may not have started. A part of more than 23 tiles is begun by :func:`share`.
    """
    apart = ctx[abi.MEMBERS] > 1 and tiles < _TILE_BITS
    share(ctx, -tiles if apart else tiles)


@njit(**OPTIONS)
def _own_tile(ctx, taken):
    """Return a tile that is not among the ``taken`` ones, a bit each, this thread's own ones first; −1 for none."""
    members, tiles = ctx[abi.MEMBERS], -ctx[abi.TILES]
    for other in range(members):
        for tile in range((ctx[abi.RANK] + other) % members, tiles, members):
            if taken >> tile & 1 == 0:
                return tile
    return -1


@njit(**OPTIONS)
def next_tile(ctx):
    """Return the next tile for this thread, −1 when none is left; to the run's own thread −1 says that all are done."""
    out_of_line()
    if ctx[abi.MEMBERS] <= 1:
        tile = ctx[abi.NEXT]
        ctx[abi.NEXT] = tile + 1
        return tile if tile < ctx[abi.TILES] else -1
    team, looks = ints(ctx[abi.TEAM]), 0
    if ctx[abi.NEXT] == 1:
        atomic_add(team, DONE, 1)
        ctx[abi.NEXT] = 0
    while True:
        ticket = atomic_load(team, TICKET)
        part, tile = ticket >> _TILE_BITS, ticket & ((1 << _TILE_BITS) - 1)
        if part > ctx[abi.PHASE]:
            return -1
        if part < ctx[abi.PHASE]:
            looks = _wait_a_little(team, looks)
        else:
            taken = np.int64(1)
            if ctx[abi.TILES] < 0:
                tile = _own_tile(ctx, tile)
                taken = taken << max(tile, 0)
            elif tile >= ctx[abi.TILES]:
                tile = -1
            if tile < 0:
                break
            if atomic_replace(team, TICKET, ticket, ticket + taken):
                ctx[abi.NEXT] = 1
                return tile
    if ctx[abi.RANK] == 0:
        while atomic_load(team, DONE) < abs(ctx[abi.TILES]):
            looks = _wait_a_little(team, looks)
        ctx[abi.KINK_HITS] += team[HITS]
        team[HITS] = 0
    return -1


@njit(**OPTIONS)
def count_hits(ctx, hits):
    """Add to the count of kinks, from within a tile."""
    if ctx[abi.RANK] == 0:
        ctx[abi.KINK_HITS] += hits
    elif hits > 0:
        atomic_add(ints(ctx[abi.TEAM]), HITS, hits)


@njit(**OPTIONS)
def enter_ordered(ctx, lane, tile):
    """Wait until the tiles before this one have left a lane; every tile of the part enters and leaves each once."""
    out_of_line()
    if ctx[abi.MEMBERS] <= 1:
        return
    team, looks = ints(ctx[abi.TEAM]), 0
    while atomic_load(team, LANE + _LINE * lane) != tile:
        looks = _wait_a_little(team, looks)


@njit(**OPTIONS)
def leave_ordered(ctx, lane, tile):
    """Admit the next tile to a lane."""
    out_of_line()
    if ctx[abi.MEMBERS] > 1:
        atomic_store(ints(ctx[abi.TEAM]), LANE + _LINE * lane, tile + 1)


@njit(**OPTIONS)
def own_scratch(row, ctx):
    """Return the offset of scratch space that only this thread uses: the row's own, or a helper's."""
    return row[abi.SCRATCH] if ctx[abi.RANK] == 0 else ctx[abi.PRIVATE]


@njit(**OPTIONS)
def each_part(n, ctx, unit, most):
    """Return how many of ``n`` things, a multiple of ``unit`` and at most ``most``, one tile takes.

    Args:
        n: how many there are.
        ctx: the context, whose MEMBERS share them.
        unit: what they are worked on in: a tile is a multiple of it.
        most: the largest tile, a multiple of ``unit``.
    """
    each = (n + ctx[abi.MEMBERS] - 1) // ctx[abi.MEMBERS]
    return min((each + unit - 1) // unit * unit, most)


@kernel
def serve(team, ctx, fp, mem, imem):
    """Help the thread of a run until it leaves the loop or wants fewer helpers.

    Args:
        team: what the threads share.
        ctx: the helper's own context, which says its RANK, its PRIVATE scratch space and, as PHASE, for which number in
            OPEN it helps; everything is written.
        fp: accumulators and constants, which are read.
        mem: the float arena, where tiles are written.
        imem: the int64 arena.
    """
    mode, seen, looks = flush_subnormals(), 0, 0
    rank, private, entry = ctx[abi.RANK], ctx[abi.PRIVATE], ctx[abi.PHASE]
    while atomic_load(team, OPEN) == entry and rank <= atomic_load(team, LIMIT):
        posted = atomic_load(team, POSTED)
        if posted == seen or posted & 1:
            looks = _wait_a_little(team, looks)
            continue
        address, row = team[POSTED_KERNEL], team[POSTED_ROW]
        for i in range(abi.CTX):
            ctx[i] = team[POSTED_CTX + i]
        memory_fence()
        if atomic_load(team, POSTED) != posted:
            continue
        seen, looks = posted, 0
        ctx[abi.RANK], ctx[abi.PRIVATE] = rank, private
        call_op(address, ints(row), ctx, fp, mem, imem)
    restore_rounding(mode)
