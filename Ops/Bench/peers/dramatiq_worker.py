"""Dramatiq on RabbitMQ, threads in one process, acknowledged after the actor is done."""
import sys
import threading

import dramatiq
import psycopg
from dramatiq.brokers.rabbitmq import RabbitmqBroker

import common

mode, queue = sys.argv[1], sys.argv[2]


class QuorumBroker(RabbitmqBroker):
    """Its queues are classic by default; the work asks for a quorum queue."""

    def _build_queue_arguments(self, queue_name):
        return {"x-queue-type": "quorum"}

    def _declare_dq_queue(self, queue_name):
        return None

    def _declare_xq_queue(self, queue_name):
        return None


broker = QuorumBroker(url=common.AMQP, confirm_delivery=True)
dramatiq.set_broker(broker)
local = threading.local()


@dramatiq.actor(queue_name=queue, max_retries=0)
def changed(cause):
    if not hasattr(local, "connection"):
        local.connection = psycopg.connect(common.DATABASE, autocommit=True)
    common.handle(local.connection, cause)


if mode == "publish":
    count, rate = int(sys.argv[3]), int(sys.argv[4]) if len(sys.argv) > 4 else 0
    for number in common.pace(count, rate):
        changed.send(common.event(number))
else:
    import signal
    worker = dramatiq.Worker(broker, worker_threads=8)
    worker.start()
    signal.sigwait({signal.SIGTERM, signal.SIGINT})
    worker.stop()
