import Core

/// One `Authentication-Results` field (RFC 8601), read strictly: one error, and nothing of it counts.
struct AuthenticationField {
    private(set) var results: [AuthenticationResult] = []

    init?(_ field: String) {
        var reader = AuthenticationReader(field)
        guard let host = reader.value()?.lowercased(), !host.isEmpty else { return nil }
        if let version = reader.value(), version != "1" { return nil }
        while reader.take(";") {
            guard let method = reader.word()?.lowercased() else {
                // A field may end with its semicolon.
                guard reader.isAtEnd else { return nil }
                break
            }
            if method == "none", reader.isAtEnd { break }
            if reader.take("/") { guard let version = reader.word(), version == "1" else { return nil } }
            guard reader.take("="), let result = reader.word()?.lowercased() else { return nil }
            guard let domain = AuthenticationField.domain(method, &reader) else { return nil }
            guard AuthenticationField.methods.contains(method) else { continue }
            results.append(AuthenticationResult(host: host, method: method, result: result, domain: domain.first))
        }
        guard reader.isAtEnd else { return nil }
    }

    /// Reads the properties of one method: the domain it speaks of, or none; nil where they are malformed.
    private static func domain(_ method: String, _ reader: inout AuthenticationReader) -> [String]? {
        var found: (rank: Int, domain: String)?
        while let name = reader.word()?.lowercased() {
            if name == "reason" {
                guard reader.take("="), reader.value() != nil else { return nil }
                continue
            }
            guard reader.take("."), let property = reader.word()?.lowercased(), reader.take("="),
                let value = reader.value(ofProperty: true)
            else { return nil }
            guard let rank = (properties[method] ?? []).firstIndex(of: "\(name).\(property)"), rank < found?.rank ?? .max,
                let domain = value.split(separator: "@", omittingEmptySubsequences: false).last, !domain.isEmpty
            else { continue }
            found = (rank, domain.lowercased())
        }
        return found.map { [$0.domain] } ?? []
    }

    private static let methods: Set<String> = ["dkim", "spf", "dmarc"]
    /// Best first.
    private static let properties = [
        "dkim": ["header.d", "header.i"], "spf": ["smtp.mailfrom", "smtp.helo"], "dmarc": ["header.from"],
    ]
}

/// The words of RFC 8601, section 2.2, with comments and folding left out.
struct AuthenticationReader {
    private let bytes: [UInt8]
    private var place = 0
    private var isBroken = false

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    var isAtEnd: Bool {
        mutating get {
            skip()
            return place == bytes.count && !isBroken
        }
    }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        skip()
        guard place < bytes.count, bytes[place] == UInt8(ascii: character) else { return false }
        place += 1
        return true
    }

    /// A keyword.
    mutating func word() -> String? {
        skip()
        return run { ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x5F }
    }

    /// A value: a token, an address (`ofProperty`; signatures have `/` and `=` in them), or a quoted string.
    mutating func value(ofProperty: Bool = false) -> String? {
        skip()
        if place < bytes.count, bytes[place] == 0x22 { return quoted() }
        return run {
            (0x21...0x7E).contains($0) && !"()<>,;:\\\"[]?".utf8.contains($0)
                && (ofProperty || $0 != 0x40 && $0 != 0x2F && $0 != 0x3D)
        }
    }

    private mutating func run(_ fits: (UInt8) -> Bool) -> String? {
        let start = place
        while place < bytes.count, fits(bytes[place]) { place += 1 }
        return place > start ? String(decoding: bytes[start..<place], as: UTF8.self) : nil
    }

    private mutating func quoted() -> String? {
        var text: [UInt8] = []
        place += 1
        while place < bytes.count {
            switch bytes[place] {
            case 0x22:
                place += 1
                return String(decoding: text, as: UTF8.self)
            case 0x5C where place + 1 < bytes.count:
                text.append(bytes[place + 1])
                place += 2
            default:
                text.append(bytes[place])
                place += 1
            }
        }
        isBroken = true
        return nil
    }

    private mutating func skip() {
        while place < bytes.count {
            switch bytes[place] {
            case 0x20, 0x09: place += 1
            case 0x28: comment()
            default: return
            }
        }
    }

    private mutating func comment() {
        var depth = 0
        while place < bytes.count {
            switch bytes[place] {
            case 0x28: depth += 1
            case 0x29: depth -= 1
            case 0x5C: place += 1
            default: break
            }
            place += 1
            if depth == 0 { return }
        }
        place = bytes.count
        isBroken = true
    }
}
