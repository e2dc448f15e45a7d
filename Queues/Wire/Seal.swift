import CCrypto
package import Core

/// AES-256-GCM under a key derived from the deployment's secret.
///
/// A sealed body is one byte of version, a nonce of 12 bytes, the encrypted bytes and a tag of 16 bytes. The tag covers
/// the version too.
package struct Seal: Sendable {
    private let key: [UInt8]

    package init(secret: [UInt8]) {
        key = Digest(authenticating: Array("guichet seal 1".utf8), with: secret).bytes
    }

    package func seal(_ body: [UInt8]) throws(Failure) -> [UInt8] {
        var sealed = [UInt8](repeating: 0, count: Self.head + body.count + Self.tag)
        sealed[0] = Self.version
        let isDone = sealed.withUnsafeMutableBufferPointer { output -> Bool in
            guard let start = output.baseAddress, RAND_bytes(start + 1, Int32(Self.head - 1)) == 1,
                let context = EVP_CIPHER_CTX_new()
            else { return false }
            defer { EVP_CIPHER_CTX_free(context) }
            var length: Int32 = 0
            guard let size = Int32(exactly: body.count),
                EVP_EncryptInit_ex(context, EVP_aes_256_gcm(), nil, key, start + 1) == 1,
                EVP_EncryptUpdate(context, nil, &length, start, 1) == 1,
                EVP_EncryptUpdate(context, start + Self.head, &length, body, size) == 1, length == size,
                EVP_EncryptFinal_ex(context, start + Self.head + body.count, &length) == 1
            else { return false }
            let tag = start + Self.head + body.count
            return EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(Self.tag), tag) == 1
        }
        guard isDone else { throw .fatal("OpenSSL could not encrypt \(body.count) bytes") }
        return sealed
    }

    /// Throws `malformed` where another secret sealed the body, or where a bit of it changed.
    package func unseal(_ sealed: [UInt8]) throws(Failure) -> [UInt8] {
        guard sealed.count >= Self.head + Self.tag, sealed[0] == Self.version else {
            throw .malformed(field: "body", message: "it is not sealed as this version seals")
        }
        let size = sealed.count - Self.head - Self.tag
        var body = [UInt8](repeating: 0, count: size)
        let isDone = sealed.withUnsafeBufferPointer { input -> Bool in
            guard let start = input.baseAddress, let context = EVP_CIPHER_CTX_new() else { return false }
            defer { EVP_CIPHER_CTX_free(context) }
            var length: Int32 = 0
            var tag = Array(input[(Self.head + size)...])
            var rest: UInt8 = 0
            return Int32(exactly: size) != nil
                && EVP_DecryptInit_ex(context, EVP_aes_256_gcm(), nil, key, start + 1) == 1
                && EVP_DecryptUpdate(context, nil, &length, start, 1) == 1
                && EVP_DecryptUpdate(context, &body, &length, start + Self.head, Int32(size)) == 1
                && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(Self.tag), &tag) == 1
                && EVP_DecryptFinal_ex(context, &rest, &length) == 1
        }
        guard isDone else {
            throw .malformed(field: "body", message: "it cannot be unsealed: another GUICHET_SECRET, or changed bytes")
        }
        return body
    }

    private static let version: UInt8 = 1
    private static let head = 13
    private static let tag = 16
}
