package import Core

/// firewall.observed -> the Block, and its cases
package enum ObserveBlock: Decider {
    package static func reference(of report: FirewallObserved) -> Reference { .id(report.block) }

    package static func asks(of report: FirewallObserved) -> [Ask] { [Gateways.ask] }

    package static func decide(
        _ report: FirewallObserved, given block: Block?, in circumstances: Circumstances
    ) -> Decision<BlockFact> {
        Block.observe(report.receipt, revision: report.revision, given: block, in: circumstances)
    }
}
