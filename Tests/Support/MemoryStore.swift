package import Core

/// One session of a `MemoryDatabase`.
package final class MemoryStore: Store {
    private let database: MemoryDatabase
    private let session: Int
    private var held: [MemoryDatabase.Lock] = []
    private var fresh: [NewClaim] = []
    private var isOpen = false
    private var isClosed = false

    init(_ database: MemoryDatabase, session: Int) {
        self.database = database
        self.session = session
    }

    package func open(_ question: Question) throws(Failure) -> Answer {
        if isClosed { throw .transient("this session is closed") }
        if isOpen { throw .fatal("a transaction is open already") }
        isOpen = true
        do throws(Failure) {
            return try database.guarded(.open) { () throws(Failure) in try begin(question) }
        } catch {
            rollback()
            throw error
        }
    }

    package func commit(_ changes: Changes) throws(Failure) -> [Int64] {
        if isClosed { throw .transient("this session is closed") }
        guard isOpen else { throw .fatal("no transaction is open") }
        defer { rollback() }
        return try database.guarded(.commit) { () throws(Failure) in try database.write(changes, claims: fresh) }
    }

    package func rollback() {
        database.release(held, of: session)
        held.removeAll(keepingCapacity: true)
        fresh.removeAll(keepingCapacity: true)
        isOpen = false
    }

    package func noteStart(of mark: UInt128, queue: QueueName, by process: String) throws(Failure) -> Int {
        if isClosed { throw .transient("this session is closed") }
        return try database.guarded(.noteStart) {
            database.starts[mark, default: []].insert(process)
            return database.starts[mark]?.count ?? 0
        }
    }

    package func renew(_ fence: Fence, until: Moment) throws(Failure) {
        if isClosed { throw .transient("this session is closed") }
        database.renew(fence, until: until)
    }

    package func lease(
        _ claim: Claim, queue: QueueName, owner: String, until: Moment, now: Moment
    ) throws(Failure) -> Lease {
        if isClosed { throw .transient("this session is closed") }
        return try database.guarded(.lease) {
            if database.isClaimed(claim) { return .done }
            return database.lease(claim, owner: owner, until: until, now: now)
        }
    }

    package func close() {
        rollback()
        isClosed = true
    }

    // MARK: Begin

    private func begin(_ question: Question) throws(Failure) -> Answer {
        var answer = Answer()
        for fence in question.fences {
            let key = MemoryDatabase.LeaseKey(fence.claim)
            try take(.lease(key))
            // A lease that ran out is still ours as long as nobody else took it.
            if database.leases[key]?.epoch != fence.epoch { answer.isFenced = true }
        }
        var claimed = Set<MemoryDatabase.InboxKey>()
        for new in question.claims {
            let keys = MemoryDatabase.keys(of: new.claim)
            for key in keys { try take(.claim(key)) }
            if keys.contains(where: { database.inbox[$0] != nil || !claimed.insert($0).inserted }) { continue }
            fresh.append(new)
            answer.fresh.insert(new.claim)
        }
        for stream in question.streams {
            try take(.stream(stream))
            answer.last[stream] = database.streams[stream]
        }
        for ask in question.asks { answer.answers[ask] = database.answering(ask) }
        var loaded = Set<String>()
        for lookup in question.lookups {
            for row in rows(lookup) where loaded.insert(row.table + "/" + row.id).inserted {
                try take(.row(table: row.table, id: row.id))
                answer.rows.append(row)
            }
        }
        return answer
    }

    private func rows(_ lookup: Lookup) -> [EntityRow] {
        let table = database.rows[lookup.table] ?? [:]
        if lookup.column == "id" { return lookup.values.compactMap { table[$0] } }
        let wanted = Set(lookup.values)
        return table.values.filter { wanted.contains($0.columns[lookup.column]?.string ?? "") }.sorted { $0.id < $1.id }
    }

    private func take(_ lock: MemoryDatabase.Lock) throws(Failure) {
        try database.take(lock, for: session)
        held.append(lock)
    }
}
