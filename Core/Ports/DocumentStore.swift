/// Where the bytes of documents lie: PostgreSQL by default, an object store by another adapter. Belongs to one thread.
///
/// Throws `transient` where the store is away, `malformed` for bytes it cannot keep, `fatal` where it is misconfigured.
package protocol DocumentStore: AnyObject {
    /// Keeps the bytes under the document's id. The same id again changes nothing: the answer tells what is kept there.
    func put(_ document: Document) throws(Failure) -> StoredDocument

    /// Nil where there is none of this id, or its time was over.
    func get(_ id: String) throws(Failure) -> (about: StoredDocument, bytes: [UInt8])?

    func close()
}

/// What is known of a document without its bytes: the first link of its chain of custody (VER-13).
package struct StoredDocument: Hashable, Sendable {
    package var id: String
    package var subject: String
    package var mediaType: String
    package var size: Int
    /// SHA-256 at receipt, in hexadecimal.
    package var sha256: String
    package var receivedAt: Moment
    package var purge: Moment?

    package init(
        id: String, subject: String, mediaType: String, size: Int, sha256: String, receivedAt: Moment, purge: Moment?
    ) {
        self.id = id
        self.subject = subject
        self.mediaType = mediaType
        self.size = size
        self.sha256 = sha256
        self.receivedAt = receivedAt
        self.purge = purge
    }
}
