import Core

/// Mail that a machine sent about other mail: never a report, and never answered (NOT-5).
enum AutomaticMail {
    static func kind(of mail: OpenedMail) -> ReportReading.Kind? {
        if isDeliveryReport(mail) { return .bounce }
        if isAutomaticAnswer(mail) { return .autoReply }
        return isOldBounce(mail) ? .bounce : nil
    }

    private static func isDeliveryReport(_ mail: OpenedMail) -> Bool {
        mail.tree.containers.first?.reportType == "delivery-status"
            || mail.tree.parts.contains { ["message/delivery-status", "message/global-delivery-status"].contains($0.type.name) }
            || mail.fields["x-failed-recipients"] != nil
    }

    /// RFC 3834, and what was usual before it.
    private static func isAutomaticAnswer(_ mail: OpenedMail) -> Bool {
        let word = { (name: String) in mail.fields[name]?.split { " ;(".contains($0) }.first?.lowercased() }
        if isFromMailSystem(mail) { return false }
        if word("auto-submitted") == "auto-replied" { return true }
        if mail.fields["x-autoreply"] != nil || mail.fields["x-autorespond"] != nil || mail.fields["x-autoresponder"] != nil {
            return true
        }
        if word("precedence") == "auto_reply" { return true }
        if mail.tree.containers.first?.reportType == "disposition-notification" { return true }
        return mail.subject.map { subject in answers.contains { subject.lowercased().hasPrefix($0) } } ?? false
    }

    private static let answers = [
        "auto:", "auto-reply:", "autoreply:", "automatic reply:", "out of office:", "out of the office:",
    ]

    private static func isFromMailSystem(_ mail: OpenedMail) -> Bool {
        guard let sender = mail.fields["from"].flatMap({ Mailbox($0) }) else { return false }
        return senders.contains { sender.local.hasPrefix($0) }
    }

    private static let senders = ["mailer-daemon", "mailerdaemon", "postmaster", "mail-daemon", "mdaemon", "mmdf", "bounce"]

    private static func isOldBounce(_ mail: OpenedMail) -> Bool {
        let isNull = mail.fields["return-path"].map { $0 == "<>" || $0.lowercased().hasPrefix("<mailer-daemon") } ?? false
        let tells = mail.subject.map { subject in subjects.contains { subject.lowercased().contains($0) } } ?? false
        return [isNull, isFromMailSystem(mail), tells].count { $0 } >= 2
    }

    private static let subjects = [
        "undeliver", "returned mail", "returned to sender", "delivery status notification", "delivery fail", "failure notice",
        "mail delivery", "delivery notification", "could not be delivered", "delivery report", "nondeliver", "non-deliver",
        "delivery problem", "message status", "warning: could not send", "delivery error", "mail system error", "bounce",
    ]
}
