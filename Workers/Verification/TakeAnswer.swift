package import Core

/// verification.answered -> Verification, back in the queue
package enum TakeAnswer: Decider {
    package static func reference(of answer: VerificationAnswered) -> Reference { .id(answer.company) }

    package static func asks(of answer: VerificationAnswered) -> [Ask] { Verification.asks(of: answer) }

    package static func decide(
        _ answer: VerificationAnswered, given verification: Verification?, in circumstances: Circumstances
    ) -> Decision<VerificationFact> {
        Verification.answer(answer, given: verification, in: circumstances)
    }
}
