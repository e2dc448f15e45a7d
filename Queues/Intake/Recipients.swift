/// Whom a reported mail went to: the reporter's customers, whose addresses no evidence shows.
struct Recipients {
    /// Addresses, in lower case, in the spellings that senders hide them in.
    private let names: Set<String>

    init(_ fields: FeedbackFields, _ attached: MailFields?) {
        let written =
            ["Original-Rcpt-To", "Removal-Recipient"].compactMap { fields[$0] }
            + ["to", "cc", "x-apparently-to", "delivered-to", "x-rcpt-to", "x-original-to", "envelope-to"].compactMap {
                attached?[$0]
            }
        var names: Set<String> = []
        for field in written {
            for word in field.split(whereSeparator: { " <>,;\"()".contains($0) }).prefix(50) where word.contains("@") {
                let name = word.lowercased()
                names.formUnion([name, name.replacing("@", with: "="), name.replacing("@", with: "_at_")])
            }
        }
        self.names = names
    }

    /// Without anything that looks like a mail address.
    func redacted(_ text: String) -> String {
        guard text.contains("@") || text.contains("=") else { return text }
        return text.split(separator: " ", omittingEmptySubsequences: false).map { word in
            word.contains("@") || isNamed(in: String(word)) ? "[…]" : String(word)
        }.joined(separator: " ")
    }

    /// Nil where a recipient is written into it, as some senders do.
    func unnamed(_ messageId: String) -> String? { isNamed(in: messageId) ? nil : messageId }

    /// Nil where it is no host: an address, or a word that some reporters put there to know the recipient by.
    func host(_ text: String) -> String? { text.contains(".") && !text.contains("@") ? text : nil }

    private func isNamed(in text: String) -> Bool {
        let low = text.lowercased()
        return names.contains { low.contains($0) }
    }
}
