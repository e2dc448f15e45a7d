package import Core

/// One effect on the outside world: how it is reported once it was observed, and how often it is tried.
package protocol Effector {
    associatedtype Command: Message
    associatedtype Observation: Sendable
    associatedtype State: Entity

    static var retries: RetryPolicy { get }
    static func reference(of command: Command) -> Reference
    /// What the report needs to know besides: answered in `Circumstances.answers`.
    static func asks(of command: Command) -> [Ask]
    /// The adapter's key: the same for every try of one command.
    static func key(of command: Command) -> String
    static func report(
        _ outcome: EffectOutcome<Observation>, of command: Command, given state: State?, in circumstances: Circumstances
    ) -> Decision<State.Happening>
}

extension Effector {
    package static func asks(of command: Command) -> [Ask] { [] }
}
