/// The fields of XARF 4 `reputation/*`, beyond those of every report.
enum XARFReputation {
    static let types: [String: XARFShape] = [
        "blocklist": blocklist,
        "threat_intelligence": threatIntelligence,
    ]

    private static let blocklist = XARFShape(
        [
            "threat_type": .text()
        ], required: ["threat_type"])

    private static let threatIntelligence = XARFShape(
        [
            "threat_type": .text()
        ], required: ["threat_type"])
}
