/// The outside world, one adapter per kind of effect. Belongs to the thread of its worker.
package protocol Effect<Command, Observation>: AnyObject {
    associatedtype Command: Message
    associatedtype Observation: Sendable

    /// Performs the command under `key`: the same key twice has the effect of once, as far as the world allows.
    /// Calls `attend` at least once a second. Throws `transient` (try again), `malformed` (this command can never work) or
    /// `fatal` (the adapter is misconfigured). What it returns was observed, not hoped.
    func perform(_ command: Command, key: String, attend: () -> Void) throws(Failure) -> Observation
}
