/// From what was seen in a document to its fact, and to the word for its verification.
extension Inspection {
    package static func completed(_ command: InspectCertificate, seeing report: InspectionReport) -> Decision<InspectionFact> {
        .record(
            [InspectionFact(InspectionAsked(command), report)],
            Consequences(send: [InspectionCompleted.outgoing(report, of: command)]))
    }

    package static func abandoned(_ command: InspectCertificate, because reason: String) -> Decision<InspectionFact> {
        completed(
            command,
            seeing: InspectionReport(.broken, alarms: [.inspectionFailed], evidence: ["it could not be inspected: \(reason)"]))
    }
}
