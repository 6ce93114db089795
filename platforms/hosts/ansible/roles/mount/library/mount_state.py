#!/usr/bin/python
"""What is mounted at a path, by whom, and who may write there. Changes nothing."""

from __future__ import annotations

import json
import os
import pwd
import stat
import subprocess
from pathlib import Path
from typing import Any

from ansible.module_utils.basic import AnsibleModule

DOCUMENTATION = """
module: mount_state
short_description: what is mounted at a path, by whom, and who may write there
options:
  path:
    description: mount point
    required: true
    type: str
  unit:
    description: name of the mount unit that systemd has for the path
    required: true
    type: str
  units:
    description: names of unit files that the role may have written
    type: list
    elements: str
    default: []
  stamp:
    description: JSON file that the role writes after it has mounted
    required: true
    type: str
  look:
    description: whether to look into the path, which makes systemd mount what it mounts at the first access
    type: bool
    default: false
"""

UNITS = Path("/etc/systemd/system")
BANNER = "(role mount)"
#: A server that doesn't answer holds up whoever looks; this long only.
SECONDS = 100


def mounted_at(path: str, mountinfo: str) -> dict[str, Any] | None:
    """The file system that is on top at the path; an automount that waits isn't one."""
    found = None
    for line in mountinfo.splitlines():
        before, _, after = line.partition(" - ")
        fields, (kind, source, *super_options) = before.split(" "), after.split(" ")
        point = fields[4].encode("ascii", "backslashreplace").decode("unicode_escape")
        if point == path and kind != "autofs":
            options = fields[5].split(",") + ",".join(super_options).split(",")
            found = {"type": kind, "source": source, "read_only": "ro" in options}
    return found


def is_ours(unit: str) -> bool:
    """Whether the unit's file is one that this role wrote."""
    file = UNITS / unit
    return file.is_file() and BANNER in file.read_text(encoding="utf-8").split("\n", 1)[0]


def is_configured(unit: str) -> bool:
    """Whether systemd has a file for the unit: written by somebody, or made of /etc/fstab."""
    command = ["/usr/bin/systemctl", "show", "--property=FragmentPath", "--value", unit]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip() != ""


def look_into(path: str) -> str:
    """Empty, or why the path can't be looked into."""
    # The final dot is what makes systemd mount.
    try:
        look = ["/usr/bin/stat", f"{path}/."]
        seen = subprocess.run(look, capture_output=True, text=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return f"no answer in {SECONDS} s"
    return seen.stderr.strip()


def rights(path: str) -> dict[str, Any]:
    """Who the folder belongs to and who may write."""
    status = Path(path).stat()
    try:
        owner = pwd.getpwuid(status.st_uid).pw_name
    except KeyError:
        owner = str(status.st_uid)
    anybody = bool(status.st_mode & stat.S_IWOTH) and not status.st_mode & stat.S_ISVTX
    # Asked of the kernel, which refuses root too where the file system is read-only; nothing is written.
    return {"owner": owner, "anybody_writes": anybody, "root_writes": os.access(path, os.W_OK)}


def hidden_home(path: str, account: str) -> str | None:
    """The home of the account that Ansible logs in as, where a mount at the path would hide it."""
    home = Path(pwd.getpwnam(account).pw_dir)
    return str(home) if home.is_dir() and Path(path) in [home, *home.parents] else None


def main() -> None:
    """Ansible's entry."""
    module = AnsibleModule(
        argument_spec={
            "path": {"type": "str", "required": True},
            "unit": {"type": "str", "required": True},
            "units": {"type": "list", "elements": "str", "default": []},
            "stamp": {"type": "str", "required": True},
            "look": {"type": "bool", "default": False},
        },
        supports_check_mode=True,
    )
    path, unit, look = module.params["path"], module.params["unit"], module.params["look"]
    fault = look_into(path) if look else ""
    mounted = mounted_at(path, Path("/proc/self/mountinfo").read_text(encoding="ascii"))
    ours = is_ours(unit)
    file = Path(module.params["stamp"])
    stamp = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None
    units = dict.fromkeys(module.params["units"] + (stamp["units"] if stamp else []))
    module.exit_json(
        changed=False,
        fault=fault,
        mounted=mounted,
        foreign=not ours and (mounted is not None or is_configured(unit)),
        rights=rights(path) if look and fault == "" else None,
        stamp=stamp,
        our_units=[name for name in units if is_ours(name)],
        exists=os.path.lexists(path),
        autofs=Path("/dev/autofs").exists(),
        hidden_home=hidden_home(path, os.environ.get("SUDO_USER", "root")) if mounted is None and not ours else None,
    )


if __name__ == "__main__":
    main()
