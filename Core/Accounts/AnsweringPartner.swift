/// The option “création” is a second person's to grant (ACC-16, SEC-10).
extension Account {
    package static func answerOption(
        _ answer: PartnerApproved, given account: Account?, in circumstances: Circumstances
    ) -> Decision<AccountFact> {
        guard let account else { return .reject([nobody()]) }
        if account.state == .deleted { return .reject([gone]) }
        guard let partner = account.partner, partner.option != .none else {
            return .reject([
                Reason(
                    rule: "ACC-16", field: "accountId", message: "nobody asked for this option",
                    remedy: "first: account.partner.ordered with mayCreateOrganisations")
            ])
        }
        let answered: Partner.Option = answer.option == .yes ? .granted : .declined
        guard partner.option == .pending else {
            return partner.option == answered
                ? .ignore("answered like this already")
                : .reject([
                    Reason(
                        rule: "ACC-16", field: "option", message: "the option is \(partner.option.rawValue) already",
                        remedy: "order it again: account.partner.ordered with mayCreateOrganisations")
                ])
        }
        guard PersonName.isAnother(answer.by, than: account.names + [partner.orderedBy]) else {
            return .reject([
                Reason(
                    rule: "SEC-10", field: "by", message: "whoever ordered the option cannot answer to it",
                    remedy: "let a second person do it")
            ])
        }
        let mail = account.mail(
            "partner-option", values: ["login": .string(partner.login), "option": .string(answered.words(in: account.locale))],
            in: circumstances)
        return .record([.partnerOptionAnswered(by: answer.by, answer.option)], Consequences(send: [mail]))
    }
}
