import Core

/// `starts`: which processes began work on a redelivered message.
enum StartsTable {
    static func note(
        _ mark: UInt128, queue: QueueName, by process: String, over session: PostgresSession
    ) throws(Failure) -> Int {
        try session.send(.noteStart) { parameters in
            parameters.value(mark)
            parameters.value(process)
            parameters.value(queue.name)
        }
        let count = try session.send(.countStarts) { $0.value(mark) }
        return Int(try session.finish()[count].int64(0, 0))
    }

    static func send(finished marks: [UInt128], to session: PostgresSession) throws(Failure) {
        if marks.isEmpty { return }
        try session.send(.finishStarts) { $0.array(marks) }
    }
}

extension Statement {
    fileprivate static let noteStart = Statement(
        "starts:note",
        "INSERT INTO starts (mark, process, queue) VALUES ($1::uuid, $2::text, $3::text) ON CONFLICT DO NOTHING")
    fileprivate static let countStarts = Statement("starts:count", "SELECT count(*) FROM starts WHERE mark = $1::uuid")
    /// Marks whose message never came again.
    static let forgetStarts = Statement(
        "starts:forget", "DELETE FROM starts WHERE started_at < $1::timestamptz - $2::integer * interval '1 day'")
    fileprivate static let finishStarts = Statement(
        "starts:finish", "DELETE FROM starts WHERE mark = ANY ($1::uuid[])")
}
