import Core

/// A complaint in prose. A person reads it; what looks like an address in it is shown, never acted on.
enum ComplaintReading {
    static func reading(_ mail: OpenedMail) -> ReportReading {
        ReportReading(
            kind: .mail, sourceText: sourceText(mail), reporter: mail.reporter(), subject: mail.subject, problems: mail.problems)
    }

    private static func sourceText(_ mail: OpenedMail) -> String? {
        if let found = mail.subject.flatMap({ firstAddress(in: Array($0.utf8)) }) { return found }
        for part in mail.tree.parts.prefix(5) where part.type.name.hasPrefix("text/") {
            if let found = part.decoded().flatMap({ firstAddress(in: Array($0.prefix(reach))) }) { return found }
        }
        return nil
    }

    /// Bytes of a text that are searched.
    private static let reach = 64 << 10

    private static func firstAddress(in text: [UInt8]) -> String? {
        for word in text.split(whereSeparator: { !isPart($0) }) where (7...45).contains(word.count) {
            let trimmed = word.drop { $0 == 0x2E }
            let end = trimmed.lastIndex { $0 != 0x2E && $0 != 0x3A } ?? trimmed.startIndex
            if let address = IPAddress(String(decoding: trimmed[...end], as: UTF8.self)) { return address.description }
        }
        return nil
    }

    private static func isPart(_ byte: UInt8) -> Bool {
        (0x30...0x3A).contains(byte) || byte == 0x2E || (0x61...0x66).contains(byte | 0x20)
    }
}
