package import Core

/// One rule of the business: an event kind, the entity it is about, and the pure decision.
package protocol Decider {
    associatedtype Input: Message
    associatedtype State: Entity

    static func reference(of input: Input) -> Reference
    /// What the decision needs to know besides: answered in `Circumstances.answers`.
    static func asks(of input: Input) -> [Ask]
    /// `state` is nil where nothing has happened to the entity yet, or where a reference by column found nobody; in the
    /// latter case the decision must not record.
    static func decide(_ input: Input, given state: State?, in circumstances: Circumstances) -> Decision<State.Happening>
}

extension Decider {
    package static func asks(of input: Input) -> [Ask] { [] }
}
