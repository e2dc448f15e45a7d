package import Core

/// abuse.report.received -> AbuseReport, and what it says to its case
package enum ReceiveReport: Decider {
    package static func reference(of input: ReportReceived) -> Reference { .id(input.report) }

    package static func asks(of input: ReportReceived) -> [Ask] { AbuseReport.asks(of: input) }

    package static func decide(
        _ input: ReportReceived, given state: AbuseReport?, in circumstances: Circumstances
    ) -> Decision<AbuseReport.Happening> {
        AbuseReport.receive(input, given: state, in: circumstances)
    }
}
