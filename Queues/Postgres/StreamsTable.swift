import Core

/// `streams`: the last sequence seen of each source about each subject.
enum StreamsTable {
    /// Makes the rows that are missing, then locks all, so that two workers cannot both be the first of a stream.
    static func send(_ streams: [Stream], to session: PostgresSession) throws(Failure) -> Int? {
        if streams.isEmpty { return nil }
        let sorted = streams.sorted()
        let bind = { (parameters: inout PostgresParameters) in
            parameters.array(sorted) { $0.source }
            parameters.array(sorted) { $0.subject }
        }
        try session.send(.makeStreams, bind)
        return try session.send(.lockStreams, bind)
    }

    static func last(_ place: Int, in replies: [PostgresReply]) throws(Failure) -> [Stream: Int64] {
        let reply = replies[place]
        var last: [Stream: Int64] = [:]
        for row in 0..<reply.count {
            let sequence = try reply.int64(row, 2)
            if sequence > 0 { last[Stream(source: reply.text(row, 0), subject: reply.text(row, 1))] = sequence }
        }
        return last
    }

    /// Moves the streams and releases what waited for that.
    static func send(_ streams: [Stream: Int64], to session: PostgresSession) throws(Failure) {
        if streams.isEmpty { return }
        let sorted = streams.sorted { $0.key < $1.key }
        let bind = { (parameters: inout PostgresParameters) in
            parameters.array(sorted) { $0.key.source }
            parameters.array(sorted) { $0.key.subject }
            parameters.array(sorted) { $0.value }
        }
        try session.send(.moveStreams, bind)
        try session.send(ParkedTable.release, bind)
    }
}

extension Statement {
    static let makeStreams = Statement(
        "streams:make",
        """
        INSERT INTO streams (source, subject, last)
        SELECT source, subject, 0 FROM unnest($1::text[], $2::text[]) AS asked (source, subject)
        ORDER BY source, subject ON CONFLICT DO NOTHING
        """)

    static let lockStreams = Statement(
        "streams:lock",
        """
        SELECT source, subject, last FROM streams
        WHERE (source, subject) IN (SELECT * FROM unnest($1::text[], $2::text[]))
        ORDER BY source, subject FOR UPDATE
        """)

    /// A stream never moves back.
    static let moveStreams = Statement(
        "streams:move",
        """
        INSERT INTO streams (source, subject, last)
        SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[]) AS moved (source, subject, last)
        ORDER BY source, subject
        ON CONFLICT (source, subject) DO UPDATE SET last = EXCLUDED.last WHERE streams.last < EXCLUDED.last
        """)
}
