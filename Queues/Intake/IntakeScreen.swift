/// What is looked at in the bytes before the MIME library sees them: only what would cost it too much time, stack or memory.
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
    static func brokenLimit(_ bytes: [UInt8], memory: Int = IntakeLimits.memory) -> String? {
        if mentions(of: Array("boundary".utf8), in: bytes) > IntakeLimits.boundaries { return "boundaries" }
        let cost = IntakeCost(of: bytes)
        if cost.colons > IntakeLimits.groups { return "groups" }
        if cost.steps > IntakeLimits.steps { return "addresses" }
        return cost.memory > memory ? "memory" : nil
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
}
