package import Core

/// Fetches a document from the store and looks at it.
package final class InspectionEffect: Effect {
    private let documents: any DocumentStore
    private let inspector: Inspector

    package init(_ documents: any DocumentStore, _ inspector: Inspector) {
        self.documents = documents
        self.inspector = inspector
    }

    package func perform(
        _ command: InspectCertificate, key: String, attend: () -> Void
    ) throws(Failure) -> InspectionReport {
        guard let found = try documents.get(command.document) else {
            throw .malformed(field: "documentId", message: "no such document is in the store, or its time was over")
        }
        var cost = Inspector.Cost()
        var report = try inspector.look(at: found.bytes, asked: InspectionAsked(command), cost: &cost, attend: attend)
        report.size = found.about.size
        report.sha256 = found.about.sha256
        return report
    }
}
