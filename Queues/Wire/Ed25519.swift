import CCrypto

/// Ed25519 (RFC 8032), to verify only.
enum Ed25519 {
    /// False too where the key or the signature is none.
    static func verifies(_ signature: [UInt8], of message: [UInt8], by key: [UInt8]) -> Bool {
        guard signature.count == 64, key.count == 32,
            let parsed = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, key, key.count)
        else { return fails() }
        defer { EVP_PKEY_free(parsed) }
        guard let context = EVP_MD_CTX_new() else { return fails() }
        defer { EVP_MD_CTX_free(context) }
        guard EVP_DigestVerifyInit(context, nil, nil, nil, parsed) == 1,
            EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
        else { return fails() }
        return true
    }

    /// What OpenSSL noted of it must not be taken for the reason of a later failure on this thread, as of a TLS connection.
    private static func fails() -> Bool {
        ERR_clear_error()
        return false
    }
}
