/// What a reporter signed a report with: Ed25519 over its raw bytes.
package struct ReportSignature: Hashable, Sendable {
    package var keyId: String
    /// 64 bytes.
    package var value: [UInt8]

    package init(keyId: String, value: [UInt8]) {
        self.keyId = keyId
        self.value = value
    }

    /// Throws what is wrong with it.
    init(_ object: Object) throws(Unfit) {
        guard let keyId = object["keyId"]?.string, Form.plain(keyId, limit: AbuseKey.limit) != nil else {
            throw Unfit(field: "signature.keyId", remedy: "give the id of a key: isp.example/2026")
        }
        guard let value = object["value"]?.string.flatMap({ Base64.bytes(of: $0, limit: 64) }), value.count == 64 else {
            throw Unfit(field: "signature.value", remedy: "give the 64 bytes of an Ed25519 signature in base64")
        }
        self.init(keyId: keyId, value: value)
    }

    struct Unfit: Error {
        let field: String
        let remedy: String

        var reason: Reason {
            Reason(rule: "ABU-7", field: field, message: "“\(field)” is missing or does not fit", remedy: remedy)
        }
    }

    /// Whom a signature proves, or why it proves nobody.
    package enum Finding: Hashable, Sendable {
        /// There is none.
        case absent
        case proves(reporter: String, key: String)
        /// As good as forged: of an honest reporter nothing is signed wrongly.
        case fails(String)
    }

    /// A key counts at the instant of the decision: what a report says of its own time may be as false as the rest.
    package static func finding(
        _ signature: ReportSignature?, of raw: [UInt8], _ policy: AbusePolicy, in circumstances: Circumstances
    ) -> Finding {
        guard let signature else { return .absent }
        let name = PlainLine.of(signature.keyId, limit: 100) ?? ""
        guard let key = policy.keys.first(where: { $0.id == signature.keyId }) else {
            return .fails("no key “\(name)” is known")
        }
        guard key.counts(at: circumstances.now) else { return .fails("key “\(name)” does not count now") }
        guard circumstances.verify(signature.value, raw, key.bytes) else {
            return .fails("the signature is not of key “\(name)”, or not of these bytes")
        }
        return .proves(reporter: key.reporter, key: name)
    }
}
