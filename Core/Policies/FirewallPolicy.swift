/// How far blocks may go: the blast radius (ABU-7).
package struct FirewallPolicy: Policy {
    package static let name = "firewall"

    /// Blocks in any 60 seconds, of all customers together.
    package var perMinute: Int64

    package init(perMinute: Int64) {
        self.perMinute = perMinute
    }

    package init(from form: inout Form) {
        perMinute = form.integer("perMinute", "blocks in any 60 seconds, of all customers together", in: 0...1_000_000)
    }

    package static let cautious = FirewallPolicy(perMinute: 0)
}
