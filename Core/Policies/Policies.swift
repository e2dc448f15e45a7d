/// The policies a process runs under.
package struct Policies: Hashable, Sendable {
    package var abuse: Dated<AbusePolicy>
    package var accounts: Dated<AccountPolicy>
    package var calendars: Dated<CalendarPolicy>
    package var certificates: Dated<CertificatePolicy>
    package var companies: Dated<CompanyPolicy>
    package var documents: Dated<DocumentPolicy>
    package var firewall: Dated<FirewallPolicy>
    package var network: Dated<NetworkPolicy>
    package var verification: Dated<VerificationPolicy>

    /// What counts where no file does: nothing happens by itself.
    package static let cautious = Policies(
        abuse: .cautious(.cautious), accounts: .cautious(.cautious), calendars: .cautious(.cautious),
        certificates: .cautious(.cautious),
        companies: .cautious(.cautious), documents: .cautious(.cautious), firewall: .cautious(.cautious),
        network: .cautious(.cautious),
        verification: .cautious(.cautious))

    package init(
        abuse: Dated<AbusePolicy>, accounts: Dated<AccountPolicy>, calendars: Dated<CalendarPolicy>,
        certificates: Dated<CertificatePolicy>, companies: Dated<CompanyPolicy>, documents: Dated<DocumentPolicy>,
        firewall: Dated<FirewallPolicy>, network: Dated<NetworkPolicy>, verification: Dated<VerificationPolicy>
    ) {
        self.abuse = abuse
        self.accounts = accounts
        self.calendars = calendars
        self.certificates = certificates
        self.companies = companies
        self.documents = documents
        self.firewall = firewall
        self.network = network
        self.verification = verification
    }

    /// The same, but for one.
    package func with(abuse: Dated<AbusePolicy>) -> Policies {
        var policies = self
        policies.abuse = abuse
        return policies
    }
}

extension Dated where Policy: Core.Policy {
    fileprivate static func cautious(_ policy: Policy) -> Dated {
        Dated(Version(effective: Moment(microseconds: 0), name: "\(Policy.name) without a file", policy: policy))
    }
}
