"""Whether a difference between two rankings, query by query, is more than chance.

What is random comes of a seed, so that it is the same each time.
"""

from __future__ import annotations

import operator
import random
from collections.abc import Sequence

PERMUTATIONS = 10_000
RESAMPLES = 1_000


def permutation_test(differences: Sequence[float], seed: str) -> float:
    """The two-sided p-value of a paired permutation test (Smucker, Allan, Carterette 2007).

    Were the two alike, each query's difference could as well have the other sign: the share of random signs that
    bring a sum as far from 0 as the one that was measured, counting the measured one. Takes n/8 additions each.
    """
    counted = [difference for difference in differences if difference != 0]
    if not counted:
        return 1.0
    # A table for eight queries at a time, of all signs that these can have: a random byte chooses one.
    tables = [_signed_sums(counted[start:start + 8]) for start in range(0, len(counted), 8)]
    # Sums of the same terms in another order differ in their last bits.
    measured = abs(sum(counted)) - 1e-9
    source = random.Random(seed)
    as_far = sum(abs(sum(map(operator.getitem, tables, source.randbytes(len(tables))))) >= measured
                 for _ in range(PERMUTATIONS))
    return (as_far + 1) / (PERMUTATIONS + 1)


def resampled_means(differences: Sequence[float], seed: str) -> list[float]:
    """Means over queries drawn with replacement, in no order (the bootstrap; Efron 1979)."""
    if not any(differences):
        return [0.0] * RESAMPLES
    source = random.Random(seed)
    count = len(differences)
    return [sum(source.choices(differences, k=count)) / count for _ in range(RESAMPLES)]


def interval(values: Sequence[float]) -> tuple[float, float]:
    """The bounds of the middle 95 %."""
    ordered = sorted(values)
    tail = round(len(ordered) * 0.025)
    return ordered[tail], ordered[-1 - tail]


def _signed_sums(terms: Sequence[float]) -> list[float]:
    sums = [0.0]
    for term in terms:
        sums = [one - term for one in sums] + [one + term for one in sums]
    # A byte beyond the last query's bit chooses among the same sums again.
    return sums * (256 // len(sums))
