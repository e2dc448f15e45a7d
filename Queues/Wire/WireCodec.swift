package import Core

/// CloudEvents 1.0 over AMQP: structured and binary mode in, structured mode out. Part of the format, and so pinned by
/// tests: the claim of an event, the seal, and what a token is derived from.
package struct WireCodec: Codec {
    let now: @Sendable () -> Moment
    let horizon: Horizon
    private let secret: [UInt8]
    private let seal: Seal
    let scopes = ClaimScopes()

    /// Throws `fatal` where the secret is shorter than 32 bytes.
    package init(secret: [UInt8], horizon: Horizon = Horizon(), now: @escaping @Sendable () -> Moment) throws(Failure) {
        guard secret.count >= 32 else {
            throw .fatal("GUICHET_SECRET has \(secret.count) bytes; at least 32 are needed")
        }
        self.secret = secret
        self.horizon = horizon
        self.now = now
        seal = Seal(secret: secret)
    }

    package func text(_ value: Value) -> String {
        String(decoding: JSONText.bytes(value), as: UTF8.self)
    }

    package func digest(_ text: String) -> String {
        Digest(of: text).text
    }

    package func verify(_ signature: [UInt8], of message: [UInt8], by key: [UInt8]) -> Bool {
        Ed25519.verifies(signature, of: message, by: key)
    }

    package func report(_ raw: [UInt8], as format: ReportFormat) -> ReportReading {
        Intake.read(raw, as: format)
    }

    package func mark(of delivery: Delivery) -> UInt128 {
        var hash = Hash()
        hash.frame(delivery.routingKey)
        hash.add(delivery.body)
        return hash.digest().bits
    }

    package func seal(_ body: [UInt8]) throws(Failure) -> [UInt8] {
        try seal.seal(body)
    }

    package func unseal(_ body: [UInt8]) throws(Failure) -> [UInt8] {
        try seal.unseal(body)
    }

    /// Base64url, 43 letters. No purpose holds a NUL, so none runs together with an id.
    package func token(purpose: String, id: String) -> String {
        Base64URL.text(Digest(authenticating: Array("token\0\(purpose)\0\(id)".utf8), with: secret).bytes)
    }
}

/// How far from now an event may have been made, so that the inbox still knows its duplicates.
package struct Horizon: Hashable, Sendable {
    package var back: Pause
    package var ahead: Pause

    package init(back: Pause = .days(30), ahead: Pause = .days(1)) {
        self.back = back
        self.ahead = ahead
    }
}
