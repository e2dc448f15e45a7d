import CCrypto

/// A SHA-256.
package struct Digest: Hashable, Sendable {
    package let bytes: [UInt8]

    package init(of text: String) {
        var hash = Hash()
        hash.add(text)
        self = hash.digest()
    }

    package init(of bytes: [UInt8]) {
        var hash = Hash()
        hash.add(bytes)
        self = hash.digest()
    }

    /// HMAC-SHA-256 (RFC 2104).
    package init(authenticating message: [UInt8], with key: [UInt8]) {
        let short = key.count > Self.block ? Digest(of: key).bytes : key
        let padded = short + [UInt8](repeating: 0, count: Self.block - short.count)
        var inner = Hash()
        inner.add(padded.map { $0 ^ 0x36 })
        inner.add(message)
        var outer = Hash()
        outer.add(padded.map { $0 ^ 0x5C })
        outer.add(inner.digest().bytes)
        self = outer.digest()
    }

    fileprivate init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// In lower-case hexadecimal.
    package var text: String {
        String(unsafeUninitializedCapacity: bytes.count * 2) { output in
            for (index, byte) in bytes.enumerated() {
                output[index * 2] = Self.letters[Int(byte >> 4)]
                output[index * 2 + 1] = Self.letters[Int(byte & 15)]
            }
            return bytes.count * 2
        }
    }

    /// The first 128 bits.
    package var bits: UInt128 { bytes.prefix(16).reduce(0) { $0 << 8 | UInt128($1) } }

    /// The first 64 bits.
    package var word: Int64 { Int64(bitPattern: bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }) }

    private static let block = 64
    private static let letters = Array("0123456789abcdef".utf8)
}

/// A SHA-256 in the making.
struct Hash {
    private var context = SHA256_CTX()

    init() {
        SHA256_Init(&context)
    }

    mutating func add(_ bytes: [UInt8]) {
        SHA256_Update(&context, bytes, bytes.count)
    }

    mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { bytes in _ = SHA256_Update(&context, bytes.baseAddress, bytes.count) }
    }

    /// Adds the length and then the text, so that no two sequences of framed texts hash alike.
    mutating func frame(_ text: String) {
        var length = UInt64(text.utf8.count).bigEndian
        SHA256_Update(&context, &length, 8)
        add(text)
    }

    consuming func digest() -> Digest {
        Digest(
            bytes: [UInt8](unsafeUninitializedCapacity: 32) { output, count in
                SHA256_Final(output.baseAddress, &context)
                count = 32
            })
    }
}
