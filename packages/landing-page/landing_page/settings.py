"""The settings file: what it may hold, and one clear line when it is wrong."""

import dataclasses
import difflib
import json
import re
import types
import typing
import unicodedata
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit
from xml.etree import ElementTree


class SettingsError(Exception):
    """What is wrong, and where in the file."""

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(f"{path}: {problem}" if path else problem)


def _text(value: str) -> str | None:
    if not value.strip():
        return "must not be empty"
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in value):
        return "must not hold control characters or broken Unicode"
    return None


def _url(value: str) -> str | None:
    problem = f"must be an http or https URL, found '{value}'"
    if not value.isascii() or re.search(r"[\s\x00-\x1f\x7f\\]", value):
        return problem
    try:
        parts = urlsplit(value)
        parts.port  # noqa: B018 - reading it checks it
    except ValueError:
        return problem
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return problem
    return "must not hold a user name or password" if "@" in parts.netloc else None


def _colour(value: str) -> str | None:
    return None if re.fullmatch(r"#[0-9a-fA-F]{6}", value) else f"must be a colour as #rrggbb, found '{value}'"


def _email(value: str) -> str | None:
    return None if re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", value, re.ASCII) else f"is no e-mail address: '{value}'"


def _identifier(value: str) -> str | None:
    return None if re.fullmatch(r"[a-z][a-z0-9-]*", value) else f"must be like 'my-service', found '{value}'"


def _seconds(value: float) -> str | None:
    return None if 0 <= value <= 3600 else f"must be from 0 to 3600 seconds, found {value}"


def _logo(value: str) -> str | None:
    if re.fullmatch(r"data:image/(png|jpeg|webp|svg\+xml)(;base64)?,[\w%+/=.~!*\'();:@&$,?#-]+", value, re.ASCII):
        return None
    if not value.startswith("<svg"):
        return "must be an SVG element or a data: URI of a PNG, JPEG, WebP or SVG image"
    try:
        # The facility's own logo, from its site; nothing of a visitor's gets here.
        root = ElementTree.fromstring(value)  # noqa: S314
    except ElementTree.ParseError as error:
        return f"is not well-formed SVG: {error}"
    return None if root.tag == "{http://www.w3.org/2000/svg}svg" else 'needs xmlns="http://www.w3.org/2000/svg"'


Text = Annotated[str, _text]
Url = Annotated[str, _url]
Colour = Annotated[str, _colour]


@dataclasses.dataclass(frozen=True)
class Theme:
    """Colours and logo of the facility."""

    primary: Colour
    accent: Colour
    logo: Annotated[str, _logo] | None = None


@dataclasses.dataclass(frozen=True)
class Contact:
    """Who helps the users."""

    email: Annotated[str, _email]
    url: Url | None = None


@dataclasses.dataclass(frozen=True)
class Service:
    """One service that users can open."""

    id: Annotated[str, _identifier]
    title: Text
    description: Text
    url: Url
    action: Text
    health: Url | None = None


@dataclasses.dataclass(frozen=True)
class Software:
    """One package of the software catalogue."""

    name: Text
    version: Text
    use_case: Text
    summary: Text
    licence: Text
    homepage: Url
    catalogue_url: Url | None = None
    notebook_url: Url | None = None
    environment: Text | None = None


@dataclasses.dataclass(frozen=True)
class DataCatalogue:
    """One place where users find their data."""

    title: Text
    description: Text
    url: Url
    kind: Text


@dataclasses.dataclass(frozen=True)
class Settings:
    """The whole file. Its keys are these names in camelCase."""

    facility: Text
    title: Text
    tagline: Text
    domain: Text
    theme: Theme
    contact: Contact
    access: tuple[Text, ...] = ()
    services: tuple[Service, ...] = ()
    software: tuple[Software, ...] = ()
    data: tuple[DataCatalogue, ...] = ()
    status_cache_seconds: Annotated[float, _seconds] = 10


def _type_name(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "text", bool: "true/false", int: "a number", float: "a number"}
    return names.get(type(value), "null")


def _expect(right: bool, expected: str, value: object, path: str) -> None:
    if not right:
        raise SettingsError(path, f"expected {expected}, found {_type_name(value)}")


def _object(kind: type, value: object, path: str) -> object:
    _expect(isinstance(value, dict), "an object", value, path or "the file")
    content = typing.cast(dict[str, object], value)
    hints = typing.get_type_hints(kind, include_extras=True)
    fields = {re.sub(r"_(\w)", lambda m: m[1].upper(), f.name): f for f in dataclasses.fields(kind)}
    prefix = f"{path}." if path else ""
    for key in content.keys() - fields.keys():
        near = difflib.get_close_matches(key, fields, 1)
        raise SettingsError(prefix + key, "unknown key" + (f", did you mean '{near[0]}'?" if near else ""))
    for key, field in fields.items():
        if key not in content and field.default is dataclasses.MISSING:
            raise SettingsError(prefix + key, "missing")
    return kind(**{f.name: _value(hints[f.name], content[k], prefix + k) for k, f in fields.items() if k in content})


def _value(kind: typing.Any, value: object, path: str) -> object:
    """`value` as `kind`, which is one of the few types used above."""
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if origin is Annotated:
        result = _value(parts[0], value, path)
        problem = parts[1](result)
        if problem:
            raise SettingsError(path, problem)
        return result
    if origin in (types.UnionType, typing.Union):
        return None if value is None else _value(parts[0], value, path)
    if origin is tuple:
        _expect(isinstance(value, list), "a list", value, path)
        return tuple(_value(parts[0], item, f"{path}[{n}]") for n, item in enumerate(typing.cast(list[object], value)))
    if kind is str:
        _expect(isinstance(value, str), "text", value, path)
        return value
    if kind is float:
        _expect(isinstance(value, int | float) and not isinstance(value, bool), "a number", value, path)
        return value
    return _object(kind, value, path)


def parse(content: object) -> Settings:
    """Settings from decoded JSON."""
    settings = typing.cast(Settings, _object(Settings, content, ""))
    seen: set[str] = set()
    for n, service in enumerate(settings.services):
        if service.id in seen:
            raise SettingsError(f"services[{n}].id", f"'{service.id}' is used twice")
        seen.add(service.id)
    return settings


def load(file: Path) -> Settings:
    """Settings from a file; every error names the file."""
    try:
        return parse(json.loads(file.read_text(encoding="utf-8")))
    except OSError as error:
        raise SettingsError(str(file), error.strerror or "cannot be read") from error
    except UnicodeDecodeError as error:
        raise SettingsError(str(file), "is not UTF-8 text") from error
    except json.JSONDecodeError as error:
        raise SettingsError(
            str(file), f"is not JSON: {error.msg} at line {error.lineno} column {error.colno}"
        ) from error
    except SettingsError as error:
        raise SettingsError(str(file), str(error)) from error
