"""The abuse desk under load: reports to cases, reports to blocks in a kernel, a full wall, look-ups, and reading alone.

It needs a network namespace of its own, so it plays in another process (abuse_desk.py, which may also be started by hand),
with servers of its own; what that measured comes back as lines of JSON.
"""
import json
import os
import subprocess

from world import Wrong

HERE = os.path.dirname(os.path.abspath(__file__))
# Its libraries are the system's, as those of the chaos tests.
PYTHON = "/usr/bin/python3"


def measure(figures, quick, runs=None, parts=()):
    """Adds to `figures`; the parts that went wrong are raised together, after all of them."""
    built = os.environ["BENCH_BUILT"]
    guichet = os.path.join(os.path.dirname(os.environ["BENCH_GUICHET"]), "guichet")
    command = [PYTHON, "-u", f"{HERE}/abuse_desk.py", guichet, os.environ["BENCH_GUICHET"], f"{built}/abuse",
               *(["--quick"] if quick else []), *(["--runs", str(runs)] if runs else []), *parts]
    if os.geteuid() != 0:
        command = ["sudo", "--preserve-env=GUICHET_SAMPLES", *command]
    wrong = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            if not line.startswith("{"):
                print(line, end="", flush=True)
                continue
            found = json.loads(line)
            if "wrong" in found:
                wrong.append(found["wrong"])
                print(f"  FAILED: {found['wrong']}", flush=True)
                continue
            for metric, value in found["metrics"].items():
                figures.setdefault((found["work"], found["program"], metric), []).append(value)
            print(f"  {found['work']:24} {found['program']:18} "
                  + ", ".join(f"{metric} {value:,.2f}" for metric, value in found["metrics"].items()), flush=True)
    if process.returncode and not wrong:
        wrong.append(f"abuse_desk.py left with status {process.returncode}")
    if wrong:
        raise Wrong("; ".join(wrong))
