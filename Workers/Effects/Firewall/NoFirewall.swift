package import Core

/// `GUICHET_FIREWALL=none`: commands are answered, honestly. No block becomes active by this, and its case is told so.
package final class NoFirewall: CollectiveEffect {
    private let gateway: String

    package init(gateway: String) {
        self.gateway = gateway
    }

    package func perform(
        _ commands: [FirewallSet], attend: () -> Void
    ) throws(Failure) -> [EffectOutcome<WallReceipt>] {
        commands.map { _ in
            .observed(WallReceipt(gateway: gateway, reading: .none("no gateway enforces it: GUICHET_FIREWALL is none")))
        }
    }
}
