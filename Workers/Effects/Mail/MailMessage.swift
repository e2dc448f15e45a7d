import Core

/// A mail as it goes over the wire (RFC 5322, MIME). The same command makes the same bytes.
struct MailMessage: Sendable {
    let id: String
    let sender: String
    let recipient: String
    /// Without angle brackets.
    let messageId: String
    let bytes: [UInt8]

    init(_ letter: Letter, id: String, from sender: Sender, to recipient: String, at moment: Moment) {
        self.id = id
        self.sender = sender.address
        self.recipient = recipient
        messageId = "\(id)@\(sender.host)"
        // No quoted-printable line has `=_` in it, so the boundary is in no part.
        let boundary = "=_guichet_\(id)"
        let head = [
            "Date: \(LocalMoment.header(moment))",
            "From: \(sender.header)",
            "To: \(recipient)",
            "Subject: \(HeaderText.unstructured(letter.subject))",
            "Message-ID: <\(messageId)>",
            "Auto-Submitted: auto-generated",
            // No absence notes and receipts; bounces are wanted, so not `All`.
            "X-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply",
            "Content-Language: \(letter.locale.rawValue)",
            "MIME-Version: 1.0",
            "Content-Type: multipart/alternative;\r\n boundary=\"\(boundary)\"",
        ]
        var bytes = Array((head.joined(separator: "\r\n") + "\r\n\r\n").utf8)
        for (kind, text) in [("plain", letter.text), ("html", letter.html)] {
            bytes += Array("--\(boundary)\r\nContent-Type: text/\(kind); charset=utf-8\r\n".utf8)
            bytes += Array("Content-Transfer-Encoding: quoted-printable\r\n\r\n".utf8)
            bytes += QuotedPrintable.encode(text)
            bytes += [0x0D, 0x0A]  // belongs to the boundary that follows
        }
        bytes += Array("--\(boundary)--\r\n".utf8)
        self.bytes = bytes
    }
}
