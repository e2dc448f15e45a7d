import Core

/// One `Received` field (RFC 5321, section 4.4), as far as it names who gave the mail to whom.
struct ReceivedLine {
    /// The address that the receiving host saw, never the name the sender gave for itself.
    let source: IPAddress?
    /// The receiving host, in lower case.
    let host: String?
    /// What follows the last semicolon.
    private let date: String?

    var at: Moment? { date.flatMap(MailText.moment) }

    init(_ field: String) {
        let semicolon = field.lastIndex(of: ";")
        let trace = field[..<(semicolon ?? field.endIndex)]
        date = semicolon.map { String(field[field.index(after: $0)...]) }
        let words = ReceivedLine.words(of: trace)
        let by = words.firstIndex { $0.depth == 0 && $0.text.lowercased() == "by" }
        host = by.flatMap { words.indices.contains($0 + 1) ? words[$0 + 1].text.lowercased() : nil }
        let from = words.first.map { $0.text.lowercased() == "from" } == true ? words[1..<max(1, by ?? words.count)] : []
        source = ReceivedLine.source(in: Array(from))
    }

    /// The last address in a comment is the peer's. What follows `helo` is the sender's own word, and so is the name after
    /// `from`, which counts only in brackets and where no comment has an address.
    private static func source(in words: [Word]) -> IPAddress? {
        var seen: IPAddress?
        var isClaim = false
        for word in words {
            let text = word.text.lowercased()
            if text == "helo" || text == "ehlo" {
                isClaim = true
                continue
            }
            defer { isClaim = false }
            guard !isClaim, word.depth > 0 || word.isBracketed else { continue }
            guard let address = IPAddress(text.hasPrefix("ipv6:") ? text.dropFirst(5) : text[...]) else { continue }
            if word.depth > 0 || seen == nil { seen = address }
        }
        return seen
    }

    private struct Word {
        let text: String
        /// Comments around it.
        let depth: Int
        let isBracketed: Bool
    }

    private static func words(of trace: Substring) -> [Word] {
        var words: [Word] = []
        var text = ""
        var depth = 0
        var isBracketed = false
        func end() {
            if !text.isEmpty { words.append(Word(text: text, depth: depth, isBracketed: isBracketed)) }
            text = ""
        }
        for character in trace.unicodeScalars {
            switch character {
            case "(":
                end()
                depth += 1
            case ")":
                end()
                depth = max(0, depth - 1)
            case "[":
                end()
                isBracketed = true
            case "]":
                end()
                isBracketed = false
            case " ", "\t", "=", ",", "<", ">", "\"": end()
            default: text.unicodeScalars.append(character)
            }
        }
        end()
        return words
    }
}

/// The `Received` fields of one mail, topmost first.
struct ReceivedTrail {
    /// Where the mail came from, as the host that complains saw it: the topmost line with a public address, for the lines
    /// above it are that host's own hops. Without any, the topmost line with an address that is no loopback.
    let origin: ReceivedLine?

    init(_ fields: MailFields) {
        var inner: ReceivedLine?
        for field in fields.values(of: "received").prefix(30) {
            let line = ReceivedLine(field)
            guard let source = line.source, !ReceivedTrail.isLoopback(source) else { continue }
            if ReceivedTrail.isPublic(source) {
                origin = line
                return
            }
            inner = inner ?? line
        }
        origin = inner
    }

    private static func isLoopback(_ address: IPAddress) -> Bool { loopback.contains { $0.contains(address) } }

    private static func isPublic(_ address: IPAddress) -> Bool {
        !isLoopback(address) && !inside.contains { $0.contains(address) }
    }

    private static let loopback = ["127.0.0.0/8", "::1", "0.0.0.0/8", "::"].compactMap { IPPrefix($0) }
    private static let inside = [
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "fc00::/7", "fe80::/10",
    ]
    .compactMap { IPPrefix($0) }
}
