package import Core

/// Works through one queue, step by step.
package protocol Runner {
    /// Does the next step; waits up to `patience` where there is nothing to take, and returns nil then.
    mutating func step(patience: Pause) throws(Failure) -> Step?
    /// True where nothing is in hand.
    var isIdle: Bool { get }
    /// Goes on over another connection to the database, with what is in hand.
    mutating func adopt(_ store: any Store)
}

extension BatchRunner: Runner {}
extension EffectRunner: Runner {}
extension Drain: Runner {}
