/// What a decider may know besides the event and the state. All that would make it impure is in here as a value.
package struct Circumstances: Sendable {
    package let now: Moment
    /// Source and id of the event, in one text: what is derived from it is the same each time the event is decided.
    package let cause: String
    package let actor: String?
    /// The constraint of the database that refused this event's first decision, when there was one.
    package let conflict: String?
    /// What the database answered to the questions the decider asked.
    package let answers: [Ask: [Object]]
    package let policies: Policies
    /// SHA-256 in hexadecimal.
    package let digest: @Sendable (String) -> String
    /// Whether an Ed25519 signature is of these bytes, by this public key.
    package let verify: @Sendable (_ signature: [UInt8], _ message: [UInt8], _ key: [UInt8]) -> Bool
    /// The hash of the token that a mail will carry for this purpose and id.
    package let tokenHash: @Sendable (_ purpose: String, _ id: String) -> String

    package init(
        now: Moment, cause: String, actor: String? = nil, conflict: String? = nil, answers: [Ask: [Object]] = [:],
        policies: Policies = .cautious, digest: @escaping @Sendable (String) -> String,
        verify: @escaping @Sendable (_ signature: [UInt8], _ message: [UInt8], _ key: [UInt8]) -> Bool = { _, _, _ in false },
        tokenHash: @escaping @Sendable (_ purpose: String, _ id: String) -> String
    ) {
        self.now = now
        self.cause = cause
        self.actor = actor
        self.conflict = conflict
        self.answers = answers
        self.policies = policies
        self.digest = digest
        self.verify = verify
        self.tokenHash = tokenHash
    }

    /// A UUID (version 8) for something this event brings about: the same for the same label each time it is decided.
    package func derivedId(_ label: String) -> String { fixedId("\(cause)\n\(label)") }

    /// A UUID (version 8) that is the same for the same label for ever.
    package func fixedId(_ label: String) -> String { Circumstances.fixedId(label, digest) }

    /// The same, where there are no circumstances yet: in the reading of a message.
    package static func fixedId(_ label: String, _ digest: (String) -> String) -> String {
        var bits: UInt128 = 0
        for character in digest(label).utf8.prefix(32) {
            bits = bits << 4 | UInt128((character < 0x3A ? character &- 0x30 : character &- 0x57) & 0xF)
        }
        bits = bits & ~(0xF << 76) | 0x8 << 76
        bits = bits & ~(0x3 << 62) | 0x2 << 62
        return UUIDText.text(bits)
    }
}
