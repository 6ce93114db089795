"""The job script of a notebook server. Pure: settings and a profile make a text."""

import base64
import json
import os
import shlex
from collections.abc import Mapping

from ..identity import Identity
from ..sandbox import INSIDE, THREADS, inside_path
from ..settings import HubSettings, Profile
from ..workspace import kernel_spec

# Tells the hub why there will be no notebook server. The node's own Python will do.
TELL = (
    "import json,os,sys,urllib.request as u;"
    "u.urlopen(u.Request(os.environ['JUPYTERHUB_API_URL']+'/batchspawner',json.dumps({'problem':sys.argv[1]}).encode(),"
    "{'Authorization':'token '+os.environ['JUPYTERHUB_API_TOKEN'],'Content-Type':'application/json'}),timeout=10)"
)
VERSION = "from importlib.metadata import version; print(version('jupyterhub'))"

BODY = """set -uo pipefail
umask 077
if [ -n "${{DAAS_ENVIRONMENT:-}}" ]; then
  . "$DAAS_ENVIRONMENT"
  rm -f "$DAAS_ENVIRONMENT"
fi
cd "$HOME"

# Says it in the log and to the hub, which shows it to the user.
give_up() {{
  echo "daas: $1" >&2
  for python in {python} /usr/bin/python3 /usr/libexec/platform-python; do
    if [ -x "$python" ]; then
      "$python" -I -c {tell} "$1"
      break
    fi
  done
  exit 1
}}

found=$({python} -I -c {version_code}) ||
  give_up "On node $(hostname) the notebook server's environment {prefix} is missing or broken."
[ "$found" = {version} ] ||
  give_up "The hub has JupyterHub {version}, node $(hostname) has $found in {prefix}: it has to be deployed again."

no_space() {{
  give_up "Node $(hostname) can't write temporary files to ${{TMPDIR:-/tmp}}: its disk is most likely full."
}}
scratch=$(mktemp -d) || no_space
trap 'rm -rf "$scratch"' EXIT
mkdir -m 700 "$scratch/runtime" || no_space
{files}
{exports}
{cuda}export DAAS_EXAMPLES=$scratch/examples
export JUPYTER_PATH=$scratch/jupyter JUPYTER_CONFIG_PATH=$scratch/inside JUPYTER_RUNTIME_DIR=$scratch/runtime
{command}
"""


# A job's shell is no login shell, so the command module may have to be defined first; and modules use unset variables.
CUDA_MODULE = """set +u
type module >/dev/null 2>&1 || . /etc/profile
module load {module} || give_up "On node $(hostname) the module {module} of CUDA can't be loaded."
set -u
"""
CUDA_PREFIX = """[ -d {prefix} ] || give_up "On node $(hostname) there is no CUDA in {prefix}."
export CUDA_HOME={prefix} PATH={prefix}/bin:$PATH LD_LIBRARY_PATH={prefix}/lib64${{LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}}
"""


def job_script(
    settings: HubSettings,
    identity: Identity,
    profile: Profile,
    directives: list[str],
    arguments: list[str],
    version: str,
) -> str:
    """The whole script; `version` is the hub's own JupyterHub."""
    prefix = settings.lab.prefix
    python = f"{prefix}/bin/python"
    launch = f'{shlex.quote(python)} -I "$scratch/inside/launch.py" {shlex.quote(python)} -I "$scratch/inside/serve.py"'
    serve = [*map(str, _ports(settings)), f"{prefix}/bin/jupyterhub-singleuser", *arguments]
    body = BODY.format(
        python=shlex.quote(python),
        tell=shlex.quote(TELL),
        version_code=shlex.quote(VERSION),
        version=shlex.quote(version),
        prefix=prefix,
        files="\n".join(_write(path, text) for path, text in job_files(settings).items()),
        exports=_commands(_exports(settings, identity, profile)),
        cuda=cuda_commands(profile),
        command=f"{launch} {shlex.join(serve)}",
    )
    return "\n".join(["#!/bin/bash", *directives, body])


def _ports(settings: HubSettings) -> tuple[int, int]:
    ports = getattr(settings.spawner, "ports", None)
    return (ports.first, ports.last) if ports else (1024, 65535)


def cuda_commands(profile: Profile) -> str:
    """Makes the toolkit known. Which GPUs the job has, the scheduler has said already by CUDA_VISIBLE_DEVICES."""
    cuda = profile.cuda
    if cuda is None:
        return ""
    if cuda.module:
        return CUDA_MODULE.format(module=shlex.quote(cuda.module))
    return CUDA_PREFIX.format(prefix=shlex.quote(cuda.prefix or ""))


def encoded_environment(environment: Mapping[str, str]) -> str:
    """One line for the program that submits: shell commands that set the variables, among them the server's token."""
    return base64.b64encode(_commands(environment).encode()).decode()


def job_files(settings: HubSettings) -> dict[str, str]:
    """What the server reads: the job carries it, so that nodes and hub cannot differ in it."""
    files = {}
    for folder, _, names in os.walk(INSIDE):
        for name in sorted(names):
            if name.endswith((".py", ".json")):
                path = os.path.join(folder, name)
                with open(path, encoding="utf-8") as file:
                    files[os.path.join("inside", os.path.relpath(path, INSIDE))] = file.read()
    if settings.examples:
        for name in sorted(os.listdir(settings.examples)):
            with open(os.path.join(settings.examples, name), encoding="utf-8") as file:
                files[f"examples/{name}"] = file.read()
    for environment in settings.environments:
        text = json.dumps(kernel_spec(environment), indent=2) + "\n"
        files[f"jupyter/kernels/{environment.name}/kernel.json"] = text
    return dict(sorted(files.items()))


def _commands(environment: Mapping[str, str]) -> str:
    return "\n".join(f"export {name}={shlex.quote(value)}" for name, value in sorted(environment.items()))


def _write(path: str, text: str) -> str:
    target = f'"$scratch"/{shlex.quote(path)}'
    folder = f'"$scratch"/{shlex.quote(os.path.dirname(path))}'
    return f"{{ mkdir -p {folder} && cat >{target}; }} <<'END-OF-FILE' || no_space\n{text.rstrip(chr(10))}\nEND-OF-FILE"


def _exports(settings: HubSettings, identity: Identity, profile: Profile) -> dict[str, str]:
    environment = {name: str(profile.cores) for name in THREADS}
    environment["PATH"] = f"{settings.lab.prefix}/bin:/usr/local/bin:/usr/bin:/bin"
    environment["LANG"] = "C.UTF-8"
    for mount in settings.mounts:
        if mount.role in ("raw", "results"):
            environment.setdefault(f"DAAS_{mount.role.upper()}", inside_path(mount, identity))
    if settings.environments:
        environment["DAAS_DEFAULT_KERNEL"] = settings.environments[0].name
    return environment
