/// How a command to the outside world ended.
package enum EffectOutcome<Observation: Sendable>: Sendable {
    case observed(Observation)
    /// It can never work, or all tries failed.
    case failed(String)
}
