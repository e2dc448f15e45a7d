/// What one report may cost. Beyond these it is read as far as it goes, with a problem that names the limit.
enum IntakeLimits {
    /// Bytes of a report.
    static let raw = 2 << 20
    /// Multiparts inside each other.
    static let depth = 20
    static let parts = 200
    /// Header fields of one part.
    static let fields = 1000
    /// Bytes of one header field.
    static let field = 32 << 10
    /// Bytes of a part after decoding, where the part is read.
    static let decoded = 1 << 20
    /// Mentions of a boundary: each costs a comparison with every line of the mail.
    static let boundaries = 100
    /// Colons in one address field: each opens a group, and the library reads groups inside groups on its stack.
    static let groups = 500
    /// Commas of an address field times its bytes, all address fields together: a list of 1,000 people has 40 million.
    static let steps = 50_000_000
    /// Bytes that the library may take for a mail, and for one inside it.
    static let memory = 40 << 20
    static let innerMemory = 8 << 20
    /// Characters of a text that goes into the reading.
    static let text = 500
    /// Values of a JSON document.
    static let values = 20_000
}
