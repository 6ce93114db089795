"""From the broker's claims to a POSIX identity. Pure: nothing here knows JupyterHub or a spawner."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from .settings import IdentitySettings

USER = re.compile(r"[a-z_][a-z0-9_-]{0,31}")
# becomes a folder's name in mounts, so it must never climb out of one
GROUP = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
LARGEST_ID = 2**31 - 1
NOBODY = 65534


class IdentityRefused(Exception):
    """Claims that cannot be mapped. The message is for the user, the code for who helps him."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{message} (code: {code})")
        self.code = code


@dataclass(frozen=True)
class Identity:
    user: str
    uid: int
    gid: int
    groups: tuple[str, ...]
    # numbers of further groups, for file systems that give rights to them
    gids: tuple[int, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "groups": list(self.groups), "gids": list(self.gids)}

    @staticmethod
    def from_json(value: Mapping[str, Any]) -> "Identity":
        # a log-in from before there were any has none
        return Identity(value["user"], value["uid"], value["gid"], tuple(value["groups"]), tuple(value.get("gids", ())))


def map_claims(claims: Mapping[str, Any], rules: IdentitySettings) -> Identity:
    """The identity, its groups sorted; raises IdentityRefused."""
    user = _single(claims, rules.user)
    if not isinstance(user, str) or not USER.fullmatch(user) or user in ("root", "nobody"):
        raise IdentityRefused("identity-user-name", f"Your account's {rules.user} cannot be a user name here.")
    uid = _number(claims, rules.uid, rules.minimum_uid)
    gid = _number(claims, rules.gid, rules.minimum_uid)
    return Identity(user, uid, gid, _groups(claims, rules), _gids(claims, rules))


def _single(claims: Mapping[str, Any], claim: str) -> Any:
    values = claims.get(claim)
    values = values if isinstance(values, list) else [values]
    if not values or any(value is None or value == "" for value in values):
        raise IdentityRefused(
            "identity-claim-missing",
            f"Your account has no {claim}, which is needed to give you files here. Please ask the user office.",
        )
    if len(values) > 1:
        raise IdentityRefused("identity-claim-ambiguous", f"Your account has more than one {claim}.")
    return values[0]


def _number(claims: Mapping[str, Any], claim: str, minimum: int) -> int:
    return _checked_number(_single(claims, claim), claim, minimum)


def _gids(claims: Mapping[str, Any], rules: IdentitySettings) -> tuple[int, ...]:
    if rules.supplemental_gids is None:
        return ()
    claim = rules.supplemental_gids
    values = claims.get(claim) or []
    values = values if isinstance(values, list) else [values]
    return tuple(sorted({_checked_number(value, claim, rules.minimum_uid) for value in values}))


def _checked_number(value: Any, claim: str, minimum: int) -> int:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,10}", value):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST_ID or value == NOBODY:
        raise IdentityRefused("identity-number", f"Your account's {claim} is not a number that a user can have.")
    if value < minimum:
        raise IdentityRefused(
            "identity-system-account",
            f"Your account's {claim} is below {minimum}; such numbers belong to system accounts.",
        )
    return value


def _groups(claims: Mapping[str, Any], rules: IdentitySettings) -> tuple[str, ...]:
    if rules.groups is None:
        return ()
    values = claims.get(rules.groups.claim) or []
    values = [values] if isinstance(values, str) else values
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise IdentityRefused("identity-groups", f"Your account's {rules.groups.claim} is not a list of texts.")
    matches = (re.search(rules.groups.pattern, value) for value in values)
    groups = {match.group(1) or "" for match in matches if match}
    for group in groups:
        if not GROUP.fullmatch(group):
            raise IdentityRefused("identity-group-name", f"Your account's {rules.groups.claim} has an unusable group.")
    return tuple(sorted(groups))
