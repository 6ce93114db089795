"""Prints what the tasks of preflight.yml saw on each host, as one JSON object: read by `daas preflight`."""

from __future__ import annotations

import json
import time
from typing import Any

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: daas_preflight
type: stdout
short_description: what tasks saw on each host, as JSON
description:
  - C(seen) has an entry for each task and host, or item of a loop, with the time on this machine before and after it.
"""


class CallbackModule(CallbackBase):
    """Collects, and prints at the end."""

    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "stdout"
    CALLBACK_NAME = "daas_preflight"

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[dict[str, Any]] = []
        self.groups: dict[str, list[str]] = {}
        self.started: dict[tuple[str, str], float] = {}

    def v2_playbook_on_play_start(self, play: Any) -> None:
        """The hosts of the inventory, in the groups that they are in; those of ranges too."""
        for host in play.get_variable_manager()._inventory.get_hosts():
            self.groups[host.get_name()] = sorted(group.get_name() for group in host.get_groups())

    def v2_runner_on_start(self, host: Any, task: Any) -> None:
        """Before a task begins on a host."""
        self.started[host.get_name(), task._uuid] = time.time()

    def v2_runner_on_ok(self, result: Any) -> None:
        """A task that isn't a loop; the items of a loop come one by one."""
        if "results" not in result.result:
            self._add(result, "ok")

    def v2_runner_on_failed(self, result: Any, ignore_errors: bool = False) -> None:
        """What couldn't be done is what is looked for."""
        if "results" not in result.result:
            self._add(result, "failed")

    def v2_runner_item_on_ok(self, result: Any) -> None:
        """An item of a loop."""
        self._add(result, "ok")

    def v2_runner_item_on_failed(self, result: Any) -> None:
        """An item of a loop."""
        self._add(result, "failed")

    def v2_runner_on_unreachable(self, result: Any) -> None:
        """The host doesn't answer."""
        self._add(result, "unreachable")

    def v2_playbook_on_stats(self, stats: Any) -> None:
        """The end."""
        print(json.dumps({"hosts": self.groups, "seen": self.seen}))  # noqa: T201

    def _add(self, result: Any, state: str) -> None:
        data, name, task = result.result, result.host.get_name(), result.task
        now = time.time()
        words = [data.get(key) for key in ("stderr", "module_stderr", "msg")]
        self.seen.append(
            {
                "host": name,
                "task": result.task_name.rsplit(" : ", 1)[-1],
                "item": str(data.get("_ansible_item_label") or ""),
                "state": state,
                "output": str(data.get("stdout") or ""),
                "error": "" if state == "ok" else next((str(w).strip() for w in words if w), ""),
                "asked": self.started.get((name, task._uuid), now),
                "answered": now,
            }
        )
