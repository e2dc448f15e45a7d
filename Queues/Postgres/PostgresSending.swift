import CPostgres
import Core

extension PostgresParameters {
    /// Hands the parameters to libpq, which copies them. False where the connection is gone.
    /// - Parameter name: of the prepared statement.
    func send(under name: String, over connection: OpaquePointer) -> Bool {
        let lengths = spans.map { Int32($0.length) }
        let formats = spans.map { Int32($0.isBinary ? 1 : 0) }
        return bytes.withUnsafeBufferPointer { buffer in
            guard let base = UnsafeRawPointer(buffer.baseAddress) else { return false }
            let values = spans.map { span in
                span.length < 0 ? nil : (base + span.start).assumingMemoryBound(to: CChar.self)
            }
            return PQsendQueryPrepared(connection, name, Int32(spans.count), values, lengths, formats, 1) == 1
        }
    }
}

extension PostgresError {
    init(_ result: OpaquePointer, about statement: Statement?) {
        func field(_ letter: Unicode.Scalar) -> String? {
            PQresultErrorField(result, Int32(letter.value)).map { String(cString: $0) }
        }
        self.init(
            state: field("C") ?? "", message: field("M") ?? "the database connection was lost", constraint: field("n"),
            column: field("c"), table: field("t") ?? statement?.table ?? "")
    }
}
