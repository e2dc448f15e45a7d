import Core
import Queues
import Testing

/// ABU-7: what a reporter signed.
@Suite struct `A signature` {
    /// RFC 8032, section 7.1: TEST 1, 2, 3 and SHA(abc); key, message, signature.
    static let vectors = [
        (
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
        (
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
        (
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        ),
        (
            "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
            "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"
        ),
    ]

    let codec: WireCodec

    init() throws {
        codec = try WireCodec(secret: [UInt8](repeating: 1, count: 32), now: { Moment(seconds: 0) })
    }

    private static func bytes(_ hex: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = hex[...]
        while let byte = UInt8(rest.prefix(2), radix: 16) {
            bytes.append(byte)
            rest = rest.dropFirst(2)
        }
        return bytes
    }

    @Test(arguments: vectors) func `of RFC 8032 is good, and after any change not`(key: String, message: String, value: String) {
        let (key, message, value) = (Self.bytes(key), Self.bytes(message), Self.bytes(value))
        #expect(key.count == 32 && value.count == 64)
        #expect(codec.verify(value, of: message, by: key))
        for bit in 0..<512 {
            var changed = value
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(!codec.verify(changed, of: message, by: key))
        }
        for bit in 0..<256 {
            var other = key
            other[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(!codec.verify(value, of: message, by: other))
        }
        #expect(!codec.verify(value, of: message + [0], by: key))
        #expect(message.isEmpty || !codec.verify(value, of: message.dropLast(), by: key))
    }

    /// RFC 8032, section 5.1.7: a second signature must not be made of one, by adding the group's order.
    @Test func `has one form only`() {
        let (key, message, value) = Self.vectors[1]
        let order = Self.bytes("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010")
        var changed = Self.bytes(value)
        var carry = 0
        for place in 0..<32 {
            carry += Int(changed[32 + place]) + Int(order[place])
            changed[32 + place] = UInt8(carry & 0xFF)
            carry >>= 8
        }
        #expect(!codec.verify(changed, of: Self.bytes(message), by: Self.bytes(key)))
    }

    @Test(arguments: [(0, 32), (63, 32), (65, 32), (64, 0), (64, 31), (64, 33)])
    func `of the wrong length is none`(value: Int, key: Int) {
        #expect(!codec.verify([UInt8](repeating: 1, count: value), of: [1], by: [UInt8](repeating: 1, count: key)))
    }
}
