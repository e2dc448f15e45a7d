/// Bytes worth keeping as they came: the raw text of a report, a certificate. Written once, under its id, and never changed.
package struct Document: Hashable, Sendable {
    package var id: String
    /// What it belongs to: `report/6b1f…`.
    package var subject: String
    package var mediaType: String
    package var bytes: [UInt8]
    /// When it may be forgotten; nil: never by itself.
    package var purge: Moment?

    package init(id: String, subject: String, mediaType: String, bytes: [UInt8], purge: Moment? = nil) {
        self.id = id
        self.subject = subject
        self.mediaType = mediaType
        self.bytes = bytes
        self.purge = purge
    }
}
