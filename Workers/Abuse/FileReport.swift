package import Core

/// abuse.case.reported -> AbuseCase, the open one under its key, or a new one
package enum FileReport: Decider {
    package static func reference(of input: CaseReported) -> Reference {
        .columnElse("open_key", input.opening?.key ?? "", id: input.abuseCase)
    }

    package static func decide(
        _ input: CaseReported, given state: AbuseCase?, in circumstances: Circumstances
    ) -> Decision<AbuseCase.Happening> {
        AbuseCase.add(input, given: state, in: circumstances)
    }
}
