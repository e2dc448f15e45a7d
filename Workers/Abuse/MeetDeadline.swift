package import Core

/// abuse.case.due -> AbuseCase
package enum MeetDeadline: Decider {
    package static func reference(of input: CaseCameDue) -> Reference { .id(input.abuseCase) }

    package static func decide(
        _ input: CaseCameDue, given state: AbuseCase?, in circumstances: Circumstances
    ) -> Decision<AbuseCase.Happening> {
        AbuseCase.come(input, given: state, in: circumstances)
    }
}
