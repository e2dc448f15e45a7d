package import Core

/// inspection.certificate -> one look at a document, and the Inspection that tells what was seen
package enum InspectDocument: Effector {
    /// Of our own failures alone: what a document does to its inspector is reported at once.
    package static let retries = RetryPolicy(attempts: 8, first: .seconds(1), longest: .minutes(5))

    package static func reference(of command: InspectCertificate) -> Reference { .id(command.document) }

    package static func key(of command: InspectCertificate) -> String { command.document }

    package static func report(
        _ outcome: EffectOutcome<InspectionReport>, of command: InspectCertificate, given inspection: Inspection?,
        in circumstances: Circumstances
    ) -> Decision<InspectionFact> {
        switch outcome {
        case .observed(let report): Inspection.completed(command, seeing: report)
        case .failed(let reason): Inspection.abandoned(command, because: reason)
        }
    }
}
