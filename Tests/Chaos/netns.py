"""A customer network, a gateway and the internet, as network namespaces of their own.

    customer 192.0.2.10, .11, 2001:db8:10:1::10, 2001:db8:10:2::10  --  gateway  --  198.51.100.25, 2001:db8:ffff::25 internet

`inside()` starts the calling script again inside the gateway, so that servers and workers run there, on its own loopback.
"""
import json
import os
import subprocess
import sys

CUSTOMERS = ["192.0.2.10", "192.0.2.11", "2001:db8:10:1::10", "2001:db8:10:2::10"]
INTERNET = {4: "198.51.100.25", 6: "2001:db8:ffff::25"}
PORTS = (25, 443)

LISTENER = """
import selectors, socket, sys
selector = selectors.DefaultSelector()
for port in (25, 443):
    for family, address in ((socket.AF_INET, "0.0.0.0"), (socket.AF_INET6, "::")):
        server = socket.socket(family)
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            server.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        server.bind((address, port))
        server.listen(64)
        selector.register(server, selectors.EVENT_READ)
print("ready", flush=True)
while True:
    for key, _ in selector.select():
        client, _ = key.fileobj.accept()
        client.sendall(b"220 here\\r\\n")
        client.close()
"""

CALLER = """
import json, socket, sys
found = {}
for source, target, port in json.loads(sys.argv[1]):
    try:
        with socket.create_connection((target, port), timeout=3, source_address=(source, 0)) as connection:
            found[f"{source} {port}"] = "open" if connection.recv(16).startswith(b"220") else "cut"
    except ConnectionRefusedError:
        found[f"{source} {port}"] = "refused"
    except OSError as error:
        found[f"{source} {port}"] = f"{type(error).__name__}: {error}"
print(json.dumps(found))
"""


def run(*command, **more):
    return subprocess.run(command, check=True, capture_output=True, text=True, **more)


def inside():
    """Makes the namespaces, runs this script again in the gateway, and takes them away whatever happens."""
    if "GUICHET_TEST_NETNS" in os.environ:
        return
    name = f"guichet-{os.getpid()}"
    spaces = {part: f"{name}-{part}" for part in ("customer", "gateway", "internet")}
    try:
        for space in spaces.values():
            run("ip", "netns", "add", space)
            run("ip", "-n", space, "link", "set", "lo", "up")
            # Addresses must not wait for duplicate detection.
            run("ip", "netns", "exec", space, "sysctl", "-qw", "net.ipv6.conf.all.accept_dad=0", "net.ipv6.conf.default.accept_dad=0")
        connect(spaces, "customer", ["192.0.2.1/24", "2001:db8:10::1/48"],
                ["192.0.2.10/24", "192.0.2.11/24", "2001:db8:10:1::10/48", "2001:db8:10:2::10/48"])
        connect(spaces, "internet", ["198.51.100.1/24", "2001:db8:ffff::1/64"], ["198.51.100.25/24", "2001:db8:ffff::25/64"])
        run("ip", "netns", "exec", spaces["gateway"], "sysctl", "-qw", "net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1")
        status = subprocess.run(
            ["ip", "netns", "exec", spaces["gateway"], sys.executable, "-u", *sys.argv],
            env={**os.environ, "GUICHET_TEST_NETNS": name}).returncode
    finally:
        for space in spaces.values():
            subprocess.run(["ip", "netns", "del", space], capture_output=True)
    sys.exit(status)


def connect(spaces, part, near, far):
    """A cable from the gateway (the `near` addresses) to that part (the `far` ones), which sends all its traffic through it."""
    run("ip", "link", "add", f"to-{part[:8]}", "netns", spaces["gateway"], "type", "veth", "peer", "name", "eth0", "netns", spaces[part])
    for space, device, addresses in ((spaces["gateway"], f"to-{part[:8]}", near), (spaces[part], "eth0", far)):
        for address in addresses:
            run("ip", "-n", space, "address", "add", address, "dev", device, *(["nodad"] if ":" in address else []))
        run("ip", "-n", space, "link", "set", device, "up")
    for address in near:
        run("ip", "-n", spaces[part], "-6" if ":" in address else "-4", "route", "add", "default", "via", address.split("/")[0])


class Network:
    """The internet listens on ports 25 and 443; customers call."""

    def __init__(self):
        self.name = os.environ["GUICHET_TEST_NETNS"]
        self.listener = subprocess.Popen(
            ["ip", "netns", "exec", f"{self.name}-internet", sys.executable, "-uc", LISTENER], stdout=subprocess.PIPE, text=True)
        if self.listener.stdout.readline().strip() != "ready":
            raise RuntimeError("the internet does not listen")

    def close(self):
        self.listener.kill()
        self.listener.wait()

    def calls(self, customers=CUSTOMERS, ports=PORTS):
        """What becomes of a connection from each of these addresses to each port: {"192.0.2.10 25": "open"}."""
        asked = [(source, INTERNET[6 if ":" in source else 4], port) for source in customers for port in ports]
        done = run("ip", "netns", "exec", f"{self.name}-customer", sys.executable, "-c", CALLER, json.dumps(asked))
        return json.loads(done.stdout)
