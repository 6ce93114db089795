"""First program in the sandbox: copies the examples, then becomes the notebook server.

It runs inside because homes belong to their users: a link there must not lead a copy to a place on the host.
"""

import os
import shutil
import sys


def copy_missing(source: str, target: str) -> None:
    """Copies files that are not in `target` yet, so that a user's changes stay."""
    for folder, _, files in os.walk(source):
        there = os.path.join(target, os.path.relpath(folder, source))
        os.makedirs(there, exist_ok=True)
        for name in files:
            copy = os.path.join(there, name)
            if not os.path.lexists(copy):
                shutil.copyfile(os.path.join(folder, name), copy)


def main(command: list[str]) -> None:
    examples = os.environ.get("DAAS_EXAMPLES")
    if examples:
        try:
            copy_missing(examples, os.path.expanduser("~/examples"))
        except OSError as error:
            # a full home must not keep its user from the one tool to tidy it
            print(f"examples not copied: {error}", file=sys.stderr)
    os.execv(command[0], command)


if __name__ == "__main__":
    main(sys.argv[1:])
