package import Core
import Queues

/// A document store that forgets everything at its end.
package final class MemoryDocuments: DocumentStore {
    private var kept: [String: Document] = [:]
    private let now: Moment

    package init(now: Moment) {
        self.now = now
    }

    package func put(_ document: Document) throws(Failure) -> StoredDocument {
        if kept[document.id] == nil { kept[document.id] = document }
        return about(kept[document.id] ?? document)
    }

    package func get(_ id: String) throws(Failure) -> (about: StoredDocument, bytes: [UInt8])? {
        guard let document = kept[id], document.purge.map({ $0 > now }) ?? true else { return nil }
        return (about(document), document.bytes)
    }

    package func close() {}

    private func about(_ document: Document) -> StoredDocument {
        StoredDocument(
            id: document.id, subject: document.subject, mediaType: document.mediaType, size: document.bytes.count,
            sha256: Digest(of: document.bytes).text, receivedAt: now, purge: document.purge)
    }
}
