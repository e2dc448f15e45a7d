import Core

extension MemoryDatabase {
    /// Writes all of it, or throws and writes nothing. `claims` are those of the transaction's question that were new.
    func write(_ changes: Changes, claims: [NewClaim]) throws(Failure) -> [Int64] {
        try check(changes)
        let taken = Set(changes.unclaimed)
        let verdicts = Dictionary(changes.verdicts.map { ($0.claim, $0) }, uniquingKeysWith: { first, _ in first })
        for claim in claims where !taken.contains(claim.claim) {
            let verdict = verdicts[claim.claim]
            let row = InboxRow(claim: claim, verdict: verdict?.verdict ?? .recorded, note: verdict?.note ?? .null)
            for key in MemoryDatabase.keys(of: claim.claim) { inbox[key] = row }
        }
        for row in changes.rows { rows[row.table, default: [:]][row.id] = row }
        for entry in changes.history { history[entry.subject, default: []].append(entry) }
        for key in changes.cancelledTimers { timers[key] = nil }
        for timer in changes.timers { timers[timer.key] = timer }
        for document in changes.documents where documents[document.id] == nil { documents[document.id] = document }
        for credential in changes.credentials {
            let key = CredentialKey(subject: credential.subject, kind: credential.kind)
            credentials[key] = credential.hash == nil ? nil : credential
        }
        for entry in changes.parked {
            let key = ParkingKey(key: entry.claim.key, scope: entry.claim.scope, queue: entry.queue)
            if parked[key] == nil { parked[key] = entry }
        }
        for letter in changes.dead { bury(letter) }
        for mark in changes.finishedMarks { starts[mark] = nil }
        for fence in changes.settledLeases { settle(fence, wrote: !changes.history.isEmpty) }
        for erasure in changes.erasures { erase(erasure) }
        let held = clock().adding(MemoryDatabase.freshness)
        let ids = changes.outbox.map { insert($0, heldUntil: held).id }
        for (stream, last) in changes.streams.sorted(by: { $0.key < $1.key }) {
            streams[stream] = max(last, streams[stream] ?? 0)
            release(behind: stream, last)
        }
        return ids
    }

    /// What waits for the next of this stream, and then for the next of those, goes to the outbox.
    private func release(behind stream: Stream, _ last: Int64) {
        if parked.isEmpty { return }
        var run: [ParkedEntry] = []
        var next = last + 1
        while true {
            let found = parked.filter { _, entry in
                entry.due == nil && entry.envelope.stream == stream && (entry.envelope.sequence ?? 0) <= next
            }
            for (key, entry) in found.sorted(by: MemoryDatabase.isEarlier) {
                parked[key] = nil
                run.append(entry)
            }
            if !found.contains(where: { $0.value.envelope.sequence == next }) { break }
            next += 1
        }
        for entry in run { _ = insert(entry.message, heldUntil: Moment(microseconds: .min)) }
        if !run.isEmpty { released(stream, last, run) }
    }

    private static func isEarlier(
        _ left: (key: ParkingKey, value: ParkedEntry), _ right: (key: ParkingKey, value: ParkedEntry)
    ) -> Bool {
        (left.value.envelope.sequence ?? 0, left.key.key) < (right.value.envelope.sequence ?? 0, right.key.key)
    }

    private func settle(_ fence: Fence, wrote: Bool) {
        let key = LeaseKey(fence.claim)
        if leases[key]?.epoch == fence.epoch {
            leases[key] = nil
        } else if wrote {
            zombieWrites.append(fence.claim)
        }
    }

    private func erase(_ erasure: Erasure) {
        strip(erasure.subject, of: erasure.members)
        credentials = credentials.filter { $0.key.subject != erasure.subject }
        for (key, letter) in dead where letter.subject == erasure.subject {
            var letter = letter
            (letter.body, letter.reason) = ([], Erasure.mark)
            dead[key] = letter
        }
        for (id, row) in rows["notifications"] ?? [:]
        where "account/\(row.columns["account_id"]?.string ?? "")" == erasure.subject {
            var row = row
            row.columns = Erasure.erased(row.columns, ["recipient", "reply"])
            rows["notifications"]?[id] = row
            strip("notification/\(id)", of: ["recipient", "reply", "reason"])
        }
    }

    private func strip(_ subject: String, of members: [String]) {
        history[subject] = history[subject]?.map { entry in
            var entry = entry
            entry.data = Erasure.erased(entry.data, members)
            return entry
        }
    }

    // MARK: Constraints

    private func check(_ changes: Changes) throws(Failure) {
        for row in changes.rows {
            if let field = unholdable(row) { throw .malformed(field: field, message: "cannot be held") }
        }
        var next: [String: Int64] = [:]
        for entry in changes.history {
            let version = next[entry.subject] ?? (history[entry.subject]?.last?.version ?? 0) + 1
            if entry.version != version {
                throw .transient("\(entry.subject) moved on: version \(entry.version) is written already")
            }
            next[entry.subject] = version + 1
        }
        for column in unique { try check(column, changes.rows.filter { $0.table == column.table }) }
    }

    private func check(_ unique: UniqueColumn, _ changed: [EntityRow]) throws(Failure) {
        if changed.isEmpty { return }
        var owners: [String: String] = [:]
        for row in changed {
            guard let value = row.columns[unique.column]?.string else { continue }
            if let owner = owners.updateValue(row.id, forKey: value), owner != row.id { throw violation(unique, value) }
        }
        let changedIds = Set(changed.map(\.id))
        for (id, row) in rows[unique.table] ?? [:] where !changedIds.contains(id) {
            if let value = row.columns[unique.column]?.string, owners[value] != nil { throw violation(unique, value) }
        }
    }

    private func violation(_ unique: UniqueColumn, _ value: String) -> Failure {
        .conflict(constraint: unique.constraint, message: "\(unique.table).\(unique.column) has \(value) already")
    }
}
