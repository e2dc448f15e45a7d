package import Core

/// An effect's command, read. Performing it gives the work that reports it.
struct EffectWork {
    let retries: RetryPolicy
    let perform: (_ attend: () -> Void) throws(Failure) -> Work
    /// The report of a command that will not be tried again.
    let failure: (String) -> Work
}

extension Duty {
    /// Without an adapter the duty can be declared, but not done.
    package convenience init<E: Effector>(_ effector: E.Type, adapter: (any Effect<E.Command, E.Observation>)?) {
        self.init(E.Command.self, E.State.self) { command in
            let report = { (outcome: EffectOutcome<E.Observation>) in
                Work(reference: E.reference(of: command), asks: E.asks(of: command)) { (subject, circumstances) throws(Failure) in
                    try Outcome(of: E.State.self, subject, at: circumstances.now) { state in
                        E.report(outcome, of: command, given: state, in: circumstances)
                    }
                }
            }
            return .effect(
                EffectWork(
                    retries: E.retries,
                    perform: { attend throws(Failure) in
                        guard let adapter else { throw .fatal("\(E.Command.type) has no adapter") }
                        return report(.observed(try adapter.perform(command, key: E.key(of: command), attend: attend)))
                    },
                    failure: { report(.failed($0)) }))
        }
    }
}
