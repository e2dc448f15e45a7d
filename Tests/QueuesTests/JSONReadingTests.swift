import Core
import Queues
import Testing

@Suite struct `Reading JSON` {
    @Test(
        arguments: [
            ("null", .null), ("true", true), ("false", false), (" \t\r\n1 \n", 1),
            ("0", 0), ("-0", 0), ("-1", -1), ("1234567890", 1_234_567_890),
            ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
            ("9223372036854775808", .number(9_223_372_036_854_775_808)),
            ("-9223372036854775809", .number(-9_223_372_036_854_775_808)),
            ("18446744073709551616", .number(18_446_744_073_709_551_616)),
            ("123456789012345678901234567890", .number(123456789012345677877719597056)),
            ("1.0", .number(1)), ("0.5", .number(0.5)), ("-0.0", .number(-0.0)), ("1.25", .number(1.25)), ("0.1", .number(0.1)),
            ("1e2", .number(100)), ("1E2", .number(100)), ("1e+2", .number(100)), ("1e-2", .number(0.01)), ("0e+1", .number(0)),
            ("123.456e78", .number(123.456e78)), ("1e-400", .number(0)),
            ("2.2250738585072014e-308", .number(2.2250738585072014e-308)),
            ("5e-324", .number(.leastNonzeroMagnitude)), ("1.7976931348623157e308", .number(.greatestFiniteMagnitude)),
            ("0.30000000000000004", .number(0.1 + 0.2)), ("9007199254740993.0", .number(9_007_199_254_740_992)),
            ("0.000000000000000000000000000001", .number(1e-30)),
            (#""""#, ""), (#""a""#, "a"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"),
            (#""\u0041\u00e9\u00E9\u20AC""#, "Aéé€"),
            (#""\u0000""#, "\u{0}"), (#""\uD83D\uDE00""#, "😀"), (#""\ud834\udd1e x""#, "𝄞 x"), (#""\uDBFF\uDFFF""#, "\u{10FFFF}"),
            (#""é€😀""#, "é€😀"), ("\"\u{7F}\u{2028}\u{2029}\u{FEFF}\"", "\u{7F}\u{2028}\u{2029}\u{FEFF}"),
            (#""a text of more than eight bytes\nand another one\\""#, "a text of more than eight bytes\nand another one\\"),
            (#""\uFFFF\uFFFE""#, "\u{FFFF}\u{FFFE}"),
            ("[]", []), ("[ ]", []), ("[1]", [1]), ("[1,2 , 3]", [1, 2, 3]), ("[[],[[]]]", [[], [[]]]),
            (#"[null,"",{}]"#, [.null, "", [:]]),
            ("{}", [:]), ("{ }", [:]), (#"{"a":1}"#, ["a": 1]), (#"{"":0}"#, ["": 0]),
            (#" { "a" : { "b" : [ ] } , "c" : true } "#, ["a": ["b": []], "c": true]),
            (#"{"a\nb":1}"#, ["a\nb": 1]), (#"{"a":{"a":1}}"#, ["a": ["a": 1]]),
        ] as [(String, Value)])
    func `accepts what RFC 8259 allows`(_ text: String, _ value: Value) throws {
        #expect(try JSONText.parse(Array(text.utf8)) == value)
    }

    @Test(arguments: [
        "", " ", "nul", "nulL", "True", "tru", "truex", "NaN", "Infinity", "-Infinity", "undefined", "'a'", "a", "\u{FEFF}1",
        "\u{A0}1", "1\u{C}",
        "/*c*/1", "1//c", "1 2", "[] []", "{}}", "[]]", "\"a\"x", ",", "#", "1,",
        "-", "+1", "--1", "01", "-01", "00", "1.", ".5", "-.5", "1.e1", "1e", "1e+", "1e-", "1ee2", "1e2.5", "0x10", "1_000",
        "1a", "- 1", "1.2.3", "１",
        "1e400", "-1e400", "1e99999999999999999999",
        "\"", "\"a", "\"\\", "\"\\\"", "\"\\x41\"", "\"\\a\"", "\"\\'\"", "\"\\u\"", "\"\\u00\"", "\"\\u004\"", "\"\\u00G0\"",
        "\"\\u 041\"", "\"\\U0041\"",
        "\"a\nb\"", "\"a\tb\"", "\"\u{0}\"", "\"\u{1F}\"", "\"12345678\u{1}\"",
        "\"\\uD800\"", "\"\\uD800x\"", "\"\\uD800\\n\"", "\"\\uD800\\u0041\"", "\"\\uD800\\uD800\"", "\"\\uDC00\"",
        "\"\\uDE00\\uD83D\"", "\"\\uD83D\\uDE0\"", "\"\\uD83D\\",
        "[", "[1", "[1,", "[,", "[,1]", "[1,]", "[1,,2]", "[1 2]", "[1:2]", "[1}", "[\"a\"", "[a", "[-]", "[\"\n\"]",
        "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{,}", "{\"a\"}", "{\"a\" 1}", "{\"a\"::1}", "{a:1}",
        "{1:1}", "{null:1}", "{'a':1}", "{\"a\":1 \"b\":2}", "{\"a\":1,,\"b\":2}",
        "{\"a\":1]", "{\"a\":1,\"a\":1}", "{\"a\":1,\"\\u0061\":2}", "{\"é\":1,\"e\u{301}\":2}",
        "{\"x\":{\"a\":1,\"b\":2,\"a\":3}}",
    ])
    func `refuses everything else`(_ text: String) {
        #expect(isMalformed(Array(text.utf8)))
    }

    @Test(
        arguments: [
            [0x22, 0x80, 0x22], [0x22, 0xFF, 0x22], [0x22, 0xC0, 0xAF, 0x22], [0x22, 0xE0, 0x80, 0xAF, 0x22], [0x22, 0xC3, 0x22],
            [0x22, 0xE2, 0x82, 0x22],
            [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], [0x22, 0xF8, 0x88, 0x80, 0x80, 0x80, 0x22],
            [0x22, 0x5C, 0x6E, 0xFF, 0x22],
            [0xFF, 0xFE, 0x31, 0x00], [0x31, 0x00], [0x00], [0x5B, 0xFF, 0x5D], [0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D],
        ] as [[UInt8]])
    func `refuses bytes that are not UTF-8`(_ bytes: [UInt8]) {
        #expect(isMalformed(bytes))
    }

    @Test func `finds a name given twice among many`() throws {
        let names = (0..<1000).map { "\"name \($0)\":\($0)" }
        let fine = "{" + names.joined(separator: ",") + "}"
        #expect(try JSONText.parse(Array(fine.utf8)).object?.members.count == 1000)
        #expect(isMalformed(Array((fine.dropLast() + ",\"name 7\":0}").utf8)))
        #expect(isMalformed(Array((fine.dropLast() + ",\"name 999\":0}").utf8)))
    }

    @Test func `descends 64 levels and no further`() throws {
        func nested(_ depth: Int) -> [UInt8] {
            Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        _ = try JSONText.parse(nested(64))
        #expect(isMalformed(nested(65)))
        let clock = ContinuousClock()
        for unit in ["[", "{\"a\":", "[{\"a\":"] {
            let deep = Array(String(repeating: unit, count: 100_000).utf8)
            var refused = false
            let time = clock.measure { refused = isMalformed(deep) }
            #expect(refused && time < .seconds(20))
        }
    }

    @Test func `bounds what a text may cost`() throws {
        let big = [UInt8(ascii: "\"")] + [UInt8](repeating: UInt8(ascii: "a"), count: 20_000_000) + [UInt8(ascii: "\"")]
        let clock = ContinuousClock()
        var refused = false
        let time = clock.measure { refused = isMalformed(big) }
        #expect(refused && time < .seconds(20))
        #expect(try JSONText.parse(big, limits: .init(size: 30_000_000)).string?.utf8.count == 20_000_000)
        let name = String(repeating: "n", count: 1024)
        #expect(try JSONText.parse(Array("{\"\(name)\":1}".utf8)) == .object(Object([.init(name: name, value: 1)])))
        #expect(isMalformed(Array("{\"\(name)n\":1}".utf8)))
        let crowd = Array(("[" + String(repeating: "0,", count: 250_000) + "0]").utf8)
        #expect(isMalformed(crowd))
        #expect(try JSONText.parse(crowd, limits: .init(count: 250_002)).array?.count == 250_001)
    }

    @Test func `says where, and repeats nothing`() {
        let secret = Array(#"{"password":"hunter2,"x":1}"#.utf8)
        #expect(throws: Failure.malformed(field: "data", message: "not JSON: a comma or the object's end should be at byte 22")) {
            try JSONText.parse(secret)
        }
    }

    @Test func `reads a slice and raw memory as it reads an array`() throws {
        let padded = Array("xx[1]yy".utf8)
        #expect(try JSONText.parse(padded[2..<5]) == [1])
        #expect(try padded.withUnsafeBytes { try JSONText.parse(UnsafeRawBufferPointer(rebasing: $0[2..<5])) } == [1])
        #expect(throws: Failure.self) { try JSONText.parse(UnsafeRawBufferPointer(start: nil, count: 0)) }
        #expect(throws: Failure.self) { try JSONText.parse(padded[0..<0]) }
    }

    private func isMalformed(_ bytes: [UInt8]) -> Bool {
        do {
            _ = try JSONText.parse(bytes)
            return false
        } catch {
            if case .malformed("data", _) = error { return true }
            return false
        }
    }
}
