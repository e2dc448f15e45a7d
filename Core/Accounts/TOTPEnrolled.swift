/// SEC-1: the app of the second factor was set up. The secret stays with the portal.
package struct TOTPEnrolled: Message {
    package static let type: EventType = "account.totp.enrolled"
    package static let producers: [Producer] = [.portal]
    package static let queue: QueueName = "guichet.account"
    package static let meaning =
        "An app for temporary codes (TOTP, RFC 6238) was set up; its secret stays with the portal (SEC-1)."

    package let account: String
    package let reference: String

    package init(from form: inout Form) {
        account = form.id("accountId", "the account")
        reference = form.secretReference(
            "secretRef", "the name under which the portal's store keeps the secret, never the secret")
    }
}

extension Form {
    /// A name in somebody else's store of secrets. What looks like a secret is refused, and quoted nowhere.
    package mutating func secretReference(_ name: String, _ meaning: String) -> String {
        read(Field(name, .secretReference, meaning), else: "") { SecretReference.isAcceptable($0) ? $0 : nil }
    }
}

/// Tells the name of a secret from a secret.
package enum SecretReference {
    package static let limit = 200

    /// Printable ASCII without spaces, and neither an `otpauth` URI nor base32 (RFC 4648) as such URIs and apps write secrets:
    /// 16 letters on end, four groups of capitals, or nothing but capitals and `=`.
    package static func isAcceptable(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard (1...limit).contains(bytes.count), bytes.allSatisfy({ (0x21...0x7E).contains($0) }) else { return false }
        let lower = text.lowercased()
        if lower.contains("otpauth") || lower.contains("secret=") || isCapitals(bytes) { return false }
        let words = bytes.split(whereSeparator: { !isAlphanumeric($0) })
        return !words.contains { $0.count >= 16 && $0.allSatisfy(isBase32) } && !isGrouped(bytes)
    }

    /// `MZXW6YTBOI======`: the whole of it.
    private static func isCapitals(_ bytes: [UInt8]) -> Bool {
        let letters = bytes.prefix { $0 != UInt8(ascii: "=") }
        let rest = bytes.dropFirst(letters.count)
        return rest.allSatisfy { $0 == UInt8(ascii: "=") } && letters.allSatisfy(isCapital)
            && (letters.count >= 8 || !rest.isEmpty)
    }

    /// `JBSW-Y3DP-EHPK-3PXP`, as people copy it.
    private static func isGrouped(_ bytes: [UInt8]) -> Bool {
        bytes.split(whereSeparator: { !isAlphanumeric($0) && $0 != UInt8(ascii: "-") }).contains { word in
            let groups = word.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
            return groups.count >= 4 && groups.dropLast().allSatisfy { $0.count == 4 }
                && groups.allSatisfy { (1...4).contains($0.count) && $0.allSatisfy(isCapital) }
        }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    private static func isCapital(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) || (0x32...0x37).contains(byte) }

    private static func isBase32(_ byte: UInt8) -> Bool { isCapital(byte) || (0x61...0x7A).contains(byte) }
}
