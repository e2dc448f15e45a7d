/// A key with which a reporter signs its reports: Ed25519 (RFC 8032).
package struct AbuseKey: Hashable, Sendable {
    /// `isp.example/2026`: the reporter, and a name of the key among its keys.
    package var id: String
    /// The reporter's domain: the same reporter as one that a mail host proves under it.
    package var reporter: String
    package var bytes: [UInt8]
    package var from: Moment
    /// Exclusive; nil: until further notice.
    package var to: Moment?

    package init(id: String, reporter: String, bytes: [UInt8], from: Moment, to: Moment? = nil) {
        self.id = id
        self.reporter = reporter
        self.bytes = bytes
        self.from = from
        self.to = to
    }

    init(from form: inout Form) {
        id = form.text("id", "the reporter, a slash and a name of the key: isp.example/2026", limit: AbuseKey.limit)
        reporter = form.text("reporter", "the reporter's domain", limit: 253).lowercased()
        let text = form.text("publicKey", "the Ed25519 key: 32 bytes in base64", limit: 44)
        bytes = Base64.bytes(of: text, limit: 32) ?? []
        from = form.moment("from", "from when its signatures count")
        to = form.optionalMoment("to", "from when they count no longer")
        // A reporter's record is asked for before any policy is looked at, so the id must tell whose it is.
        if AbuseKey.reporter(of: id) != reporter {
            form.refuse("id", "the key's id does not name its reporter", remedy: "write “\(reporter)/” and a name of the key")
        }
        if bytes.count != 32 || AbuseKey.isWeak(bytes) {
            form.refuse(
                "publicKey", "it is no Ed25519 key, or one under which anybody can sign", remedy: "give the 32 bytes in base64")
        }
        if let to, to <= from { form.refuse("to", "the key ends before it begins", remedy: "give a later instant") }
    }

    /// Characters of an id.
    package static let limit = 320

    package func counts(at moment: Moment) -> Bool { from <= moment && to.map { moment < $0 } ?? true }

    /// The reporter that a key's id names; nil where it names none.
    package static func reporter(of id: String) -> String? {
        let parts = id.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && !parts[1].isEmpty ? parts[0].lowercased() : nil
    }

    /// The points of small order, in every spelling: under them a signature of anything is found by a few tries, and zeros
    /// are what a sample is filled with.
    static func isWeak(_ key: [UInt8]) -> Bool {
        guard let last = key.last else { return true }
        let point = key.dropLast() + [last & 0x7F]
        return weak.contains(Array(point))
    }

    private static let weak: Set<[UInt8]> = {
        let most = [UInt8](repeating: 0xFF, count: 30) + [0x7F]
        let orderOfEight = [
            "JuiVj8KyJ7BFw/SJ8u+Y8NXfrAXTxjM5sTgCiG1T/AU=", "xxdqcD1N2E+6PAt2DRBnDyogU/osOczGTsf9d5KsA3o=",
        ]
        return Set(
            [[0], [1]].map { $0 + [UInt8](repeating: 0, count: 31) } + [0xEC, 0xED, 0xEE].map { [$0] + most }
                + orderOfEight.compactMap { Base64.bytes(of: $0, limit: 32) })
    }()
}
