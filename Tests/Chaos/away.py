"""Away for a while: the broker, then the database, is down for a minute under load, then frozen for a minute.

usage: away.py BINARY FOLDER [--seconds N] [NAME…]

The workers recover by themselves within seconds, their memory stays bounded, nothing is lost or doubled.
"""
import sys
import threading
import time

from suite import main
from world import Failed, Workload, memory, say, wait

ACCOUNTS = 1000
# Seconds until work goes on after the server serves again: the longest pause between two tries is 5 s, and others may use
# the machine too.
RECOVERY = 30
# Megabytes.
MEMORY = 64


class Scale(threading.Thread):
    """Weighs a worker every half second."""

    def __init__(self, worker):
        super().__init__(daemon=True)
        self.worker = worker
        self.heaviest = 0

    def run(self):
        while self.worker.poll() is None:
            self.heaviest = max(self.heaviest, memory(self.worker))
            time.sleep(0.5)


def away(server, leave, come_back):
    def scenario(world, options):
        workload = Workload(ACCOUNTS, seed=f"{server} {options.seed}")
        worker = world.run()
        scale = Scale(worker)
        scale.start()
        producer = threading.Thread(target=world.publish, args=(workload.stream,), kwargs={"seconds": options.seconds + 20})
        producer.start()
        wait("some history", lambda: world.count("SELECT count(*) FROM history") > 300, 60)
        leave(world)
        time.sleep(options.seconds)
        if worker.poll() is not None:
            raise Failed(f"the worker ended with {worker.returncode}; see {worker.log}")
        come_back(world)
        before = world.count("SELECT count(*) FROM history")
        begun = time.monotonic()
        wait("work to go on", lambda: world.count("SELECT count(*) FROM history") > before, 60)
        recovered = time.monotonic() - begun
        producer.join()
        world.settle(workload, 180)
        settled = time.monotonic() - begun
        world.verify(workload, deaths=4)
        if worker.poll() is not None:
            raise Failed(f"the worker ended with {worker.returncode}; see {worker.log}")
        world.drain(worker)
        say(f"worked again after {recovered:.1f} s, all done after {settled:.0f} s, at most {scale.heaviest:.0f} MB")
        if recovered > RECOVERY:
            raise Failed(f"worked again after {recovered:.1f} s only; {RECOVERY} s are allowed")
        if scale.heaviest > MEMORY:
            raise Failed(f"the worker took {scale.heaviest:.0f} MB; {MEMORY} are allowed")
    return scenario


def stopped(server):
    return away(server, lambda world: world.servers("stop", server), lambda world: world.servers("start", server))


def frozen(server):
    return away(server, lambda world: world.freeze(server), lambda world: world.thaw(server))


SCENARIOS = {
    "broker stopped": stopped("rabbitmq"),
    "database stopped": stopped("postgres"),
    "broker frozen": frozen("rabbitmq"),
    "database frozen": frozen("postgres"),
}

if __name__ == "__main__":
    sys.exit(main("away for a while", SCENARIOS, seconds=60))
