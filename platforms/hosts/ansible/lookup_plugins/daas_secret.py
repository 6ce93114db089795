"""Looks a secret up where its reference says it lies. Runs on the machine that deploys."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from ansible.errors import AnsibleError
from ansible.plugins.loader import lookup_loader
from ansible.plugins.lookup import LookupBase

DOCUMENTATION = """
name: daas_secret
short_description: value of a secret reference
description:
  - The reference is a dictionary as platforms/hosts/secret-location.ts renders it.
options:
  _terms:
    description: references
    required: true
"""


class LookupModule(LookupBase):
    """One value for each reference."""

    def run(self, terms: list[dict[str, str]], variables: Any = None, **kwargs: Any) -> list[str]:
        return [self._value(term, variables) for term in terms]

    def _value(self, reference: dict[str, str], variables: Any) -> str:
        match reference["store"]:
            case "env":
                return self._env(reference["variable"])
            case "state":
                return self._state(reference)
            case "file":
                return self._text(reference["path"]).splitlines()[0]
            case "env-file":
                return self._key(parse_env(self._text(reference["path"])), reference)
            case "sops":
                content = self._other("community.sops.sops", [str(self._path(reference["path"]))], variables)
                return self._key(self._yaml(content), reference)
            case "vault":
                found = self._other("community.hashi_vault.vault_kv2_get", [reference["path"]], variables)
                return self._key(found["secret"], reference)
        raise AnsibleError(f"unknown secret store '{reference['store']}'")

    def _env(self, variable: str) -> str:
        if variable not in os.environ:
            raise AnsibleError(
                f"the environment variable {variable} is not set; `npx daas secrets SITE` lists what is needed"
            )
        return os.environ[variable]

    def _state(self, reference: dict[str, str]) -> str:
        # Terraform, and `daas drift`, bring the value in the environment: it is in no file but the state.
        value = os.environ.get(reference["variable"], "")
        if not value:
            raise AnsibleError(
                f"{reference['resource']} has no {reference['attribute']} in the state; deploy the site, which reads it"
            )
        return value

    def _path(self, path: str) -> Path:
        return Path(os.environ["DAAS_ROOT"]) / path

    def _text(self, path: str) -> str:
        try:
            return self._path(path).read_text(encoding="utf-8")
        except OSError as error:
            raise AnsibleError(
                f"can't read the secret file {path}: {error.strerror}; `npx daas secrets SITE --init` makes it"
            ) from error

    def _key(self, values: dict[str, str], reference: dict[str, str]) -> str:
        if reference["key"] not in values:
            raise AnsibleError(f"{reference['path']} has no {reference['key']}; `npx daas secrets SITE --init` adds it")
        return values[reference["key"]]

    def _yaml(self, text: str) -> dict[str, str]:
        return self._loader.load(text)

    def _other(self, name: str, terms: list[str], variables: Any) -> Any:
        plugin = lookup_loader.get(name, loader=self._loader, templar=self._templar)
        return plugin.run(terms, variables=variables)[0]


def parse_env(text: str) -> dict[str, str]:
    """NAME=value lines; values are taken as they are."""
    lines = (line.strip() for line in text.splitlines())
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
