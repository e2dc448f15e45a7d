package import Core

/// abuse.appeal.filed -> AbuseCase
package enum FileAppeal: Decider {
    package static func reference(of input: AppealFiled) -> Reference { .id(input.abuseCase) }

    package static func decide(
        _ input: AppealFiled, given state: AbuseCase?, in circumstances: Circumstances
    ) -> Decision<AbuseCase.Happening> {
        AbuseCase.appeal(input, given: state, in: circumstances)
    }
}
