/// Questions about blocks, gateways and what is ours.
extension Asks {
    /// Our prefixes of now that overlap the address, or prefix, asked for.
    private static let prefixes = Known(
        "prefixes of", asked: "address inet",
        """
        SELECT asked.n, prefixes.prefix, prefixes.protected
        FROM asked JOIN prefixes ON prefixes.prefix && asked.address
        WHERE prefixes.valid_from <= now() AND (prefixes.valid_to IS NULL OR prefixes.valid_to > now())
        """)

    private static let gateways = Known(
        "gateways", asked: "known boolean", "SELECT asked.n, gateways.name FROM asked CROSS JOIN gateways")

    private static let around = Known(
        "blocks around", asked: "address inet",
        """
        SELECT asked.n, blocks.target
        FROM asked JOIN blocks ON blocks.prefix && asked.address
        WHERE blocks.desired_until IS NOT NULL
        """)

    static let ofFirewall = [prefixes, gateways, around]
}
