/// Leases of addresses: who is looked up when, and when an address may be leased again (NET-8, NET-9).
package struct NetworkPolicy: Policy {
    package static let name = "network"

    /// How far the clocks of reporters may be off, in seconds: within it two holders are `ambiguous`.
    package var skewSeconds: Int64

    package init(skewSeconds: Int64) {
        self.skewSeconds = skewSeconds
    }

    package init(from form: inout Form) {
        skewSeconds = form.integer("skewSeconds", "how far the clocks of reporters may be off", in: 0...86_400)
    }

    package static let cautious = NetworkPolicy(skewSeconds: 300)
}
