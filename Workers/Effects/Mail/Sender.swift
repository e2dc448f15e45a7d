import Core

/// Who our mails come from: `Guichet <no-reply@example.org>`, or the address alone.
struct Sender: Hashable, Sendable {
    let name: String?
    let address: String

    /// Nil where there is no address, or the name could break a header.
    init?(_ text: String) {
        guard let open = text.lastIndex(of: "<") else {
            guard let address = EmailAddress.normalised(text) else { return nil }
            self.init(name: nil, address: address)
            return
        }
        let name = text[..<open].drop { $0 == " " }
        guard text.last == ">", let address = EmailAddress.normalised(String(text[text.index(after: open)...].dropLast())),
            !name.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F || $0 == "<" || $0 == ">" })
        else { return nil }
        let trimmed = String(name.reversed().drop { $0 == " " || $0 == "\"" }.reversed().drop { $0 == "\"" })
        self.init(name: trimmed.isEmpty ? nil : trimmed, address: address)
    }

    private init(name: String?, address: String) {
        self.name = name
        self.address = address
    }

    /// The right side of every Message-ID.
    var host: Substring { address.suffix(from: address.index(after: address.lastIndex(of: "@") ?? address.startIndex)) }

    var header: String {
        guard let name else { return address }
        return "\(HeaderText.phrase(name)) <\(address)>"
    }

    /// NOT-5: a mail to a mailer or to ourselves could only start a loop.
    func mayWrite(to recipient: String) -> Bool {
        let local = recipient.prefix { $0 != "@" }.lowercased()
        return recipient.lowercased() != address.lowercased() && local != "mailer-daemon" && local != "postmaster"
    }
}
