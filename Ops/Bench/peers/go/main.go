// The work in Go, with Debian's amqp091 and pgx: one transaction a message, or batches that take what has arrived.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/signal"
	"sort"
	"strconv"
	"syscall"
	"time"

	"crypto/rand"

	"github.com/jackc/pgx/v4"
	"github.com/jackc/pgx/v4/pgxpool"
	amqp "github.com/rabbitmq/amqp091-go"
)

const (
	claimMany = `INSERT INTO inbox(message_id, consumer, received_at) SELECT m, 'go', now() FROM unnest($1::uuid[]) AS m
		ON CONFLICT DO NOTHING RETURNING message_id::text`
	saveMany = `INSERT INTO organisations AS o(id, state, version, updated_at, data)
		SELECT i, s, v, now(), d::jsonb FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[]) AS t(i, s, v, d)
		ON CONFLICT (id) DO UPDATE SET state = EXCLUDED.state, version = o.version + EXCLUDED.version,
		updated_at = EXCLUDED.updated_at, data = EXCLUDED.data`
	postMany = `INSERT INTO outbox(exchange, routing_key, payload) SELECT '', 'bench.follow', p FROM unnest($1::text[]) AS p`
	claimOne = `INSERT INTO inbox(message_id, consumer, received_at) VALUES ($1::uuid, 'go', now()) ON CONFLICT DO NOTHING`
	saveOne  = `INSERT INTO organisations AS o(id, state, version, updated_at, data) VALUES ($1, $2, 1, now(), $3::text::jsonb)
		ON CONFLICT (id) DO UPDATE SET state = EXCLUDED.state, version = o.version + 1,
		updated_at = EXCLUDED.updated_at, data = EXCLUDED.data`
	postOne = `INSERT INTO outbox(exchange, routing_key, payload) VALUES ('', 'bench.follow', $1)`
)

type event struct {
	ID   string `json:"id"`
	Data struct {
		Organisation string          `json:"organisationId"`
		State        string          `json:"state"`
		Details      json.RawMessage `json:"details"`
	} `json:"data"`
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(70)
	}
}

func newID() string {
	var b [16]byte
	_, err := rand.Read(b[:])
	must(err)
	now := time.Now().UnixNano()
	milliseconds, fraction := now/1e6, (now%1e6)*4096/1e6
	for i := 0; i < 6; i++ {
		b[i] = byte(milliseconds >> (40 - 8*i))
	}
	b[6], b[7], b[8] = 0x70|byte(fraction>>8), byte(fraction), 0x80|b[8]&0x3F
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

func followUp(cause *event) string {
	body, err := json.Marshal(map[string]interface{}{
		"specversion": "1.0", "id": newID(), "source": "/bench/worker", "type": "bench.organisation.noted",
		"subject": "organisation/" + cause.Data.Organisation, "datacontenttype": "application/json",
		"data": map[string]string{"organisationId": cause.Data.Organisation, "state": cause.Data.State},
	})
	must(err)
	return string(body)
}

func read(delivery *amqp.Delivery) *event {
	read := new(event)
	must(json.Unmarshal(delivery.Body, read))
	return read
}

func consume(queue string, prefetch int) (*amqp.Channel, <-chan amqp.Delivery) {
	connection, err := amqp.Dial(os.Getenv("BENCH_AMQP_URL"))
	must(err)
	channel, err := connection.Channel()
	must(err)
	must(channel.Qos(prefetch, 0, false))
	deliveries, err := channel.Consume(queue, "", false, false, false, false, nil)
	must(err)
	return channel, deliveries
}

func each(queue string, workers int) {
	ctx := context.Background()
	config, err := pgxpool.ParseConfig(os.Getenv("BENCH_DATABASE_URL"))
	must(err)
	config.MaxConns = int32(workers)
	pool, err := pgxpool.ConnectConfig(ctx, config)
	must(err)
	_, deliveries := consume(queue, workers*5)
	for i := 0; i < workers; i++ {
		go func() {
			for delivery := range deliveries {
				cause := read(&delivery)
				must(pool.BeginFunc(ctx, func(tx pgx.Tx) error { return handle(ctx, tx, cause) }))
				must(delivery.Ack(false))
			}
		}()
	}
}

func handle(ctx context.Context, tx pgx.Tx, cause *event) error {
	tag, err := tx.Exec(ctx, claimOne, cause.ID)
	if err != nil || tag.RowsAffected() == 0 {
		return err
	}
	if _, err = tx.Exec(ctx, saveOne, cause.Data.Organisation, cause.Data.State, string(cause.Data.Details)); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, postOne, followUp(cause))
	return err
}

func batched(queue string, limit, prefetch int) {
	ctx := context.Background()
	connection, err := pgx.Connect(ctx, os.Getenv("BENCH_DATABASE_URL"))
	must(err)
	channel, arriving := consume(queue, prefetch)
	// The library's channel holds nothing: without this one a batch would be one message.
	deliveries := make(chan amqp.Delivery, prefetch)
	go func() {
		for delivery := range arriving {
			deliveries <- delivery
		}
		close(deliveries)
	}()
	go func() {
		for first := range deliveries {
			batch := []*event{read(&first)}
			last := first.DeliveryTag
		more:
			for len(batch) < limit {
				select {
				case next := <-deliveries:
					batch, last = append(batch, read(&next)), next.DeliveryTag
				default:
					break more
				}
			}
			must(connection.BeginFunc(ctx, func(tx pgx.Tx) error { return handleMany(ctx, tx, batch) }))
			must(channel.Ack(last, true))
		}
	}()
}

func handleMany(ctx context.Context, tx pgx.Tx, batch []*event) error {
	ids := make([]string, len(batch))
	for i, cause := range batch {
		ids[i] = cause.ID
	}
	rows, err := tx.Query(ctx, claimMany, ids)
	if err != nil {
		return err
	}
	fresh := map[string]bool{}
	for rows.Next() {
		var id string
		if err = rows.Scan(&id); err != nil {
			return err
		}
		fresh[id] = true
	}
	if rows.Err() != nil {
		return rows.Err()
	}
	latest, versions, payloads := map[string]*event{}, map[string]int64{}, []string{}
	for _, cause := range batch {
		if fresh[cause.ID] {
			fresh[cause.ID] = false
			latest[cause.Data.Organisation] = cause
			versions[cause.Data.Organisation]++
			payloads = append(payloads, followUp(cause))
		}
	}
	organisations := make([]string, 0, len(latest))
	for organisation := range latest {
		organisations = append(organisations, organisation)
	}
	sort.Strings(organisations)
	states, counts, details := []string{}, []int64{}, []string{}
	for _, organisation := range organisations {
		cause := latest[organisation]
		states, counts = append(states, cause.Data.State), append(counts, versions[organisation])
		details = append(details, string(cause.Data.Details))
	}
	batchOfTwo := &pgx.Batch{}
	batchOfTwo.Queue(saveMany, organisations, states, counts, details)
	batchOfTwo.Queue(postMany, payloads)
	return tx.SendBatch(ctx, batchOfTwo).Close()
}

func number(index, otherwise int) int {
	if index < len(os.Args) {
		if value, err := strconv.Atoi(os.Args[index]); err == nil {
			return value
		}
	}
	return otherwise
}

func main() {
	if len(os.Args) > 2 && os.Args[1] == "batch" {
		batched(os.Args[2], number(3, 250), number(4, 1000))
	} else if len(os.Args) > 2 && os.Args[1] == "each" {
		each(os.Args[2], number(3, 20))
	} else {
		fmt.Fprintln(os.Stderr, "usage: bench-go batch QUEUE [BATCH [PREFETCH]] | each QUEUE [WORKERS]")
		os.Exit(64)
	}
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM, syscall.SIGINT)
	<-stop
}
