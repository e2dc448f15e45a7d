"""One run of one program each: rate, cost, latency."""
import os
import signal
import subprocess
import time
from contextlib import ExitStack, contextmanager

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


def drain(world, program, count, relayed=False, more=()):
    """A backlog, worked off: events a second from the first commit to the last, and CPU per 1,000 events. What relays costs
    as much as what works."""
    world.reset(program)
    publish(program, count, 0, *more)
    start = time.time()
    commands = [program.work]
    if relayed:
        commands = [program.relay] if program.relays_itself else [program.work, program.relay]
    with ExitStack() as stack:
        processes = [stack.enter_context(running(command, program.environment)) for command in commands]
        return drained(world, program, count, processes, start, relayed)


def drained(world, program, count, processes, start, relayed):
    pids = [process.pid for process in processes]
    wait("the first event", lambda: alive(processes) and world.progress(program), 60, 0.01)
    account = usage.Account({"worker": pids, **usage.server_roots()})
    # Opening takes its time: what was done meanwhile counts for nothing.
    seen = world.progress(program)

    def looked(condition):
        account.look()
        return alive(processes) and condition()

    limit = 30 + count / 200
    wait("the last event", lambda: looked(lambda: world.progress(program) >= count), limit, 0.1)
    if relayed:
        wait("an empty outbox", lambda: looked(lambda: world.is_relayed(program)), limit, 0.02)
    spent = account.seconds()
    end = time.time()
    wait("the last commit", lambda: alive(processes) and world.handled(program) >= count, 10)
    memory = usage.resident(pids)
    first, last, with_first = world.commits(program)
    wait("the queue's count", lambda: not relayed or world.waiting(program.follow) >= count, 10)
    world.check(program, count, relayed)
    if last == first and not relayed:
        raise Wrong(f"{program.name} had all {count} events in one transaction: too few to measure a rate")
    figures = {
        "events_per_second": count / (end - first) if relayed else (count - with_first) / max(last - first, 1e-6),
        "start_seconds": first - start, "rss_mb": memory,
    }
    if count - seen > count / 3:
        for name, seconds in spent.items():
            figures[f"{name}_cpu_per_1000"] = seconds / (count - seen) * 1000
    return figures


def latency(world, program, rate, seconds):
    """Publish to commit, at a steady rate."""
    world.reset(program)
    count = int(rate * seconds)
    with running(program.work, program.environment) as process:
        publish(program, 20, min(rate, 100))
        wait("the first events", lambda: alive([process]) and world.handled(program) == 20, 60)
        publish(program, count, int(rate))
        wait("the last event", lambda: alive([process]) and world.progress(program) >= count + 20, 60)
        wait("the last commit", lambda: alive([process]) and world.handled(program) == count + 20, 10)
    found = world.latencies(program)
    shares = {f"p{share}_ms": found[min(len(found) - 1, len(found) * share // 100)] * 1000 for share in (50, 95, 99)}
    return {"rate": rate, **shares}


def alive(processes):
    for process in processes:
        if process.poll() is not None:
            raise Wrong(f"a program left with status {process.returncode}")
    return True
