package import Core

/// verification.fraud.suspected -> Verification, final by a second person
package enum SuspectFraud: Decider {
    package static func reference(of suspicion: FraudSuspected) -> Reference { .id(suspicion.company) }

    package static func asks(of suspicion: FraudSuspected) -> [Ask] { Verification.asks(of: suspicion) }

    package static func decide(
        _ suspicion: FraudSuspected, given verification: Verification?, in circumstances: Circumstances
    ) -> Decision<VerificationFact> {
        Verification.suspect(suspicion, given: verification, in: circumstances)
    }
}
