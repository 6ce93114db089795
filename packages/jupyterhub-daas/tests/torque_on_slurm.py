#!/usr/bin/env python3
"""An emulation of Torque's qsub, qstat -x and qdel on top of Slurm: for there are no packages of Torque.

It is called by the name of the command that it plays. It knows what notebook jobs use, and refuses the rest; so it
tests the dialogue with Torque's commands, as their manuals describe it, and not Torque.
"""

import re
import subprocess
import sys
from pathlib import Path
from xml.sax.saxutils import escape

SERVER = "emulation"
LETTERS = {"PENDING": "Q", "CONFIGURING": "Q", "RUNNING": "R", "COMPLETING": "E"}


def run(*command: str, text: str | None = None) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, input=text, capture_output=True, text=True, check=False)


def fail(message: str, code: int) -> None:
    print(message, file=sys.stderr)
    raise SystemExit(code)


def seconds_to_slurm(walltime: str) -> str:
    hours, minutes, seconds = (int(part) for part in walltime.split(":"))
    return f"{hours * 60 + minutes}:{seconds:02d}"


def directives(script: str) -> list[str]:
    """Options of sbatch for the lines #PBS of a script."""
    options = []
    for line in re.findall(r"^#PBS (.*)$", script, re.M):
        name, _, value = line.partition(" ")
        match name, re.split(r"[=:]", value, maxsplit=2):
            case "-N", _:
                options.append(f"--job-name={value}")
            case "-S", ["/bin/bash"]:
                pass
            case "-r", ["n"]:
                options.append("--no-requeue")
            case "-q", _:
                options.append(f"--partition={value}")
            case "-l", ["nodes", "1", ppn]:
                options.append(f"--cpus-per-task={ppn.removeprefix('ppn=').partition(':')[0]}")
            case "-l", ["mem", size]:
                options.append(f"--mem={size.removesuffix('mb')}M")
            case "-l", ["walltime", *_]:
                options.append(f"--time={seconds_to_slurm(value.partition('=')[2])}")
            case _:
                fail(f"qsub: the emulation does not know '{line}'", 2)
    return options


def qsub(words: list[str]) -> None:
    script = sys.stdin.read()
    options = directives(script)
    while words:
        match words:
            case ["-j", "oe", *words]:
                pass
            case ["-o", log, *words]:
                options.append(f"--output={log}")
            case ["-d", folder, *words]:
                options.append(f"--chdir={folder}")
            case ["-v", variables, *words]:
                options.append(f"--export={variables},HOME,USER,LOGNAME")
            case _:
                fail(f"qsub: the emulation does not know '{words[0]}'", 2)
    answer = run("sbatch", "--parsable", *options, text=script)
    if "invalid partition" in answer.stderr.lower():
        fail("qsub: submit error (Unknown queue MSG=cannot locate queue)", 170)
    if "time limit" in answer.stderr.lower():
        fail(
            "qsub: submit error (Job exceeds queue resource limits MSG=cannot satisfy queue max walltime requirement)",
            188,
        )
    if answer.returncode:
        fail(f"qsub: submit error ({answer.stderr.strip()})", 1)
    print(f"{answer.stdout.strip()}.{SERVER}")


def qstat(words: list[str]) -> None:
    if words == ["-Q"]:
        print(run("sinfo").stdout)
        return
    if len(words) != 2 or words[0] != "-x":
        fail("qstat: the emulation knows -x and one job", 2)
    number = words[1].partition(".")[0]
    answer = run("squeue", "--noheader", "--states=all", f"--jobs={number}", "--format=%T|%B")
    if answer.returncode or not answer.stdout.strip():
        fail(f"qstat: Unknown Job Id Error {words[1]}", 153)
    state, host = answer.stdout.strip().split("|")
    letter = LETTERS.get(state, "C")
    node = f"<exec_host>{escape(host)}/0</exec_host>" if letter == "R" else ""
    print(f"<Data><Job><Job_Id>{words[1]}</Job_Id><job_state>{letter}</job_state>{node}</Job></Data>")


def qdel(words: list[str]) -> None:
    number = words[0].partition(".")[0]
    if run("squeue", "--noheader", f"--jobs={number}").returncode:
        fail(f"qdel: Unknown Job Id Error {words[0]}", 153)
    run("scancel", number)


if __name__ == "__main__":
    {"qsub": qsub, "qstat": qstat, "qdel": qdel}[Path(sys.argv[0]).name](sys.argv[1:])
