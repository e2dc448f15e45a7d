/// An outside world that is set rather than asked for, many things at a time: doing a command again changes nothing, and of
/// several on one thing the last counts. So it needs no lease, and a batch of commands is one act.
package protocol CollectiveEffect<Command, Observation>: AnyObject {
    associatedtype Command: Message
    associatedtype Observation: Sendable

    /// Performs the commands in their order and returns what was observed of each, in the same order. Calls `attend` at least
    /// once a second. Throws `transient` (all of it is tried again) or `fatal` (the adapter is misconfigured).
    func perform(_ commands: [Command], attend: () -> Void) throws(Failure) -> [EffectOutcome<Observation>]
}
