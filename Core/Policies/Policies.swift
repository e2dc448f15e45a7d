/// The policies a process runs under.
package struct Policies: Hashable, Sendable {
    package var abuse: Dated<AbusePolicy>
    package var firewall: Dated<FirewallPolicy>
    package var network: Dated<NetworkPolicy>

    package init(abuse: Dated<AbusePolicy>, firewall: Dated<FirewallPolicy>, network: Dated<NetworkPolicy>) {
        self.abuse = abuse
        self.firewall = firewall
        self.network = network
    }

    /// What counts where no file does: nothing happens by itself.
    package static let cautious = Policies(
        abuse: .cautious(.cautious), firewall: .cautious(.cautious), network: .cautious(.cautious))
}

extension Dated where Policy: Core.Policy {
    fileprivate static func cautious(_ policy: Policy) -> Dated {
        Dated(Version(effective: Moment(microseconds: 0), name: "\(Policy.name) without a file", policy: policy))
    }
}
