"""The loader says where in the file a fault is."""

from dataclasses import dataclass
from typing import Literal

import pytest

from jupyterhub_daas.typed import AbsolutePath, SettingsError, Url, load


@dataclass(frozen=True)
class Cat:
    kind: Literal["cat"]


@dataclass(frozen=True)
class Dog:
    kind: Literal["dog"]
    bark_count: int


@dataclass(frozen=True)
class House:
    pets: tuple[Cat | Dog, ...]
    path: AbsolutePath = AbsolutePath("/")
    url: Url | None = None


def test_loads_nested_values_and_defaults() -> None:
    house = load(House, {"pets": [{"kind": "dog", "barkCount": 2}, {"kind": "cat"}], "path": "/a//b/../c"})
    assert house == House((Dog("dog", 2), Cat("cat")), AbsolutePath("/a/c"))


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ([], "settings: expected an object, got a list"),
        ({}, "pets: is missing"),
        ({"pets": [], "cats": 1}, "cats: unknown key (known: pets, path, url)"),
        ({"pets": {}}, "pets: expected a list, got an object"),
        ({"pets": [{"kind": "dog"}]}, "pets[0].barkCount: is missing"),
        ({"pets": [{"kind": "dog", "barkCount": "2"}]}, "pets[0].barkCount: expected a whole number, got a text"),
        ({"pets": [{"kind": "dog", "barkCount": True}]}, "pets[0].barkCount: expected a whole number, got true or f"),
        ({"pets": [{"kind": "cow"}]}, "pets[0].kind: expected 'cat' or 'dog', got 'cow'"),
        ({"pets": [], "path": "home"}, "path: expected an absolute path, got 'home'"),
        ({"pets": [], "path": None}, "path: expected a text, got null"),
        ({"pets": [], "url": "ftp://x"}, "url: expected a URL that starts with http:// or https://, got 'ftp://x'"),
    ],
)
def test_fails_with_the_place_of_the_fault(value: object, message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load(House, value)
    assert str(caught.value).startswith(message)
