package import Core

/// abuse.case.closed -> AbuseCase, and the judgement of its reporters
package enum CloseCase: Decider {
    package static func reference(of input: CaseClosed) -> Reference { .id(input.abuseCase) }

    package static func decide(
        _ input: CaseClosed, given state: AbuseCase?, in circumstances: Circumstances
    ) -> Decision<AbuseCase.Happening> {
        AbuseCase.close(input, given: state, in: circumstances)
    }
}
