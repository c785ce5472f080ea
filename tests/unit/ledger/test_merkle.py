"""The log's tree: published vectors, the definition itself, and proofs that lie.

The vectors are those of transparency-dev/merkle, proof/verify_test.go at commit
02194e9afb6c1d95b5381350007963aa70fff472 (indices there count from 1), which names the
hasher of RFC 6962.
"""

from __future__ import annotations

import subprocess
import sys
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renkou.ledger import merkle

LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
A, B, C = (
    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
)
D, E, F = (
    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
)
G = "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f"
INCLUDED = (  # index, size, proof
    (0, 1, ()),
    (0, 8, (A, B, C)),
    (5, 8, (D, E, ROOTS[4])),
    (2, 3, (ROOTS[2],)),
    (1, 5, (ROOTS[1], B, D)),
)
CONSISTENT = (  # old size, size, proof
    (1, 1, ()),
    (1, 8, (A, B, C)),
    (6, 8, (F, E, ROOTS[4])),
    (2, 5, (B, D)),
    (6, 7, (F, G, ROOTS[4])),
)
logs = st.lists(st.binary(max_size=8), max_size=40)


def told(proof: list[bytes]) -> tuple[str, ...]:
    return tuple(each.hex() for each in proof)


def test_heads_are_those_published() -> None:
    for size, head in enumerate(ROOTS):
        assert merkle.root(LEAVES[:size]).hex() == head


@pytest.mark.parametrize(("index", "size", "proof"), INCLUDED)
def test_proofs_of_inclusion_are_those_published(
    index: int, size: int, proof: tuple[str, ...]
) -> None:
    found = merkle.inclusion_proof(LEAVES, index, size=size)
    assert told(found) == proof
    head = bytes.fromhex(ROOTS[size])
    assert merkle.verify_inclusion(LEAVES[index], index, size, found, head)


@pytest.mark.parametrize(("old", "size", "proof"), CONSISTENT)
def test_proofs_of_consistency_are_those_published(
    old: int, size: int, proof: tuple[str, ...]
) -> None:
    found = merkle.consistency_proof(LEAVES, old, size=size)
    assert told(found) == proof
    heads = bytes.fromhex(ROOTS[old]), bytes.fromhex(ROOTS[size])
    assert merkle.verify_consistency(old, size, *heads, found)


def as_defined(leaves: list[bytes]) -> bytes:
    """The head by the recursion of RFC 9162, section 2.1.1, word for word."""
    if not leaves:
        return sha256().digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    k = max(2**i for i in range(10) if 2**i < len(leaves))
    both = as_defined(leaves[:k]) + as_defined(leaves[k:])
    return sha256(b"\x01" + both).digest()


@given(logs)
def test_the_head_is_the_one_defined(leaves: list[bytes]) -> None:
    assert merkle.root(leaves) == as_defined(leaves)


@given(logs, st.data())
def test_every_true_proof_is_believed_and_of_nothing_else(
    leaves: list[bytes], data: st.DataObject
) -> None:
    leaves = [*leaves, b"last"]
    size = data.draw(st.integers(1, len(leaves)))
    index = data.draw(st.integers(0, size - 1))
    head = merkle.root(leaves[:size])
    proof = merkle.inclusion_proof(leaves, index, size=size)
    assert merkle.verify_inclusion(leaves[index], index, size, proof, head)
    assert not merkle.verify_inclusion(leaves[index] + b"!", index, size, proof, head)
    for at, each in enumerate(proof):
        bent = [*proof[:at], bytes([each[0] ^ 8, *each[1:]]), *proof[at + 1 :]]
        assert not merkle.verify_inclusion(leaves[index], index, size, bent, head)
    assert not merkle.verify_inclusion(leaves[index], index, size, [*proof, head], head)


@given(logs, st.data())
def test_a_log_that_grew_is_told_from_one_written_anew(
    leaves: list[bytes], data: st.DataObject
) -> None:
    leaves = [*leaves, b"last"]
    old = data.draw(st.integers(0, len(leaves)))
    before, now = merkle.root(leaves[:old]), merkle.root(leaves)
    proof = merkle.consistency_proof(leaves, old)
    assert merkle.verify_consistency(old, len(leaves), before, now, proof)
    if old:
        changed = [*leaves]
        at = data.draw(st.integers(0, old - 1))
        changed[at] = changed[at] + b"!"  # and the whole log written anew over it
        shown = merkle.consistency_proof(changed, old)
        other = merkle.root(changed)
        assert not merkle.verify_consistency(old, len(leaves), before, other, shown)
    for at in range(len(proof)):
        short = [*proof[:at], *proof[at + 1 :]]
        assert not merkle.verify_consistency(old, len(leaves), before, now, short)


@given(
    st.integers(-2, 70),
    st.integers(-2, 70),
    st.lists(st.binary(max_size=33), max_size=7),
    st.binary(max_size=33),
)
def test_whatever_is_shown_is_answered_and_not_with_an_error(
    one: int, other: int, proof: list[bytes], head: bytes
) -> None:
    assert not merkle.verify_inclusion(b"leaf", one, other, proof, head)
    assert not merkle.verify_consistency(one, other, head, b"?" * 32, proof)


def test_what_is_outside_the_log_is_told() -> None:
    with pytest.raises(IndexError, match="index: 8 is not from 0 to 7"):
        merkle.inclusion_proof(LEAVES, 8)
    with pytest.raises(ValueError, match="old_size: 9 is not from 0 to 8"):
        merkle.consistency_proof(LEAVES, 9)
    with pytest.raises(ValueError, match="size: 9 is not from 0 to 8, all leaves"):
        merkle.inclusion_proof(LEAVES, 0, size=9)


def test_who_checks_needs_nothing_but_python() -> None:
    code = (
        "import sys; import renkou.ledger.merkle; "
        "print([m for m in ('django', 'numpy', 'ibis') if m in sys.modules])"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == "[]"
