"""Claims become an identity or a refusal with a code."""

import json
from pathlib import Path
from typing import Any

import pytest

from jupyterhub_daas.identity import Identity, IdentityRefused, map_claims
from jupyterhub_daas.settings import GroupClaim, IdentitySettings

RULES = IdentitySettings("name", "uid", "gid", GroupClaim("entitlement", "^urn:f:(p-[^#]+)#"))
CLAIMS: dict[str, Any] = {"name": "alice", "uid": "4001", "gid": 4000}
# also read by the tests of `daas identity simulate`, so that it tells what happens here
SHARED = json.loads((Path(__file__).parents[3] / "test/fixtures/identity/claims.json").read_text())


def shared_rules() -> IdentitySettings:
    rules = SHARED["rules"]
    groups = GroupClaim(**rules["groups"])
    return IdentitySettings(
        rules["user"], rules["uid"], rules["gid"], groups, rules["supplementalGids"], rules["minimumUid"]
    )


@pytest.mark.parametrize("case", SHARED["cases"], ids=lambda case: case["title"])
def test_claims_become_what_the_simulation_says(case: dict[str, Any]) -> None:
    try:
        found: dict[str, Any] = {"identity": map_claims(case["claims"], shared_rules()).to_json()}
    except IdentityRefused as refused:
        found = {"code": refused.code}
    assert found == {key: case[key] for key in ("identity", "code") if key in case}


def test_maps_texts_numbers_and_lists_of_one() -> None:
    claims = {"name": ["alice"], "uid": ["4001"], "gid": 4000, "entitlement": "urn:f:p-1#aai"}
    assert map_claims(claims, RULES) == Identity("alice", 4001, 4000, ("p-1",))


def test_groups_are_sorted_and_counted_once() -> None:
    values = ["urn:f:p-2#a", "urn:other", "urn:f:p-10#a", "urn:f:p-2#b"]
    assert map_claims({**CLAIMS, "entitlement": values}, RULES).groups == ("p-10", "p-2")


def test_without_the_claim_or_the_rule_there_are_no_groups() -> None:
    assert map_claims(CLAIMS, RULES).groups == ()
    assert map_claims({**CLAIMS, "entitlement": 1}, IdentitySettings("name", "uid", "gid")).groups == ()


def test_an_identity_survives_the_way_through_json() -> None:
    identity = Identity("alice", 4001, 4000, ("p-1",))
    assert Identity.from_json(identity.to_json()) == identity


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"uid": None}, "identity-claim-missing"),
        ({"gid": []}, "identity-claim-missing"),
        ({"name": ""}, "identity-claim-missing"),
        ({"uid": [4001, 4002]}, "identity-claim-ambiguous"),
        ({"name": "Alice"}, "identity-user-name"),
        ({"name": "../etc"}, "identity-user-name"),
        ({"name": "a" * 33}, "identity-user-name"),
        ({"name": "alice\n"}, "identity-user-name"),
        ({"name": "root"}, "identity-user-name"),
        ({"name": 7}, "identity-user-name"),
        ({"uid": True}, "identity-number"),
        ({"uid": -4001}, "identity-number"),
        ({"uid": 4001.0}, "identity-number"),
        ({"uid": "0x1000"}, "identity-number"),
        ({"uid": "٤٠٠١"}, "identity-number"),
        ({"uid": 65534}, "identity-number"),
        ({"uid": 2**32 - 1}, "identity-number"),
        ({"uid": 0}, "identity-system-account"),
        ({"gid": 999}, "identity-system-account"),
        ({"entitlement": {"a": 1}}, "identity-groups"),
        ({"entitlement": [1]}, "identity-groups"),
        ({"entitlement": "urn:f:p-../../x#"}, "identity-group-name"),
        ({"entitlement": "urn:f:p-1/..#"}, "identity-group-name"),
    ],
)
def test_fails_on_claims_that_cannot_be_mapped(change: dict[str, Any], code: str) -> None:
    with pytest.raises(IdentityRefused) as caught:
        map_claims({**CLAIMS, **change}, RULES)
    assert caught.value.code == code
    assert code in str(caught.value)


def test_further_groups_are_numbers_and_never_a_system_s() -> None:
    rules = IdentitySettings("preferred_username", "uidNumber", "gidNumber", None, "gidNumbers")
    claims = {"preferred_username": "alice", "uidNumber": 4001, "gidNumber": "4000"}
    assert map_claims({**claims, "gidNumbers": ["5002", 5001, "5002"]}, rules).gids == (5001, 5002)
    assert map_claims(claims, rules).gids == ()
    with pytest.raises(IdentityRefused, match="identity-system-account"):
        map_claims({**claims, "gidNumbers": ["0"]}, rules)
    found = map_claims({**claims, "gidNumbers": "5001"}, rules)
    assert Identity.from_json(found.to_json()) == found
