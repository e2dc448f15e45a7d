/// The fields of XARF 4 `infrastructure/*`, beyond those of every report.
enum XARFInfrastructure {
    static let types: [String: XARFShape] = [
        "botnet": botnet,
        "compromised_server": compromisedServer,
    ]

    private static let botnet = XARFShape(
        [
            "malware_family": .text(limit: 200),
            "c2_server": .text(),
            "c2_protocol": .choice(["http", "https", "tcp", "udp", "dns", "irc", "p2p", "custom"]),
            "bot_capabilities": .list(
                .choice([
                    "ddos", "spam", "proxy", "keylogger", "file_download", "remote_shell", "cryptocurrency_mining", "data_theft",
                ])),
            "compromise_evidence": .text(),
        ], required: ["compromise_evidence"])

    private static let compromisedServer = XARFShape(
        [
            "compromise_method": .text()
        ], required: ["compromise_method"])
}
