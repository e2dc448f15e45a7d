import Core

/// `leases`: who performs an effect now.
enum LeasesTable {
    /// One round trip, one transaction. The inbox is read after the lease's row is locked: a worker that settles the same
    /// effect meanwhile is waited for, and its claim is seen.
    static func take(
        _ claim: Claim, queue: QueueName, owner: String, until: Moment, now: Moment, over session: PostgresSession
    ) throws(Failure) -> Lease {
        let taken = try session.send(.takeLease) { parameters in
            parameters.value(claim.key)
            parameters.value(claim.scope)
            parameters.value(queue.name)
            parameters.value(owner)
            parameters.value(until)
            parameters.value(now)
        }
        let holder = try session.send(.findLease) { parameters in
            parameters.value(claim.key)
            parameters.value(claim.scope)
        }
        let bindClaim = { (parameters: inout PostgresParameters) in
            parameters.value(claim.key)
            parameters.value(claim.scope)
            parameters.array(claim.days)
        }
        try session.send(.dropLease, bindClaim)
        let handled = try session.send(.isHandled, bindClaim)
        let replies = try session.finish()
        if try replies[handled].bool(0, 0) { return .done }
        if replies[taken].count == 1 {
            return .granted(epoch: try replies[taken].int64(0, 0), attempt: Int(try replies[taken].int32(0, 1)))
        }
        // Settled without a claim between the two statements: try again at once.
        guard replies[holder].count == 1 else { return .held(until: now) }
        return .held(until: try replies[holder].moment(0, 0))
    }

    static func renew(_ fence: Fence, until: Moment, over session: PostgresSession) throws(Failure) {
        try session.send(.renewLease) { parameters in
            parameters.value(fence.claim.key)
            parameters.value(fence.claim.scope)
            parameters.value(fence.epoch)
            parameters.value(until)
        }
        _ = try session.finish()
    }

    static func send(_ fences: [Fence], to session: PostgresSession) throws(Failure) -> Int? {
        if fences.isEmpty { return nil }
        return try session.send(.lockLeases) { parameters in
            parameters.array(fences) { $0.claim.key }
            parameters.array(fences) { $0.claim.scope }
            parameters.array(fences) { $0.epoch }
        }
    }

    /// True where a lease is gone or another's.
    static func isFenced(_ fences: [Fence], _ place: Int?, in replies: [PostgresReply]) -> Bool {
        guard let place else { return false }
        return replies[place].count < Set(fences).count
    }

    static func send(settled fences: [Fence], to session: PostgresSession) throws(Failure) {
        if fences.isEmpty { return }
        try session.send(.settleLeases) { parameters in
            parameters.array(fences) { $0.claim.key }
            parameters.array(fences) { $0.claim.scope }
            parameters.array(fences) { $0.epoch }
        }
    }
}

extension Statement {
    fileprivate static let takeLease = Statement(
        "leases:take",
        """
        INSERT INTO leases (key, scope, queue, epoch, attempt, owner, until)
        VALUES ($1::uuid, $2::bigint, $3::text, nextval('lease_epochs'), 1, $4::text, $5::timestamptz)
        ON CONFLICT (key, scope) DO UPDATE SET epoch = nextval('lease_epochs'),
            attempt = leases.attempt + (leases.owner <> EXCLUDED.owner)::integer, owner = EXCLUDED.owner, until = EXCLUDED.until
        WHERE leases.until <= $6::timestamptz
        RETURNING epoch, attempt
        """)

    fileprivate static let renewLease = Statement(
        "leases:renew",
        "UPDATE leases SET until = $4::timestamptz WHERE key = $1::uuid AND scope = $2::bigint AND epoch = $3::bigint")

    fileprivate static let findLease = Statement(
        "leases:find", "SELECT until FROM leases WHERE key = $1::uuid AND scope = $2::bigint")

    fileprivate static let dropLease = Statement(
        "leases:drop",
        """
        DELETE FROM leases WHERE key = $1::uuid AND scope = $2::bigint AND EXISTS (
            SELECT FROM inbox WHERE key = $1::uuid AND scope = $2::bigint AND day = ANY ($3::date[]))
        """)

    fileprivate static let isHandled = Statement(
        "leases:is handled",
        """
        SELECT EXISTS (SELECT FROM inbox WHERE key = $1::uuid AND scope = $2::bigint AND day = ANY ($3::date[]))
        """)

    static let lockLeases = Statement(
        "leases:lock",
        """
        SELECT 1 FROM leases
        WHERE (key, scope, epoch) IN (SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::bigint[]))
        ORDER BY key, scope FOR UPDATE
        """)

    static let settleLeases = Statement(
        "leases:settle",
        """
        DELETE FROM leases USING unnest($1::uuid[], $2::bigint[], $3::bigint[]) AS settled (key, scope, epoch)
        WHERE leases.key = settled.key AND leases.scope = settled.scope AND leases.epoch = settled.epoch
        """)
}
