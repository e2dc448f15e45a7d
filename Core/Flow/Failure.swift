/// Every failure is one of four, because there are exactly four treatments.
package enum Failure: Error, Hashable, Sendable {
    /// These bytes will never be an event. Dead-lettered at once; a retry would only burn time.
    case malformed(field: String, message: String)
    /// The world may heal: connection lost, deadlock, a version moved on. Retried with backoff.
    case transient(String)
    /// A constraint of the database refused one message's writes. That message is decided again, knowing the constraint.
    case conflict(constraint: String, message: String)
    /// Our mistake: missing table, wrong password. The worker stops, and acknowledges nothing.
    case fatal(String)

    package var message: String {
        switch self {
        case .malformed(let field, let message): "\(field): \(message)"
        case .transient(let message), .fatal(let message): message
        case .conflict(let constraint, let message): "\(constraint): \(message)"
        }
    }
}
