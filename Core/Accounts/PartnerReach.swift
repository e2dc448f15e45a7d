/// What a partner's login may do (ACC-15, ACC-16, SEC-3): a rule that is asked each time, never a list that was made once. So what
/// a colleague makes tomorrow is within it tomorrow.
package struct PartnerReach: Hashable, Sendable {
    package enum Deed: String, CaseIterable, Sendable {
        case read, change, console
        case createOrganisation = "create-organisation"
    }

    /// A company, a contract or an organisation, as far as the rule looks at it.
    package struct Holding: Hashable, Sendable {
        /// Whose it is.
        package let company: String
        /// The partner company whose people registered that company, or pay for it; nil where no partner did.
        package let partner: String?

        package init(company: String, partner: String?) {
            self.company = company
            self.partner = partner
        }
    }

    private let company: String
    private let mayCreate: Bool

    /// Nil for an account that is no partner's, or that cannot be signed in with.
    package init?(of account: Account) {
        guard let partner = account.partner, account.state == .active else { return nil }
        company = partner.company
        mayCreate = partner.option == .granted
    }

    /// Reading: all of the partner's, whoever of its people made it and when. Writing: nothing but new organisations, where granted.
    package func allows(_ deed: Deed, on holding: Holding) -> Bool {
        let isOurs = holding.company == company || holding.partner == company
        return switch deed {
        case .read: isOurs
        case .createOrganisation: isOurs && mayCreate
        case .change, .console: false
        }
    }
}
