"""One run of one program each: rate, cost, latency."""
import os
import signal
import subprocess
import time
from contextlib import contextmanager

import usage
from world import Wrong, wait


@contextmanager
def running(command, environment):
    """A program, ended as an operator would end it."""
    process = subprocess.Popen(command, env={**os.environ, **environment}, start_new_session=True,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        members = usage.tree([process.pid])
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            for pid in members:
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass
            process.wait()


def publish(program, count, *more):
    command = [*program.publish, str(count), *map(str, more)]
    done = subprocess.run(command, env={**os.environ, **program.environment}, capture_output=True, text=True)
    if done.returncode:
        raise Wrong(f"{' '.join(command)}: {done.stderr.strip()[-500:]}")


def costs(process):
    roots = {"worker": [process.pid], **usage.server_roots()}
    return {name: usage.seconds(pids) for name, pids in roots.items()}


def drain(world, program, count, relayed=False, more=()):
    """A backlog, worked off: events a second from the first commit to the last, and CPU per 1,000 events."""
    world.reset(program)
    publish(program, count, 0, *more)
    start = time.time()
    commands = [program.relay] if relayed and program.database == "guichet" else [program.work]
    with running(commands[0], program.environment) as process:
        if relayed and program.database == "bench":
            with running(program.relay, program.environment):
                return drained(world, program, count, process, start, relayed)
        return drained(world, program, count, process, start, relayed)


def drained(world, program, count, process, start, relayed):
    seen = wait("the first event", lambda: alive(process) and world.handled(program), 60, 0.01)
    before = costs(process)
    limit = 30 + count / 200
    wait("the last event", lambda: alive(process) and world.handled(program) >= count, limit)
    after = costs(process)
    if relayed:
        wait("an empty outbox",
             lambda: alive(process) and not world.sql(program.database, "SELECT 1 FROM outbox LIMIT 1"), limit, 0.02)
    end = time.time()
    memory = usage.resident([process.pid])
    first, last, with_first = world.commits(program)
    wait("the queue's count", lambda: not relayed or world.waiting(program.follow) >= count, 10)
    world.check(program, count, relayed)
    figures = {
        "events_per_second": count / (end - first) if relayed else (count - with_first) / max(last - first, 1e-6),
        "start_seconds": first - start, "rss_mb": memory,
    }
    if count - seen > count / 3:
        for name in after:
            figures[f"{name}_cpu_per_1000"] = (after[name] - before[name]) / (count - seen) * 1000
    return figures


def latency(world, program, rate, seconds):
    """Publish to commit, at a steady rate."""
    world.reset(program)
    count = int(rate * seconds)
    with running(program.work, program.environment) as process:
        publish(program, 20, rate)
        wait("the first events", lambda: alive(process) and world.handled(program) == 20, 60)
        publish(program, count, rate)
        wait("the last event", lambda: alive(process) and world.handled(program) == count + 20, 60)
    found = world.latencies(program)
    return {f"p{share}_ms": found[min(len(found) - 1, len(found) * share // 100)] * 1000 for share in (50, 95, 99)}


def alive(process):
    if process.poll() is not None:
        raise Wrong(f"the worker left with status {process.returncode}")
    return True
