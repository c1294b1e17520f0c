"""The hash by which durable-rules identifies sessions, facts and properties.

It compares hashes and nothing else: two names with one hash are one thing to it. So every name that reaches
it is checked here first.
"""

from collections.abc import Callable, Iterable

from subsidies.engines.rete.faults import CollidingNames

_OFFSET_BASIS = 0x811C9DC5
_PRIME = 0x01000193


def fnv1a(name: str) -> int:
    """The 32-bit FNV-1a hash of an ASCII name.

    ASCII only: durable-rules hashes signed bytes, so above 127 its result depends on the platform.
    """
    value = _OFFSET_BASIS
    for byte in name.encode("ascii"):
        value = (value ^ byte) * _PRIME & 0xFFFFFFFF
    return value


def require_distinct(names: Iterable[str], hashed: Callable[[str], int] = fnv1a) -> None:
    """Raise CollidingNames if two different names among `names` share a hash, as `hashed` gives it."""
    owners: dict[int, str] = {}
    for name in names:
        owner = owners.setdefault(hashed(name), name)
        if owner != name:
            raise CollidingNames(owner, name)
