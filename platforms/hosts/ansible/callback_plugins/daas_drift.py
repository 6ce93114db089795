"""Prints what a play in check mode would change, as one JSON object: read by `daas drift`."""

from __future__ import annotations

import json
from typing import Any

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: daas_drift
type: stdout
short_description: what a play in check mode would change, as JSON
description:
  - C(changes) has one entry for each task and host, or item of a loop. What C(no_log) hides stays hidden.
"""

#: Tasks that compare what is with what must be; when they fail, something is not as it was deployed.
COMPARING = ("ansible.builtin.assert", "ansible.builtin.fail", "assert", "fail")
#: A file of programs can be exchanged as a whole.
LONGEST_DIFF = 20_000


class CallbackModule(CallbackBase):
    """Collects, and prints at the end."""

    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "stdout"
    CALLBACK_NAME = "daas_drift"

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[dict[str, Any]] = []

    def v2_runner_on_ok(self, result: Any) -> None:
        """A task that isn't a loop; the items of a loop come one by one."""
        if "results" not in result.result:
            self._add_changed(result)

    def v2_runner_item_on_ok(self, result: Any) -> None:
        """An item of a loop."""
        self._add_changed(result)

    def v2_runner_on_failed(self, result: Any, ignore_errors: bool = False) -> None:
        """Failed: found something wrong, or couldn't look."""
        if not ignore_errors:
            comparing = result.task.action in COMPARING
            self._add(result, "wrong" if comparing else "failed", _words(result.result.get("msg", "")))

    def v2_runner_on_unreachable(self, result: Any) -> None:
        """The host doesn't answer."""
        self._add(result, "failed", _words(result.result.get("msg", "")))

    def v2_playbook_on_stats(self, stats: Any) -> None:
        """The end: what a rescue has mended doesn't count."""
        lost = {*stats.failures, *stats.dark}
        entries = [e for e in self.entries if e["kind"] != "failed" or e["host"] in lost]
        print(json.dumps({"hosts": sorted(stats.processed), "changes": entries}))  # noqa: T201

    def _add_changed(self, result: Any) -> None:
        data = result.result
        if not data.get("changed"):
            return
        hidden = "censored" in data or bool(data.get("_ansible_no_log"))
        # What has no difference to show may have said something.
        detail = self._get_diff(data["diff"]) if data.get("diff") else data.get("stdout") or data.get("stderr") or ""
        self._add(result, "hidden" if hidden else "changed", "" if hidden else detail[:LONGEST_DIFF].strip("\n"))

    def _add(self, result: Any, kind: str, detail: str) -> None:
        data = result.result
        # Some modules call their file dest, others path.
        path = data.get("dest") or data.get("path") or ""
        self.entries.append(
            {
                "host": result.host.get_name(),
                # Without the role's name before it.
                "task": result.task_name.rsplit(" : ", 1)[-1],
                "item": str(data.get("_ansible_item_label") or ""),
                "path": path if isinstance(path, str) else "",
                "kind": kind,
                "detail": detail,
            }
        )


def _words(message: Any) -> str:
    return "\n".join(message) if isinstance(message, list) else str(message)
