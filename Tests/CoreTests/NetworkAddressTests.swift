import Core
import Testing

@Suite struct `An address` {
    /// RFC 5952, sections 4 and 5, and RFC 4291, section 2.2.
    @Test(arguments: [
        ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"), ("2001:0db8::0001", "2001:db8::1"),
        ("2001:db8:0:0:0:0:2:1", "2001:db8::2:1"), ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
        ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"), ("2001:DB8::ABCD", "2001:db8::abcd"), ("::", "::"), ("::1", "::1"),
        ("1::", "1::"), ("0:0:0:0:0:0:0:0", "::"), ("1:0:0:2:0:0:3:4", "1::2:0:0:3:4"),
        ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"), ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"),
        ("::ffff:192.0.2.1", "192.0.2.1"), ("::ffff:c000:201", "192.0.2.1"), ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
        ("::192.0.2.1", "::c000:201"), ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"), ("0.0.0.0", "0.0.0.0"),
        ("255.255.255.255", "255.255.255.255"),
        ("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ])
    func `is written in one way (RFC 5952)`(text: String, canonical: String) {
        #expect(IPAddress(text)?.description == canonical)
    }

    @Test(arguments: [
        "", " ", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.04", "1.2.3.4 ", " 1.2.3.4", "1.2.3.-4", "+1.2.3.4",
        "0x1.2.3.4",
        "1..2.3", "1.2.3.4/32", "1.2.3.4:25", "16909060", "1.2.3.4444", "١.٢.٣.٤", "1.2.3.4\u{0}", ":", ":::", "1:", ":1",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9", "1::2::3", "12345::", "g::", "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", "::1%eth0", "[::1]",
        "::1.2.3",
        "1.2.3.4::", "::1.2.3.4:1", "1:2:3:4:5:6:7:1.2.3.4", "::ffff:1.2.3.256", "::ffff:01.2.3.4", "fe80::1\n", "é::1", "-1::",
        "0000:0000:0000:0000:0000:0000:0000:0000:", "00000::1",
    ])
    func `is nothing else`(text: String) {
        #expect(IPAddress(text) == nil)
        #expect(IPPrefix(text + "/8") == nil)
    }

    @Test func `survives any bytes, and its own text always`() {
        var dice = CoreDice(seed: 11)
        let letters = Array("0123456789abcdefABCDEF.:/%g[] \u{0}é")
        var understood = 0
        for _ in 0..<100_000 {
            let text = String((0..<Int(dice.next() % 20)).map { _ in letters[Int(dice.next() % UInt64(letters.count))] })
            guard let address = IPAddress(text) else { continue }
            understood += 1
            #expect(IPAddress(address.description) == address)
        }
        #expect(understood > 10)
        for _ in 0..<20_000 {
            // Groups that are often zero, so that runs of every length occur.
            let groups = (0..<8).map { _ in dice.next() % 2 == 0 ? 0 : UInt128(dice.next() % 0x10000) }
            let address = IPAddress(.v6, bits: groups.reduce(0) { $0 << 16 | $1 })
            #expect(IPAddress(address.description) == address)
            #expect(!address.description.contains(":::") && address.description.utf8.count <= 39)
            let four = IPAddress(.v4, bits: UInt128(dice.next() & 0xFFFF_FFFF))
            #expect(IPAddress(four.description) == four && IPAddress("::ffff:\(four)") == four)
        }
    }

    @Test func `comes after every smaller one, IPv4 first`() throws {
        let texts = ["0.0.0.1", "9.255.255.255", "10.0.0.0", "::1", "2001:db8::", "2001:db8::1", "ff02::1"]
        let addresses = try texts.map { try #require(IPAddress($0)) }
        #expect(addresses.shuffledTwice().sorted() == addresses)
    }
}

@Suite struct `A block of addresses` {
    @Test(arguments: ["192.0.2.0/24", "0.0.0.0/0", "::/0", "2001:db8::/32", "2001:db8::8000/113", "10.0.0.2/31"])
    func `is written as it is read`(text: String) { #expect(IPPrefix(text)?.description == text) }

    @Test func `of one address is the address`() {
        #expect(IPPrefix("192.0.2.7/32")?.description == "192.0.2.7")
        #expect(IPPrefix("::1/128")?.isOneAddress == true)
        #expect(IPPrefix("192.0.2.7") == IPPrefix("192.0.2.7/32"))
    }

    @Test(arguments: [
        "192.0.2.1/24", "192.0.2.0/33", "192.0.2.0/", "/24", "192.0.2.0/-1", "192.0.2.0/+8", "192.0.2.0/24/24", "192.0.2.0/ 24",
        "192.0.2.0/1000", "2001:db8::1/64", "::/129", "10.0.0.0/8x", "192.0.2.0/٢٤", "10.0.0.0/255.0.0.0",
    ])
    func `is refused with bits beyond its length, or without one`(text: String) { #expect(IPPrefix(text) == nil) }

    @Test func `holds its first and last address and not their neighbours`() {
        var dice = CoreDice(seed: 3)
        for _ in 0..<20_000 {
            let family: IPAddress.Family = dice.next() % 2 == 0 ? .v4 : .v6
            let bits = UInt128(dice.next()) << 64 | UInt128(dice.next())
            let length = Int(dice.next() % UInt64(family.width + 1))
            let address = IPAddress(family, bits: family == .v4 ? bits & 0xFFFF_FFFF : bits)
            let prefix = IPPrefix(address, length: length)
            #expect(prefix.contains(address) && prefix.contains(prefix.base) && prefix.contains(prefix.last))
            #expect(IPPrefix(prefix.description) == prefix)
            if prefix.base.bits > 0 { #expect(!prefix.contains(IPAddress(family, bits: prefix.base.bits - 1))) }
            let ceiling: UInt128 = family == .v4 ? 0xFFFF_FFFF : .max
            if prefix.last.bits < ceiling { #expect(!prefix.contains(IPAddress(family, bits: prefix.last.bits + 1))) }
            #expect(prefix.contains(IPPrefix(address)) && (prefix.isOneAddress || !IPPrefix(address).contains(prefix)))
        }
    }

    @Test func `of IPv4 holds no IPv6 address`() throws {
        let all = try #require(IPPrefix("0.0.0.0/0"))
        #expect(!all.contains(try #require(IPAddress("::1"))))
        #expect(all.contains(try #require(IPAddress("::ffff:1.2.3.4"))))
        #expect(try !#require(IPPrefix("::/0")).contains(#require(IPAddress("1.2.3.4"))))
    }
}

@Suite struct `A range of ports` {
    @Test(arguments: ["0-65535", "1024-2047", "80-80"]) func `is written as it is read`(text: String) {
        #expect(PortRange(text)?.description == text)
    }

    @Test(arguments: ["", "80", "-", "80-", "-80", "2-1", "0-65536", "1-2-3", " 1-2", "1–2", "+1-2", "a-b"])
    func `is nothing else`(text: String) { #expect(PortRange(text) == nil) }
}

extension Array {
    /// Another order, the same each time.
    fileprivate func shuffledTwice() -> Array {
        Array(reversed().enumerated().sorted { $0.offset % 3 < $1.offset % 3 }.map(\.element))
    }
}
