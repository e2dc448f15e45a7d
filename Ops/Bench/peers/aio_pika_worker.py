"""aio-pika with asyncpg and uvloop: one task for each message, as many as the pool has connections."""
import asyncio
import json
import signal
import sys

import aio_pika
import asyncpg
import uvloop

import common

CLAIM, SAVE, POST = (
    statement.replace("%s", "$1", 1).replace("%s", "$2", 1).replace("%s", "$3", 1)
    for statement in (common.CLAIM, common.SAVE, common.POST))
CLAIM += " RETURNING 1"


async def main(queue_name):
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    pool = await asyncpg.create_pool(common.DATABASE, min_size=10, max_size=10)

    async def handle(message):
        async with message.process(requeue=True):
            cause = json.loads(message.body)
            data = cause["data"]
            async with pool.acquire() as connection, connection.transaction():
                if await connection.fetchval(CLAIM, cause["id"]) is None:
                    return
                await connection.execute(SAVE, data["organisationId"], data["state"], json.dumps(data["details"]))
                await connection.execute(POST, common.follow_up(cause))

    connection = await aio_pika.connect_robust(common.AMQP)
    channel = await connection.channel()
    await channel.set_qos(prefetch_count=100)
    queue = await channel.declare_queue(queue_name, durable=True, arguments={"x-queue-type": "quorum"})
    await queue.consume(handle)
    await stopped.wait()
    await connection.close()


uvloop.run(main(sys.argv[1]))
