"""The Merkle tree of a log of leaves, and the proofs that can be asked of it.

RFC 6962 and RFC 9162, section 2.1, with SHA-256: a leaf is hashed after the byte 0, two
nodes after the byte 1, and of n leaves the left subtree holds the greatest power of two
below n. So a log can only grow: whoever keeps an old head sees whether anything under
it was changed, removed or put in.

>>> leaves = [b"born 2025-03-01", b"born 2025-03-02", b"moved 2025-03-04"]
>>> head = root(leaves)
>>> proof = inclusion_proof(leaves, 1)
>>> verify_inclusion(leaves[1], 1, 3, proof, head)
True
>>> verify_inclusion(b"born 2025-03-03", 1, 3, proof, head)
False
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from hmac import compare_digest
from itertools import islice

LEAF, NODE = b"\x00", b"\x01"
LENGTH = 32
EMPTY = sha256(b"").digest()  # the root of a log without leaves

__all__ = [
    "consistency_proof",
    "inclusion_proof",
    "root",
    "verify_consistency",
    "verify_inclusion",
]


def root(leaves: Sequence[bytes]) -> bytes:
    """The head of a log: 32 bytes that commit to every leaf and to their order.

    `leaves` are the data, not their hashes. Source: RFC 9162, section 2.1.1.

    >>> root([]).hex()[:16]
    'e3b0c44298fc1c14'
    """
    return _head(_hashed(leaves))


def inclusion_proof(
    leaves: Sequence[bytes], index: int, *, size: int | None = None
) -> list[bytes]:
    """The hashes with which the leaf at `index` makes the head of the first `size`.

    From the leaf upwards; `size` is the number of all leaves where it is not given.
    IndexError for a leaf outside them. Source: RFC 9162, section 2.1.3.1.
    """
    size = _size(leaves, size)
    if not 0 <= index < size:
        raise IndexError(f"index: {index} is not from 0 to {size - 1}")
    level, proof = _hashed(leaves[:size]), []
    while len(level) > 1:
        beside = index ^ 1
        if beside < len(level):
            proof.append(level[beside])
        level, index = _above(level), index >> 1
    return proof


def consistency_proof(
    leaves: Sequence[bytes], old_size: int, *, size: int | None = None
) -> list[bytes]:
    """The hashes that show that the first `old_size` leaves are still the first.

    Of the log of the first `size` leaves, all where it is not given. Nothing has to be
    shown of a log without leaves, nor of one that has not grown. ValueError where the
    old size is not one. Source: RFC 9162, section 2.1.4.1.
    """
    size = _size(leaves, size)
    if not 0 <= old_size <= size:
        raise ValueError(f"old_size: {old_size} is not from 0 to {size}")
    if old_size in (0, size):
        return []
    return _since(_hashed(leaves[:size]), old_size)


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """Whether a leaf stands at `index` in the log of `size` leaves with this head.

    `leaf` is the data, not its hash. False for any wrong proof; never an error. Source:
    RFC 9162, section 2.1.3.2.
    """
    if not 0 <= index < size or not _are_hashes([*proof, root]):
        return False
    at, last, found = index, size - 1, _leaf(leaf)
    for beside in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = _node(beside, found)
            at, last = _up_to_right(at, last)
        else:
            found = _node(found, beside)
        at, last = at >> 1, last >> 1
    return last == 0 and compare_digest(found, root)


def verify_consistency(
    old_size: int, size: int, old_root: bytes, root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether the log of `size` leaves with `root` begins with the one of `old_root`.

    False for any wrong proof; never an error. Source: RFC 9162, section 2.1.4.2.
    """
    if not 0 <= old_size <= size or not _are_hashes([*proof, old_root, root]):
        return False
    if old_size == size:
        return not proof and compare_digest(old_root, root)
    if old_size == 0:
        return not proof and compare_digest(old_root, EMPTY)
    whole = old_size & (old_size - 1) == 0  # the old log is one full subtree
    hashes = [old_root, *proof] if whole else list(proof)
    if not proof:
        return False
    return _both_heads(hashes, old_size - 1, size - 1) == (old_root, root)


def _both_heads(hashes: list[bytes], at: int, last: int) -> tuple[bytes, bytes] | None:
    """The heads that a consistency proof makes, of the old log and of the new one."""
    while at & 1:
        at, last = at >> 1, last >> 1
    old = new = hashes[0]
    for beside in islice(hashes, 1, None):
        if last == 0:
            return None
        if at & 1 or at == last:
            old, new = _node(beside, old), _node(beside, new)
            at, last = _up_to_right(at, last)
        else:
            new = _node(new, beside)
        at, last = at >> 1, last >> 1
    return (old, new) if last == 0 else None


def _up_to_right(at: int, last: int) -> tuple[int, int]:
    """Up while the node is alone at the right end, where it has nothing beside it."""
    while not at & 1 and at:
        at, last = at >> 1, last >> 1
    return at, last


def _since(hashes: list[bytes], old_size: int) -> list[bytes]:
    """A consistency proof: from the root down to the old log's end, read upwards."""
    start, number, old, whole = 0, len(hashes), old_size, True
    proof = []
    while old != number:
        left = 1 << ((number - 1).bit_length() - 1)
        middle = start + left
        if old <= left:
            proof.append(_head(hashes[middle : start + number]))
            number = left
        else:
            proof.append(_head(hashes[start:middle]))
            start, number, old, whole = middle, number - left, old - left, False
    if not whole:  # of the old head alone, who checks knows it
        proof.append(_head(hashes[start : start + number]))
    return proof[::-1]


def _size(leaves: Sequence[bytes], size: int | None) -> int:
    if size is None:
        return len(leaves)
    if not 0 <= size <= len(leaves):
        raise ValueError(f"size: {size} is not from 0 to {len(leaves)}, all leaves")
    return size


def _leaf(data: bytes) -> bytes:
    return sha256(LEAF + data).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(NODE + left + right).digest()


def _hashed(leaves: Sequence[bytes]) -> list[bytes]:
    return [_leaf(data) for data in leaves]


def _above(level: list[bytes]) -> list[bytes]:
    """The nodes above those of a level; one without another beside it moves up."""
    pairs: Iterator[bytes] = map(_node, level[::2], level[1::2])
    return [*pairs, *(level[-1:] if len(level) % 2 else [])]


def _head(level: list[bytes]) -> bytes:
    while len(level) > 1:
        level = _above(level)
    return level[0] if level else EMPTY


def _are_hashes(found: Sequence[object]) -> bool:
    return all(isinstance(each, bytes) and len(each) == LENGTH for each in found)
