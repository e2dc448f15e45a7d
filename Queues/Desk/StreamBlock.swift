package import Core

/// A stream that cannot go on before one of its messages is handled or given up.
package struct StreamBlock: Hashable, Sendable {
    package let stream: Stream
    /// The last sequence seen.
    package let last: Int64
    /// The sequence of the message that would be given up, and every one before it.
    package let sequence: Int64
    /// Messages parked behind it.
    package let waiting: Int64
}

extension OperatorDesk {
    /// Nil where the stream is past this message, or the message has no place in one. Locks the stream.
    func block(by letter: DeadLetter) throws(Failure) -> StreamBlock? {
        guard let source = letter.source, let subject = letter.subject, let sequence = letter.sequence else { return nil }
        let stream = Stream(source: source, subject: subject)
        return try block(stream, at: sequence)
    }

    func block(_ stream: Stream, at sequence: Int64) throws(Failure) -> StreamBlock? {
        guard let place = try StreamsTable.send([stream], to: session) else { return nil }
        let last = try StreamsTable.last(place, in: try session.finish())[stream] ?? 0
        guard last < sequence else { return nil }
        let waiting = try ask(.waitingBehind) {
            $0.value(stream.source)
            $0.value(stream.subject)
            $0.value(sequence)
        }.first?.integer("waiting")
        return StreamBlock(stream: stream, last: last, sequence: sequence, waiting: waiting ?? 0)
    }

    /// Gives up all up to this sequence, and frees what waited for that. Returns how many messages were freed.
    func advance(_ stream: Stream, to sequence: Int64) throws(Failure) -> Int {
        try StreamsTable.send([stream: sequence], to: session)
        return try session.finish().last?.affected ?? 0
    }
}

extension Statement {
    fileprivate static let waitingBehind = Statement(
        "parked:behind",
        """
        SELECT count(*) AS waiting FROM parked
        WHERE source = $1 AND subject = $2 AND sequence > $3 AND due_at IS NULL
        """)
}
