import CCrypto

/// SHA-256, for checksums and fingerprints.
enum PostgresDigest {
    static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
        SHA256(bytes, bytes.count, &digest)
        return digest
    }

    /// The first 128 bits.
    static func fingerprint(_ bytes: [UInt8]) -> UInt128 {
        sha256(bytes).prefix(16).reduce(0) { $0 << 8 | UInt128($1) }
    }
}
