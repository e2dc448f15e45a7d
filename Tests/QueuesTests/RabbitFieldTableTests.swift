import Core
import Testing

@testable import Queues

@Suite struct `A field table` {
    private func decode(_ bytes: [UInt8]) -> Object { bytes.withUnsafeBufferPointer { FieldTable.decode($0) } }

    @Test func `comes back as it was`() throws {
        let object: Object = [
            "t": true, "l": .integer(.min), "d": .number(-2.5), "S": "ünï", "V": .null, "A": [1, ["x"], ["k": "v"]],
            "F": ["a": [:]],
        ]
        #expect(decode(try #require(FieldTable.encode(object))) == object)
    }

    @Test(
        arguments: [
            ([0x62, 0xFF], Value.integer(-1)), ([0x42, 0xFF], 255), ([0x73, 0xFF, 0xFE], -2), ([0x75, 0xFF, 0xFE], 65_534),
            ([0x49, 0xFF, 0xFF, 0xFF, 0xFD], -3), ([0x69, 0xFF, 0xFF, 0xFF, 0xFD], 4_294_967_293),
            ([0x54, 0, 0, 0, 0, 0, 0, 1, 0], 256), ([0x4C, 0x80, 0, 0, 0, 0, 0, 0, 0], .number(9_223_372_036_854_775_808)),
            ([0x66, 0x3F, 0xC0, 0, 0], .number(1.5)), ([0x64, 0x7F, 0xF8, 0, 0, 0, 0, 0, 0], .null),
            ([0x44, 2, 0, 0, 0, 0x7D], .number(1.25)), ([0x78, 0, 0, 0, 1, 0x61], "a"), ([0x53, 0, 0, 0, 1, 0xFF], "\u{FFFD}"),
        ] as [([UInt8], Value)])
    func `knows every type that RabbitMQ writes`(bytes: [UInt8], value: Value) {
        #expect(decode([1, 0x6B] + bytes + [1, 0x6E, 0x56]) == ["k": value, "n": .null])
    }

    @Test func `ends where its bytes end, whatever they promise`() throws {
        let whole = try #require(FieldTable.encode(["a": "text", "b": [1, ["c": 2]], "d": .number(0.5)]))
        for length in 0..<whole.count { #expect(decode(Array(whole[..<length])).members.count <= 3) }
        #expect(decode([1, 0x6B, 0x53, 0xFF, 0xFF, 0xFF, 0xFF, 0x61]) == ["k": .null])
    }

    @Test func `is cut at eight levels, in both directions`() throws {
        var value: Value = "deep"
        for _ in 0..<20 { value = .object(["a": value]) }
        var read: Value = .object(decode(try #require(FieldTable.encode(["a": value]))))
        var depth = 0
        while case .object(let object) = read {
            depth += 1
            read = object["a"] ?? "missing"
        }
        #expect(depth == 8 && read.isNull)
        let deep = decode(RawPublisher.nested(30, "array"))
        #expect("\(deep)".count < 2000 && !deep.isEmpty)
    }
}
