package import Core

/// firewall.set -> this gateway, and the Block that tells what was read back
package enum SetFirewall: Effector {
    /// Of no use here: what could not be set is reported as that, and the gateway's own look tries it again.
    package static let retries = RetryPolicy.standard

    package static func reference(of command: FirewallSet) -> Reference { .id(command.block) }

    package static func asks(of command: FirewallSet) -> [Ask] { [Gateways.ask] }

    package static func key(of command: FirewallSet) -> String { "\(command.block) \(command.revision)" }

    package static func report(
        _ outcome: EffectOutcome<WallReceipt>, of command: FirewallSet, given block: Block?, in circumstances: Circumstances
    ) -> Decision<BlockFact> {
        switch outcome {
        case .observed(let receipt): Block.observe(receipt, revision: command.revision, given: block, in: circumstances)
        case .failed(let reason): .ignore(reason)
        }
    }
}
