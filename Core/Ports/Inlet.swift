/// The deliveries of one queue. Belongs to the thread of its worker; every call serves heartbeats.
///
/// A failure is `transient` (connection, channel or consumer lost: make a new inlet) or `fatal` (credentials, topology).
package protocol Inlet: Attendant {
    /// What has arrived, at most `limit`, without waiting for company; waits up to `patience` for the first.
    /// Empty where nothing came. Order is the broker's.
    func take(upTo limit: Int, within patience: Pause) throws(Failure) -> [Delivery]

    /// Acknowledges this delivery and every earlier one of its epoch. A token of another epoch changes nothing.
    func acknowledge(through token: DeliveryToken) throws(Failure)

    /// Throws where the connection, the channel or the consumer is lost; else changes nothing.
    func check() throws(Failure)

    /// Gives up consuming: what was taken can still be acknowledged, what was not goes back to the queue on `close`.
    func cancel() throws(Failure)

    func close()
}

/// Something with a connection of its own that needs a look now and then while its thread waits for something else.
package protocol Attendant: AnyObject {
    /// Becomes readable when a look is due; -1 when there is none.
    var descriptor: Int32 { get }
    /// Reads what is there and serves heartbeats, without waiting. Failures show at the next call of substance.
    func attend()
}
