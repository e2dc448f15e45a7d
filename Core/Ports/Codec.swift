/// Bytes to events and back. A value: any thread may use it.
package protocol Codec: Sendable {
    /// Opens a delivery: structured or binary CloudEvents. Throws `malformed`, naming the field.
    func open(_ delivery: Delivery, from queue: QueueName) throws(Failure) -> Opened
    /// An event as the pipeline publishes it: structured mode.
    func entry(for event: Event, exchange: String, routingKey: String) -> OutboxEntry
    /// The text of a value, for a document or an answer.
    func text(_ value: Value) -> String
    /// SHA-256, in hexadecimal.
    func digest(_ text: String) -> String
    /// Whether an Ed25519 signature (RFC 8032, 64 bytes) is of these bytes, by this public key (32 bytes).
    func verify(_ signature: [UInt8], of message: [UInt8], by key: [UInt8]) -> Bool
    /// What a report of abuse says. Never fails: what cannot be understood is `unreadable`.
    func report(_ raw: [UInt8], as format: ReportFormat) -> ReportReading
    /// The first 128 bits of the SHA-256 of a delivery's routing key and body: its start mark.
    func mark(of delivery: Delivery) -> UInt128
    /// Encrypts a body that carries a secret, for the time it waits in the database.
    func seal(_ body: [UInt8]) throws(Failure) -> [UInt8]
    func unseal(_ body: [UInt8]) throws(Failure) -> [UInt8]
    /// The token that a link carries, for this purpose and id; never stored.
    func token(purpose: String, id: String) -> String
}

/// An opened delivery.
package struct Opened: Hashable, Sendable {
    package var event: Event
    package var claim: Claim
    /// Failed tries so far, where the pipeline itself sent it round again.
    package var attempt: Int

    package init(event: Event, claim: Claim, attempt: Int) {
        self.event = event
        self.claim = claim
        self.attempt = attempt
    }
}
