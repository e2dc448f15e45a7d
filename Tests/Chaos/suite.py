"""The command line that every script here has: `script BINARY FOLDER [--seconds N] [--seed S] [NAME…]`.

Plays the scenarios (those whose name holds a NAME, where any is given), prints one line each and `title: N passed,
N failed` last. Whatever happens, no server and no worker is left behind.
"""
import argparse
import random
import signal
import sys
import time
import traceback

from world import Failed, World


def main(title, scenarios, seconds=None, limit=900):
    """`scenarios`: by name, functions of the world and the options. `seconds`: what --seconds is without it. `limit`: how
    long one scenario may take at all."""
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("folder")
    parser.add_argument("--seconds", type=float, default=seconds)
    parser.add_argument("--seed", default=None)
    parser.add_argument("names", nargs="*")
    options = parser.parse_intermixed_args()
    if options.seed is None:
        options.seed = str(random.SystemRandom().getrandbits(32))
    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    signal.signal(signal.SIGALRM, too_long)
    world = World(options.folder, options.binary)
    passed = failed = 0
    try:
        world.start()
        for name, scenario in scenarios.items():
            if options.names and not any(word in name for word in options.names):
                continue
            begun = time.monotonic()
            signal.alarm(int(limit + 3 * (options.seconds or 0)))
            try:
                world.reset()
                scenario(world, options)
                passed += 1
                print(f"  ok    {name} ({time.monotonic() - begun:.0f} s)", flush=True)
            except Exception as error:
                failed += 1
                detail = error if isinstance(error, Failed) else traceback.format_exc()
                print(f"  FAIL  {name} ({time.monotonic() - begun:.0f} s): {detail}", flush=True)
            finally:
                signal.alarm(0)
                world.recover()
    finally:
        world.stop()
    print(f"{title}: {passed} passed, {failed} failed", flush=True)
    return 1 if failed or not passed else 0


def leave(number, _):
    sys.exit(128 + number)


def too_long(_, __):
    raise Failed("the scenario took too long")
