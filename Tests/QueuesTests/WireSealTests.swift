import Core
import Queues
import Testing

@Suite struct `A sealed body` {
    @Test(arguments: [0, 1, 15, 16, 17, 600, 100_000])
    func `comes back`(_ size: Int) throws {
        let codec = try WireSample.codec()
        let body = (0..<size).map { UInt8(truncatingIfNeeded: $0) }
        let sealed = try codec.seal(body)
        #expect(sealed.count == size + 29)
        #expect(try codec.unseal(sealed) == body)
    }

    @Test func `differs each time and shows nothing`() throws {
        let codec = try WireSample.codec()
        let body = Array("a password hash, a token".utf8)
        let (first, second) = (try codec.seal(body), try codec.seal(body))
        #expect(first != second)
        #expect(!String(decoding: first, as: UTF8.self).contains("token"))
    }

    @Test func `is refused after any change`() throws {
        let codec = try WireSample.codec()
        let sealed = try codec.seal(Array("secret".utf8))
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 1
            #expect(isMalformed { () throws(Failure) in try codec.unseal(changed) })
            #expect(isMalformed { () throws(Failure) in try codec.unseal(Array(sealed[..<index])) })
        }
        #expect(isMalformed { () throws(Failure) in try codec.unseal(sealed + [0]) })
    }

    @Test func `opens with its own secret alone`() throws {
        let sealed = try WireSample.codec().seal([1, 2, 3])
        let stranger = try WireCodec(secret: [UInt8](1...32), now: { WireSample.noon })
        #expect(isMalformed { () throws(Failure) in try stranger.unseal(sealed) })
    }

    private func isMalformed(_ body: () throws(Failure) -> [UInt8]) -> Bool {
        do {
            _ = try body()
            return false
        } catch {
            if case .malformed("body", _) = error { return true }
            return false
        }
    }
}

@Suite struct `The secret of a deployment` {
    @Test func `has at least 32 bytes`() throws {
        _ = try WireCodec(secret: [UInt8](repeating: 1, count: 32), now: { WireSample.noon })
        #expect(throws: Failure.fatal("GUICHET_SECRET has 31 bytes; at least 32 are needed")) {
            try WireCodec(secret: [UInt8](repeating: 1, count: 31), now: { WireSample.noon })
        }
    }

    @Test func `makes one token of each purpose and id`() throws {
        let codec = try WireSample.codec()
        let token = codec.token(purpose: "confirm", id: "a")
        #expect(token == codec.token(purpose: "confirm", id: "a"))
        let others = [
            codec.token(purpose: "confirm", id: "b"), codec.token(purpose: "recover", id: "a"),
            codec.token(purpose: "confirma", id: ""), codec.token(purpose: "", id: "confirma"),
            try WireCodec(secret: [UInt8](1...32), now: { WireSample.noon }).token(purpose: "confirm", id: "a"),
        ]
        #expect(Set(others + [token]).count == 6)
        #expect(token.utf8.count == 43 && !token.utf8.contains { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/") })
    }

    /// RFC 4231, test cases 1, 2, 6 and 7; FIPS 180-2, appendix B.
    @Test func `is used as the standards say`() {
        func authentic(_ key: [UInt8], _ text: String) -> String { Digest(authenticating: Array(text.utf8), with: key).text }
        #expect(
            authentic([UInt8](repeating: 0x0b, count: 20), "Hi There")
                == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
        #expect(
            authentic(Array("Jefe".utf8), "what do ya want for nothing?")
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        let long = [UInt8](repeating: 0xaa, count: 131)
        #expect(
            authentic(long, "Test Using Larger Than Block-Size Key - Hash Key First")
                == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
        #expect(Digest(of: "abc").text == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(Digest(of: "").text == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(Digest(of: "abc").bits == 0xba78_16bf_8f01_cfea_4141_40de_5dae_2223)
        #expect(Digest(of: "abc").word == Int64(bitPattern: 0xba78_16bf_8f01_cfea))
    }
}
