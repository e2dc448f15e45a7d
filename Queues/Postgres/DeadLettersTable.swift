import Core

/// `dead_letters`: messages that cannot be worked on. Writing one never fails for what is in it.
enum DeadLettersTable {
    private struct Row {
        var fingerprint: UInt128
        var letter: DeadLetter
        var message: OutboxEntry
        var times: Int64
    }

    static func send(
        _ letters: [DeadLetter], causes: [String?] = [], to session: PostgresSession
    ) throws(Failure) {
        if letters.isEmpty { return }
        let rows = rows(letters, causes)
        try session.send(.bury) { parameters in
            parameters.array(rows) { $0.fingerprint }
            parameters.array(rows) { $0.letter.kind.rawValue }
            parameters.array(rows) { $0.letter.field.map(storable) }
            parameters.array(rows) { storable($0.letter.reason) }
            parameters.array(rows) { $0.letter.queue.name }
            parameters.array(rows) { $0.letter.eventId.map(storable) }
            parameters.array(rows) { $0.letter.source.map(storable) }
            parameters.array(rows) { $0.letter.subject.map(storable) }
            parameters.array(rows) { $0.letter.sequence }
            parameters.array(rows) { Int32(clamping: $0.letter.attempts) }
            parameters.array(rows) { $0.times }
            MessageColumns.bind(rows.map(\.message), to: &parameters)
        }
    }

    /// One row per message, sorted, so that two batches never wait for each other crosswise.
    private static func rows(_ letters: [DeadLetter], _ causes: [String?]) -> [Row] {
        var rows: [UInt128: Row] = [:]
        for (place, letter) in letters.enumerated() {
            let fingerprint = fingerprint(of: letter)
            let properties = storable(letter.properties)
            let message = OutboxEntry(
                exchange: storable(letter.exchange), routingKey: storable(letter.routingKey), properties: properties,
                body: letter.body, isSealed: letter.isSealed, cause: place < causes.count ? causes[place] : nil)
            let times = (rows[fingerprint]?.times ?? 0) + 1
            rows[fingerprint] = Row(fingerprint: fingerprint, letter: letter, message: message, times: times)
        }
        return rows.values.sorted { $0.fingerprint < $1.fingerprint }
    }

    /// A sealed body has other bytes each time it is sealed: such a message is known by its id, where it has one.
    /// In binary mode two messages may differ in their headers alone; those that a delivery adds do not count.
    static func fingerprint(of letter: DeadLetter) -> UInt128 {
        var bytes: [UInt8] = []
        // Sent round again it has its queue's name before its key, and is the same message still.
        let round = "\(letter.queue)."
        let isRound = letter.exchange == Topology.requeue && letter.routingKey.hasPrefix(round)
        let key = isRound ? String(letter.routingKey.dropFirst(round.count)) : letter.routingKey
        var known = [letter.queue.name, key, letter.source, letter.eventId]
        if letter.eventId == nil {
            let own = letter.properties.headers.members.filter { !$0.name.hasPrefix("x-") && !$0.name.hasPrefix("guichet-") }
            known += [letter.properties.messageId, String(decoding: JSONText.bytes(.object(Object(own))), as: UTF8.self)]
        }
        for text in known {
            withUnsafeBytes(of: Int64(text?.utf8.count ?? -1).bigEndian) { bytes.append(contentsOf: $0) }
            if let text { bytes.append(contentsOf: text.utf8) }
        }
        if !(letter.isSealed && letter.eventId != nil) { bytes.append(contentsOf: letter.body) }
        return PostgresDigest.fingerprint(bytes)
    }

    // MARK: What PostgreSQL can hold

    /// PostgreSQL's text has no NUL.
    private static func storable(_ text: String) -> String {
        guard text.utf8.contains(0) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value == 0 ? "\u{FFFD}" : $0 }))
    }

    private static func storable(_ properties: Properties) -> Properties {
        Properties(
            contentType: properties.contentType.map(storable), messageId: properties.messageId.map(storable),
            type: properties.type.map(storable), correlationId: properties.correlationId.map(storable),
            replyTo: properties.replyTo.map(storable), userId: properties.userId.map(storable),
            headers: storable(properties.headers))
    }

    private static func storable(_ object: Object) -> Object {
        Object(object.members.map { Object.Member(name: storable($0.name), value: storable($0.value)) })
    }

    private static func storable(_ value: Value) -> Value {
        switch value {
        case .string(let text): .string(storable(text))
        case .array(let values): .array(values.map(storable))
        case .object(let object): .object(storable(object))
        default: value
        }
    }
}

extension Statement {
    /// One that was retried and came back is open again.
    fileprivate static let bury = Statement(
        "dead_letters:bury",
        """
        INSERT INTO dead_letters (fingerprint, kind, field, reason, queue, event_id, source, subject, sequence, attempts,
            times_seen, \(MessageColumns.names))
        SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
            $8::text[], $9::bigint[], $10::integer[], $11::bigint[], \(MessageColumns.arrays(from: 12))) AS new
        ON CONFLICT (fingerprint) DO UPDATE SET
            times_seen = dead_letters.times_seen + EXCLUDED.times_seen, last_seen = now(), kind = EXCLUDED.kind,
            field = EXCLUDED.field, reason = EXCLUDED.reason, attempts = EXCLUDED.attempts,
            state = CASE dead_letters.state WHEN 'retried' THEN 'open' ELSE dead_letters.state END
        """)
}
