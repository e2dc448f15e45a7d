package import Core

/// abuse.reporter.judged -> Reporter
package enum JudgeReporter: Decider {
    package static func reference(of input: ReporterJudged) -> Reference { .id(input.reporter) }

    package static func decide(
        _ input: ReporterJudged, given state: Reporter?, in circumstances: Circumstances
    ) -> Decision<Reporter.Happening> {
        Reporter.judge(input)
    }
}
