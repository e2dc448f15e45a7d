"""The kill matrix: 5,000 events, a tenth of them twice, in shuffled order, and something dies in the middle.

usage: kill_matrix.py BINARY FOLDER [SCENARIO…]
"""
import sys
import threading
import time
import traceback

from world import Failed, Proxy, Workload, World, killed, say, wait

ACCOUNTS = 1000
# Step of the engine, and after how many of it the worker is killed with -9.
STEPS = [("taken", 8), ("opened", 8), ("decided", 8), ("committed", 8), ("handedOver", 8), ("acknowledged", 8),
         ("leased", 60), ("performed", 60), ("reported", 60), ("sent", 10), ("confirmed", 10), ("forgotten", 5)]


def publishing(world, workload):
    producer = threading.Thread(target=world.publish, args=(workload.stream,))
    producer.start()
    return producer


def killed_at(step, count):
    def scenario(world, workload):
        producer = publishing(world, workload)
        killed(world.run("--fault", f"{step}:{count}"))
        world.run()
        producer.join()
        world.settle(workload)
        world.verify(workload, deaths=1)
    return scenario


def killed_in_isolation(world, workload):
    """A redelivered message is handled alone: killed there, too, and then once more somewhere else."""
    producer = publishing(world, workload)
    killed(world.run("--fault", "decided:6"))
    killed(world.run("--fault", "marked:5"))
    world.run()
    producer.join()
    world.settle(workload)
    world.verify(workload, deaths=2)


def killed_while_sweeping(world, workload):
    """What a crash left in the outbox is swept by the next process, which dies of it as well."""
    producer = publishing(world, workload)
    killed(world.run("--fault", "committed:10"))
    killed(world.run("--fault", "swept:1"), 90)
    world.run()
    producer.join()
    world.settle(workload, 150)
    world.verify(workload, deaths=2)


def committed_but_error(world, workload):
    producer = publishing(world, workload)
    world.run("--fault", "commit-error:5")
    producer.join()
    world.settle(workload)
    world.verify(workload)


def broker_killed(world, workload):
    world.run()
    producer = publishing(world, workload)
    wait("some history", lambda: world.count("SELECT count(*) FROM history") > 500, 60)
    world.servers("crash", "rabbitmq")
    time.sleep(1)
    world.servers("start", "rabbitmq")
    producer.join()
    world.settle(workload, 180)
    world.verify(workload)


def database_halted(world, workload):
    world.run()
    producer = publishing(world, workload)
    wait("some history", lambda: world.count("SELECT count(*) FROM history") > 500, 60)
    world.servers("halt", "postgres")
    time.sleep(1)
    world.servers("start", "postgres")
    producer.join()
    world.settle(workload, 180)
    world.verify(workload, deaths=4)


def connections_cut(world, workload):
    broker, database = Proxy(world.amqp_port), Proxy(world.database_port)
    try:
        world.run(amqp_port=broker.port, database_port=database.port)
        producer = publishing(world, workload)
        for proxy, least in ((broker, 300), (database, 900), (broker, 1500), (database, 2100)):
            wait("more history", lambda: world.count("SELECT count(*) FROM history") > least, 60)
            say(f"cut {proxy.cut()} connections to the {'broker' if proxy is broker else 'database'}")
        producer.join()
        world.settle(workload, 180)
        world.verify(workload, deaths=4)
    finally:
        world.kill_workers()
        broker.close()
        database.close()


def several_nodes(world, workload):
    """Three nodes, workers scaled up and down, one node killed, another drained."""
    nodes = [world.run() for _ in range(3)]
    producer = publishing(world, workload)
    world.guichet("scale", "guichet.account", "4")
    wait("some history", lambda: world.count("SELECT count(*) FROM history") > 1000, 60)
    nodes[0].kill()
    world.guichet("scale", "guichet.account", "2")
    wait("more history", lambda: world.count("SELECT count(*) FROM history") > 2000, 60)
    nodes[1].terminate()
    if nodes[1].wait(90) != 0:
        raise Failed("a drained node did not leave with status 0")
    producer.join()
    world.settle(workload, 150)
    world.verify(workload, deaths=4)


SCENARIOS = {
    **{f"killed at {step}": killed_at(step, count) for step, count in STEPS},
    "killed in isolation": killed_in_isolation,
    "killed while sweeping": killed_while_sweeping,
    "committed, but the client saw an error": committed_but_error,
    "RabbitMQ killed": broker_killed,
    "PostgreSQL halted": database_halted,
    "connections cut": connections_cut,
    "three nodes scaled, killed and drained": several_nodes,
}


def main():
    binary, folder, *wanted = sys.argv[1:]
    world = World(folder, binary)
    passed = failed = 0
    try:
        world.start()
        for name, scenario in SCENARIOS.items():
            if wanted and not any(word in name for word in wanted):
                continue
            begun = time.monotonic()
            try:
                world.reset()
                scenario(world, Workload(ACCOUNTS, seed=name))
                passed += 1
                print(f"  ok    {name} ({time.monotonic() - begun:.0f} s)", flush=True)
            except Exception as error:
                failed += 1
                detail = error if isinstance(error, Failed) else traceback.format_exc()
                print(f"  FAIL  {name}: {detail}", flush=True)
    finally:
        world.stop()
    print(f"kill matrix: {passed} passed, {failed} failed", flush=True)
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
