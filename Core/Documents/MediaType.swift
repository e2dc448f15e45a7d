/// The kinds of documents that are accepted, told by their first bytes, never by their name.
package enum MediaType: String, CaseIterable, Sendable {
    case pdf = "application/pdf"
    case png = "image/png"
    case jpeg = "image/jpeg"

    /// Nil where the bytes are none of these.
    package init?(of bytes: some Collection<UInt8>) {
        let start = Array(bytes.prefix(Self.headerReach))
        if start.starts(with: PNG.signature) {
            self = .png
        } else if start.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if Self.hasHeader(start) {
            self = .pdf
        } else {
            return nil
        }
    }

    /// `PDF, PNG, JPEG`
    package static let names = "PDF, PNG, JPEG"

    /// Readers look for the header of a PDF so far into the file (ISO 32000, annex H).
    private static let headerReach = 1024

    private static func hasHeader(_ start: [UInt8]) -> Bool {
        let header = Array("%PDF-".utf8)
        return start.indices.contains { start[$0...].starts(with: header) }
    }
}
