# shellcheck shell=bash
# The workers' process and the settings it runs with. Sourced after place.sh and rabbitmq.sh, in the project's folder.

# Writes .guichet/env, the settings of the workers and of the command line: the private servers' own, then what the caller
# set, then what is made once and kept.
write_settings() {
    local name metrics
    # The port of living workers is taken, by themselves.
    if lives .guichet/guichet.pid; then metrics=$(cat .guichet/metrics-port); else metrics=$(kept_port .guichet/metrics-port); fi
    [ "$sourced" = no ] || unset GUICHET_METRICS_ADDRESS
    # The private servers say theirs below.
    for name in "${private[@]}"; do
        if [ "$name" = postgres ]; then unset GUICHET_DATABASE_URL; else unset "${!GUICHET_AMQP_URL@}" GUICHET_RABBITMQCTL; fi
    done
    export GUICHET_ENV="$PWD/.guichet/env"
    export GUICHET_SECRET="${GUICHET_SECRET:-$(kept .guichet/secret random_hex 32)}"
    export GUICHET_PUBLIC_URL="${GUICHET_PUBLIC_URL:-http://127.0.0.1:$(kept .guichet/public-port random_port)}"
    export GUICHET_MAIL_FROM="${GUICHET_MAIL_FROM:-no-reply@guichet.example}"
    export GUICHET_MAIL_FOLDER="${GUICHET_MAIL_FOLDER:-$PWD/.guichet/mail}"
    export GUICHET_METRICS_ADDRESS="${GUICHET_METRICS_ADDRESS:-127.0.0.1:$metrics}"
    {
        echo '# What Ops/up runs the workers with; source it to speak to them. It holds passwords.'
        for name in ${!GUICHET_@}; do printf 'export %s=%q\n' "$name" "${!name}"; done
        for name in "${private[@]}"; do Ops/Deploy/servers settings .guichet "$name"; done
    } >.guichet/env.new
    mv .guichet/env.new .guichet/env
}

# Says which binary with which settings: another one means another start.
workers_print() { { stat -c '%i %s %Y' "$binary"; cat .guichet/env; } | sha256sum | cut -c1-64; }
workers_current() { lives .guichet/guichet.pid && [ "$(cat .guichet/guichet.print 2>/dev/null)" = "$(workers_print)" ] && workers_ready; }

# Does /readyz answer 200?
workers_ready() {
    local status
    status=$( (exec 3<>"/dev/tcp/${GUICHET_METRICS_ADDRESS%:*}/${GUICHET_METRICS_ADDRESS##*:}"
        printf 'GET /readyz HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n' "$GUICHET_METRICS_ADDRESS" >&3
        read -r -t 2 _ code _ <&3; printf '%s' "$code") 2>/dev/null) || return 1
    [ "$status" = 200 ]
}

workers_start() {
    local until
    say "starting the workers"
    workers_print >.guichet/guichet.print
    (close_inherited && exec setsid "$binary" run) </dev/null >>.guichet/log/guichet.log 2>&1 &
    remember .guichet/guichet.pid $!
    until=$(($(now_ms) + 60000))
    until workers_ready; do
        lives .guichet/guichet.pid || { tail -n 20 .guichet/log/guichet.log >&2; give_up 70 "the workers ended at once; see .guichet/log/guichet.log"; }
        [ "$(now_ms)" -lt "$until" ] || give_up 69 "the workers are not ready after 60 s; see .guichet/log/guichet.log"
        sleep 0.1
    done
    say "the workers are ready"
}

# SIGTERM drains; who has not finished after 30 s is killed, which loses nothing: unfinished work is delivered again.
workers_stop() {
    lives .guichet/guichet.pid || { forget .guichet/guichet.pid; return 0; }
    say "draining the workers"
    tell .guichet/guichet.pid TERM
    gone .guichet/guichet.pid 30000 || { say "not drained after 30 s: killing"; tell .guichet/guichet.pid KILL; gone .guichet/guichet.pid 5000; }
}

print_table() {
    local place
    place=$(readlink -f .guichet/servers 2>/dev/null || true)
    cat <<END

  workers      process $(cat .guichet/guichet.pid), log .guichet/log/guichet.log
  RabbitMQ     $(sed 's|//.*@|//|; s|/%2F$||' <<<"$GUICHET_AMQP_URL")$([[ " ${private[*]-} " = *' rabbitmq '* ]] && echo ", log $place/rabbitmq/log")
  PostgreSQL   $(sed 's|//.*@|//|' <<<"$GUICHET_DATABASE_URL")$([[ " ${private[*]-} " = *' postgres '* ]] && echo ", log $place/postgres.log")
  metrics      http://$GUICHET_METRICS_ADDRESS/metrics (also /healthz, /readyz)
  mails        $([ -n "${GUICHET_SMTP_URL-}" ] && sed 's|//.*@|//|' <<<"$GUICHET_SMTP_URL" || echo "$GUICHET_MAIL_FOLDER")

  Try:
    . .guichet/env; PATH=\$PWD/.build/release:\$PATH
    guichet queues
    echo '{"accountId":"'\$(cat /proc/sys/kernel/random/uuid)'","email":"ada@example.org"}' | guichet publish account.signup.requested --as portal --wait -
END
}
