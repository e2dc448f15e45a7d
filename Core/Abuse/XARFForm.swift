/// The shapes that XARF gives to texts.
enum XARFForm: Sendable {
    case instant, day, uuid, email, host, uri, address, address4, address6
    /// `4.2.0`
    case version
    /// `namespace:predicate`
    case tag
    /// `sha256:9f86…`
    case hash
    case digits16(count: Int)
    case cve, cvss3, magnet
    /// `FR`, `EUR`
    case capitals(count: Int)
    /// `fr`, `fr-CH`
    case language
    /// A domain in lower case.
    case domain

    func holds(for text: String) -> Bool {
        switch self {
        case .instant: Moment(rfc3339: text) != nil
        case .day: Day(iso8601: text) != nil
        case .uuid: UUIDText.canonical(text) != nil
        case .email: EmailAddress.normalised(text) != nil
        case .host: XARFForm.isHost(text)
        case .uri: XARFForm.isURI(text)
        case .address: IPAddress(text) != nil
        case .address4: IPAddress(text) != nil && !text.utf8.contains(UInt8(ascii: ":"))
        case .address6: IPAddress(text) != nil && text.utf8.contains(UInt8(ascii: ":"))
        case .version: XARFForm.isVersion(text)
        case .tag: XARFForm.isTag(text)
        case .hash: XARFForm.isHash(text)
        case .digits16(let count): text.utf8.count == count && text.utf8.allSatisfy(XARFForm.isDigit16)
        case .cve: XARFForm.isCVE(text)
        case .cvss3: text.hasPrefix("CVSS:3.0/") || text.hasPrefix("CVSS:3.1/")
        case .magnet: text.hasPrefix("magnet:?xt=urn:")
        case .capitals(let count): text.utf8.count == count && text.utf8.allSatisfy { (0x41...0x5A).contains($0) }
        case .language: XARFForm.isLanguage(text)
        case .domain: XARFForm.isHost(text) && text.contains(".") && text == text.lowercased()
        }
    }

    var meaning: String {
        switch self {
        case .instant: "an RFC 3339 instant"
        case .day: "a day (2026-11-21)"
        case .uuid: "a UUID"
        case .email: "an e-mail address"
        case .host: "a host name"
        case .uri: "a URI"
        case .address: "an IP address"
        case .address4: "an IPv4 address"
        case .address6: "an IPv6 address"
        case .version: "a version of XARF 4 (4.2.0)"
        case .tag: "a tag (namespace:predicate), in lower case"
        case .hash: "a hash (sha256:…), in hexadecimal"
        case .digits16(let count): "\(count) hexadecimal digits"
        case .cve: "a CVE number"
        case .cvss3: "a CVSS 3 vector"
        case .magnet: "a magnet link"
        case .capitals(let count): "a code of \(count) capital letters"
        case .language: "a language code"
        case .domain: "a domain in lower case"
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isDigit16(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
    }
    private static func isLower(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool { isLower(byte | 0x20) }

    private static func isHost(_ text: String) -> Bool {
        let labels = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return text.utf8.count <= 253
            && labels.allSatisfy { label in
                (1...63).contains(label.count) && label.first != 0x2D && label.last != 0x2D
                    && label.allSatisfy { isDigit($0) || isLetter($0) || $0 == 0x2D }
            }
    }

    /// A scheme, a colon, and printable ASCII.
    private static func isURI(_ text: String) -> Bool {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")), let first = text.utf8.first, isLetter(first) else {
            return false
        }
        return text.utf8[..<colon].allSatisfy { isDigit($0) || isLetter($0) || [0x2B, 0x2D, 0x2E].contains($0) }
            && text.utf8.index(after: colon) < text.utf8.endIndex
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"\"<>\\^`{|}".utf8.contains($0) }
    }

    private static func isVersion(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count == 3 && Array(parts[0]) == [0x34] && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(isDigit) }
    }

    private static func isTag(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        let isPlain = { (byte: UInt8) in isDigit(byte) || isLower(byte) }
        return parts.count == 2
            && parts.allSatisfy { part in
                part.first.map(isPlain) == true && part.allSatisfy { isPlain($0) || "_+-".utf8.contains($0) }
            }
    }

    private static func isHash(_ text: String) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 2 && ["md5", "sha1", "sha256", "sha512"].contains(parts[0]) && !parts[1].isEmpty
            && parts[1].utf8.allSatisfy(isDigit16)
    }

    private static func isCVE(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.count == 3 && parts[0] == "CVE" && parts[1].utf8.count == 4 && parts[1].utf8.allSatisfy(isDigit)
            && !parts[2].isEmpty && parts[2].utf8.allSatisfy(isDigit)
    }

    private static func isLanguage(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return (1...2).contains(parts.count) && parts[0].utf8.count == 2 && parts[0].utf8.allSatisfy(isLower)
            && parts.dropFirst().allSatisfy { $0.utf8.count == 2 && $0.utf8.allSatisfy { (0x41...0x5A).contains($0) } }
    }
}
