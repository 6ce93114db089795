"""Reads JSON values into frozen dataclasses and says where in the file a value is wrong."""

import dataclasses
import os.path
import re
import types
import typing
from typing import Any, Literal, NewType, TypeVar, Union

AbsolutePath = NewType("AbsolutePath", str)
Url = NewType("Url", str)
T = TypeVar("T")


class SettingsError(ValueError):
    """A setting that cannot be used; the message starts with its path in the file."""

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(f"{path or 'settings'}: {problem}")


def load(kind: type[T], value: Any, path: str = "") -> T:
    """The dataclass `kind` made from the JSON object `value`; keys are the field names in camelCase."""
    if not isinstance(value, dict):
        raise SettingsError(path, f"expected an object, got {_name(value)}")
    hints = typing.get_type_hints(kind)
    fields = {_camel(field.name): field for field in dataclasses.fields(kind)}  # type: ignore[arg-type]
    for key in value:
        if key not in fields:
            raise SettingsError(_join(path, key), f"unknown key (known: {', '.join(fields)})")
    arguments = {}
    for key, field in fields.items():
        if key in value:
            arguments[field.name] = _convert(hints[field.name], value[key], _join(path, key))
        elif field.default is dataclasses.MISSING:
            raise SettingsError(_join(path, key), "is missing")
    return kind(**arguments)


def _convert(hint: Any, value: Any, path: str) -> Any:
    origin = typing.get_origin(hint)
    if origin in (Union, types.UnionType):
        return _convert_union(typing.get_args(hint), value, path)
    if origin is Literal:
        allowed = typing.get_args(hint)
        if value not in allowed:
            raise SettingsError(path, f"expected {' or '.join(map(repr, allowed))}, got {value!r}")
        return value
    if origin is tuple:
        if not isinstance(value, list):
            raise SettingsError(path, f"expected a list, got {_name(value)}")
        item = typing.get_args(hint)[0]
        return tuple(_convert(item, each, f"{path}[{index}]") for index, each in enumerate(value))
    if dataclasses.is_dataclass(hint):
        return load(hint, value, path)  # type: ignore[arg-type]
    return _convert_plain(hint, value, path)


def _convert_union(options: tuple[Any, ...], value: Any, path: str) -> Any:
    if value is None and type(None) in options:
        return None
    options = tuple(option for option in options if option is not type(None))
    if len(options) == 1:
        return _convert(options[0], value, path)
    # several dataclasses: the key "kind" says which
    kinds = {typing.get_args(typing.get_type_hints(option)["kind"])[0]: option for option in options}
    kind = value.get("kind") if isinstance(value, dict) else None
    if kind not in kinds:
        raise SettingsError(_join(path, "kind"), f"expected {' or '.join(map(repr, kinds))}, got {kind!r}")
    return load(kinds[kind], value, path)


def _convert_plain(hint: Any, value: Any, path: str) -> Any:
    expected = str if hint in (AbsolutePath, Url) else hint
    # a bool is an int for Python, but not for whoever wrote the file
    if not isinstance(value, expected) or (isinstance(value, bool) and expected is not bool):
        raise SettingsError(path, f"expected {_NAMES[expected]}, got {_name(value)}")
    if hint is AbsolutePath:
        if not value.startswith("/") or "\0" in value or "\n" in value:
            raise SettingsError(path, f"expected an absolute path, got {value!r}")
        return os.path.normpath(value)
    if hint is Url and not re.match(r"https?://[^/\s]+\S*$", value):
        raise SettingsError(path, f"expected a URL that starts with http:// or https://, got {value!r}")
    return value


_NAMES = {str: "a text", int: "a whole number", bool: "true or false"}


def _name(value: Any) -> str:
    return {dict: "an object", list: "a list", type(None): "null", float: "a fraction"}.get(
        type(value), _NAMES.get(type(value), "something else")
    )


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
