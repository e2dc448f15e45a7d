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
        if word("auto-submitted") == "auto-replied" || word("precedence") == "auto_reply" { return true }
        if ["x-autoreply", "x-autorespond", "x-autoresponder"].contains(where: { mail.fields[$0] != nil }) { return true }
        if mail.tree.containers.first?.reportType == "disposition-notification" { return true }
        let subject = mail.subject?.lowercased() ?? ""
        return answers.contains { subject.hasPrefix($0) } || listAnswers.contains { subject.contains($0) }
    }

    private static let answers = [
        "auto:", "auto reply:", "auto-reply:", "autoreply:", "automatic reply:", "out of office:", "out of the office:",
        "réponse automatique", "absence du bureau", "automatische antwort:", "abwesenheit",
    ]
    /// What managers of mailing lists answer.
    private static let listAnswers = ["are not member", "loop alert:"]

    private static func isFromMailSystem(_ mail: OpenedMail) -> Bool {
        guard let from = mail.fields["from"]?.lowercased() else { return false }
        return systems.contains { from.contains($0) }
    }

    /// Nobody writes complaints under these names.
    private static let systems = ["mailer-daemon", "mailerdaemon", "mail-daemon", "mdaemon@", "post_master@"]

    private static func isOldBounce(_ mail: OpenedMail) -> Bool {
        let subject = mail.subject?.lowercased() ?? ""
        if isFromMailSystem(mail) || certain.contains(where: { subject.contains($0) }) { return true }
        let isNull = mail.fields["return-path"].map { $0 == "<>" || $0.lowercased().hasPrefix("<mailer-daemon") } ?? false
        let tells = subjects.contains { subject.contains($0) }
        let sender = mail.fields["from"].flatMap { Mailbox($0) }?.local ?? ""
        let isOffice = ["postmaster", "bounce", "mmdf"].contains { sender.hasPrefix($0) }
        // An unanswerable mail with the original in it is a bounce, or a complaint: then its subject says so.
        let returns = isNull && mail.tree.parts.contains { ["message/rfc822", "text/rfc822-headers"].contains($0.type.name) }
        let complains = complaints.contains { subject.contains($0) }
        return [isNull, isOffice, tells, returns && !complains].count { $0 } >= 2 || isNotice(mail, sender)
    }

    private static let complaints = ["abuse", "spam", "complaint", "phish", "malware", "infring"]
    private static let subjects = [
        "undeliver", "returned mail", "returned to sender", "delivery status notification", "delivery fail", "failure notice",
        "mail delivery", "delivery notification", "could not be delivered", "delivery report", "nondeliver", "non-deliver",
        "delivery problem", "message status", "warning: could not send", "delivery error", "mail system error", "bounce",
    ]
    /// Subjects of mail systems that say nothing else of themselves.
    private static let certain = [
        "returned mail: see transcript for details", "undelivered mail returned to sender", "mail failed, returning to sender",
        "メールエラー通知", "配信できません",
    ]

    /// What Amazon tells of deliveries as JSON in a plain text, some of it JSON inside JSON. Its complaints are complaints.
    private static func isNotice(_ mail: OpenedMail, _ sender: String) -> Bool {
        guard sender == "no-reply", mail.fields["from"]?.lowercased().contains("amazonaws.com") == true,
            let text = mail.tree.parts.first?.decoded()
        else { return false }
        let plain = String(decoding: text.prefix(4096).filter { $0 != UInt8(ascii: "\\") }, as: UTF8.self)
        return ["Bounce", "Delivery"].contains { plain.contains("\"notificationType\":\"\($0)\"") }
    }
}
