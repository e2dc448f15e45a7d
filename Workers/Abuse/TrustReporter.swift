package import Core

/// abuse.reporter.trusted -> Reporter
package enum TrustReporter: Decider {
    package static func reference(of input: ReporterTrusted) -> Reference { .id(input.reporter) }

    package static func decide(
        _ input: ReporterTrusted, given state: Reporter?, in circumstances: Circumstances
    ) -> Decision<Reporter.Happening> {
        Reporter.level(input, given: state)
    }
}
