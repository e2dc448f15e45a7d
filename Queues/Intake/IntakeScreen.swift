/// What is looked at in the bytes before the MIME library sees them: only what would cost it too much time or stack.
enum IntakeScreen {
    /// The mail with line feeds, and without the line that a mailbox file puts first.
    static func prepared(_ raw: [UInt8]) -> [UInt8] {
        var bytes = raw
        if bytes.contains(0x0D), !bytes.contains(0x0A) { bytes = bytes.map { $0 == 0x0D ? 0x0A : $0 } }
        return withoutMailboxLine(bytes)
    }

    /// Mailbox files begin a mail with `From sender date`; a quoted one has `>` before it.
    static func withoutMailboxLine(_ bytes: [UInt8]) -> [UInt8] {
        let start = bytes.firstIndex { $0 != 0x0A && $0 != 0x0D } ?? 0
        let head = bytes[start...].prefix(6)
        guard head.starts(with: "From ".utf8) || head.starts(with: ">From ".utf8),
            let end = bytes[start...].firstIndex(of: 0x0A)
        else { return start == 0 ? bytes : Array(bytes[start...]) }
        return Array(bytes[(end + 1)...])
    }

    /// The limit that a mail breaks before it is parsed.
    static func brokenLimit(_ bytes: [UInt8]) -> String? {
        if mentions(of: Array("boundary".utf8), in: bytes) > IntakeLimits.boundaries { return "boundaries" }
        return hasTooManyGroups(bytes) ? "groups" : nil
    }

    static func colons(in text: String) -> Int { text.utf8.count { $0 == 0x3A } }

    private static func mentions(of word: [UInt8], in bytes: [UInt8]) -> Int {
        bytes.withUnsafeBufferPointer { bytes in
            guard bytes.count >= word.count else { return 0 }
            var count = 0
            for start in 0...(bytes.count - word.count) where bytes[start] | 0x20 == word[0] {
                var length = 1
                while length < word.count, bytes[start + length] | 0x20 == word[length] { length += 1 }
                if length == word.count { count += 1 }
            }
            return count
        }
    }

    /// Whether a line that may be an address field goes on, over its folded lines, with more colons than any list of people.
    private static func hasTooManyGroups(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { bytes in
            var counts = false
            var colons = 0
            var isLineStart = true
            for place in 0..<bytes.count {
                let byte = bytes[place]
                if isLineStart, byte != 0x20, byte != 0x09 {
                    counts = isAddressField(bytes, at: place)
                    colons = 0
                }
                isLineStart = byte == 0x0A
                if counts, byte == 0x3A {
                    colons += 1
                    if colons > IntakeLimits.groups { return true }
                }
            }
            return false
        }
    }

    private static let addressFields = ["to", "cc", "bcc", "from", "sender", "reply-to", "resent-"].map { Array($0.utf8) }

    private static func isAddressField(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
        switch bytes[place] | 0x20 {
        case UInt8(ascii: "t"), UInt8(ascii: "c"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "s"), UInt8(ascii: "r"):
            return addressFields.contains { name in
                place + name.count <= bytes.count && name.indices.allSatisfy { bytes[place + $0] | 0x20 == name[$0] }
            }
        default: return false
        }
    }
}
