/// The mails of a verification (NOT-1): to the registrant and the administrators, each in their language; and to the staff.
extension VerificationWork {
    enum Letter: String {
        case received = "verification-received"
        case infoRequested = "verification-info-requested"
        case rejected = "verification-rejected"
        case closed = "verification-closed"
        case withdrawn = "verification-withdrawn"
        case reminder = "verification-reminder"
        case unanswered = "verification-unanswered"
        case expiring = "verification-expiring"
        case expired = "verification-expired"
        case revoked = "verification-revoked"
    }

    /// - Parameter label: what makes this mail another than the last of its kind: the same each time it is decided (NOT-5).
    mutating func write(_ letter: Letter, _ label: String = "", _ values: (Locale) -> Object = { _ in [:] }) {
        for reader in VerificationReader.all(of: company, in: circumstances) {
            var all: Object = [
                "company": .string(verification.opening?.legalName ?? "-"),
                "help": .string(VerificationWords.help(policy.letters.questions, in: reader.locale)),
            ]
            for value in values(reader.locale).members { all[value.name] = value.value }
            send(
                NotificationSend.outgoing(
                    id: circumstances.derivedId("\(letter.rawValue) \(label) \(reader.account)"), template: letter.rawValue,
                    locale: reader.locale, recipient: reader.email, account: reader.account, values: all, at: now))
        }
    }

    /// The staff's own mailbox, where the policy names one.
    mutating func tellDesk(_ label: String, _ what: (Locale) -> String) {
        guard let desk = policy.letters.desk else { return }
        let due = verification.round?.reading(at: now, circumstances.policies)?.due
        send(
            NotificationSend.outgoing(
                id: circumstances.fixedId("verification \(company) \(label)"), template: "verification-desk",
                locale: policy.letters.deskLanguage, recipient: desk,
                values: [
                    "company": .string(verification.opening?.legalName ?? "-"), "id": .string(company),
                    "what": .string(what(policy.letters.deskLanguage)), "due": .string(due?.description ?? "-"),
                    "claimed": .string(verification.claim?.by ?? "-"),
                ], at: now))
    }
}
