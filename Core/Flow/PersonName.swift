/// People as events name them in `by`.
package enum PersonName {
    /// True where this is none of the others, as far as can be told: no spelling of one's own name makes a second person (SEC-10),
    /// be it by case, by signs, by the order of its words, or as an address with a tag or a name beside it.
    package static func isAnother(_ name: String, than others: [String?]) -> Bool {
        let own = plain(name)
        return !others.compactMap { $0.map(plain) }.contains {
            letters(of: $0) == letters(of: own) || words(of: $0) == words(of: own)
        }
    }

    /// What all spellings of one person have in common, as far as can be told: an account's id, a mailbox without its tag, or the
    /// name in lower case, without what cannot be seen.
    package static func plain(_ name: String) -> String {
        var text = String(String.UnicodeScalarView(name.unicodeScalars.compactMap(visible))).lowercased()
        if let open = text.lastIndex(of: "<"), let close = text.lastIndex(of: ">"), open < close {
            text = String(text[text.index(after: open)..<close])
        }
        for prefix in ["mailto:", "urn:uuid:"] where text.hasPrefix(prefix) { text = String(text.dropFirst(prefix.count)) }
        if let id = account(text) { return id }
        text = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard let at = text.lastIndex(of: "@") else { return text }
        return mailbox(String(text[..<at]), String(text[text.index(after: at)...]))
    }

    /// Full-width letters as they are meant; nothing for what has no shape.
    private static func visible(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        if (0xFF01...0xFF5E).contains(scalar.value) { return Unicode.Scalar(scalar.value - 0xFEE0) }
        return switch scalar.properties.generalCategory {
        case .format, .control: nil
        default: scalar.properties.isDefaultIgnorableCodePoint ? nil : scalar
        }
    }

    private static func account(_ text: String) -> String? {
        let digits = text.filter { !"{}-".contains($0) }
        guard digits.utf8.count == 32, let bits = UInt128(digits, radix: 16) else { return nil }
        return UUIDText.text(bits)
    }

    /// Mail with a tag comes to the same person; of one provider, with dots as well.
    private static func mailbox(_ local: String, _ domain: String) -> String {
        let name =
            local.filter { $0 != "\"" }.split(separator: "+", omittingEmptySubsequences: false).first.map(String.init) ?? local
        let host = domain.last == "." ? String(domain.dropLast()) : domain
        return ["gmail.com", "googlemail.com"].contains(host) ? "\(name.filter { $0 != "." })@gmail.com" : "\(name)@\(host)"
    }

    private static func letters(of name: String) -> String { name.filter { $0.isLetter || $0.isNumber } }

    private static func words(of name: String) -> [String] {
        name.split { !$0.isLetter && !$0.isNumber }.map(String.init).sorted()
    }
}
