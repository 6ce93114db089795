"""The account files that a notebook sees: its user, and nobody else of the machine."""

from .identity import Identity


def passwd_text(identity: Identity, home: str) -> str:
    return (
        "root:x:0:0:root:/nonexistent:/usr/sbin/nologin\n"
        f"{identity.user}:x:{identity.uid}:{identity.gid}:{identity.user}:{home}:/bin/bash\n"
        "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n"
    )


def group_text(identity: Identity) -> str:
    return f"root:x:0:\n{identity.user}:x:{identity.gid}:\nnogroup:x:65534:\n"
