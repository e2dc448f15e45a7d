/// What was observed when the mail server, or the folder, took a mail: its word for it, never a secret of the mail.
package struct MailReceipt: Hashable, Sendable {
    /// Without angle brackets. The same for every try of one command.
    package let messageId: String
    /// The last reply line of the server: `250 2.0.0 queued as 4F2A`.
    package let reply: String
    /// Which form of the template was used: changes with its text.
    package let templateVersion: String
    /// Bytes on the wire.
    package let size: Int

    package init(messageId: String, reply: String, templateVersion: String, size: Int) {
        self.messageId = messageId
        self.reply = reply
        self.templateVersion = templateVersion
        self.size = size
    }
}
