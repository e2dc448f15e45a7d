/// A password's scrypt hash as the edge made it, in PHC form: `$scrypt$ln=17,r=8,p=1$salt$hash` (unpadded base64).
package enum ScryptHash {
    /// True where N is 2^14 to 2^20, r 8 to 32 and p 1 to 16 (what a login can afford, and no less than OWASP's
    /// password storage sheet starts from), the salt has 8 to 64 bytes (the PHC rule) and the hash 16 to 64.
    package static func isAcceptable(_ text: String) -> Bool {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard text.utf8.count <= 300, parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt",
            let (ln, r, p) = parameters(parts[2]), (14...20).contains(ln), (8...32).contains(r), (1...16).contains(p)
        else { return false }
        return (8...64).contains(decodedLength(parts[3]) ?? 0) && (16...64).contains(decodedLength(parts[4]) ?? 0)
    }

    private static func parameters(_ text: Substring) -> (ln: Int, r: Int, p: Int)? {
        let pairs = text.split(separator: ",", omittingEmptySubsequences: false)
        guard pairs.count == 3, pairs[0].hasPrefix("ln="), pairs[1].hasPrefix("r="), pairs[2].hasPrefix("p="),
            let ln = decimal(pairs[0].dropFirst(3)), let r = decimal(pairs[1].dropFirst(2)),
            let p = decimal(pairs[2].dropFirst(2))
        else { return nil }
        return (ln, r, p)
    }

    /// A PHC string writes its numbers without sign and leading zeros.
    private static func decimal(_ text: Substring) -> Int? {
        guard let first = text.utf8.first, (0x31...0x39).contains(first) else { return nil }
        return Int(text)
    }

    /// Bytes that unpadded base64 text stands for, or nil where it is none.
    private static func decodedLength(_ text: Substring) -> Int? {
        guard text.utf8.count % 4 != 1,
            text.utf8.allSatisfy({
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2B
                    || $0 == 0x2F
            })
        else { return nil }
        return text.utf8.count * 3 / 4
    }
}
