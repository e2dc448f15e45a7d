package import Core

/// abuse.answer.wanted -> Correspondence
package enum AnswerReporter: Decider {
    package static func reference(of input: AnswerWanted) -> Reference { .id(input.correspondence) }

    package static func decide(
        _ input: AnswerWanted, given state: Correspondence?, in circumstances: Circumstances
    ) -> Decision<Correspondence.Happening> {
        Correspondence.answer(input, given: state, in: circumstances)
    }
}
