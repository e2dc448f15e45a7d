/// What of an address is blocked: as little as stops the harm (ABU-7).
package enum BlockScope: String, CaseIterable, Sendable {
    /// Connections to port 25, from the address and nowhere else.
    case smtp
    /// All its traffic through the gateway: by policy or by hand only.
    case all
}
