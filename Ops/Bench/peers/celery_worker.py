"""Celery as its documentation recommends for tasks that must not be lost: late acknowledgement, confirms, prefork."""
import sys

from celery import Celery
from celery.signals import worker_process_init
from kombu import Queue

import common

mode, queue = sys.argv[1], sys.argv[2]
app = Celery("bench", broker=common.AMQP)
app.conf.update(
    task_acks_late=True, task_reject_on_worker_lost=True, task_ignore_result=True, worker_prefetch_multiplier=32,
    worker_hijack_root_logger=False, task_default_queue=queue, broker_transport_options={"confirm_publish": True},
    worker_detect_quorum_queues=True, task_default_exchange_type="direct", broker_connection_retry_on_startup=True,
    task_queues=[Queue(queue, routing_key=queue, queue_arguments={"x-queue-type": "quorum"})],
    task_default_routing_key=queue, worker_enable_remote_control=False, task_send_sent_event=False)
connection = None


@worker_process_init.connect
def connect(**_):
    global connection
    import psycopg
    connection = psycopg.connect(common.DATABASE, autocommit=True)


@app.task(name="bench.organisation.changed")
def changed(cause):
    common.handle(connection, cause)


if mode == "publish":
    count, rate = int(sys.argv[3]), int(sys.argv[4]) if len(sys.argv) > 4 else 0
    with app.producer_pool.acquire(block=True) as producer:
        for number in common.pace(count, rate):
            changed.apply_async((common.event(number),), producer=producer, queue=queue, delivery_mode=2)
else:
    app.worker_main(["worker", "--pool=prefork", "--concurrency=2", "--without-gossip", "--without-mingle",
                     "--without-heartbeat", "--loglevel=ERROR", "-Q", queue])
