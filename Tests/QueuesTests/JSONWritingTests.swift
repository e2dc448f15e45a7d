import Core
import Queues
import Testing

@Suite struct `Writing JSON` {
    @Test(
        arguments: [
            (.null, "null"), (true, "true"), (false, "false"), (0, "0"), (.integer(.max), "9223372036854775807"),
            (.integer(.min), "-9223372036854775808"), (.number(1), "1.0"), (.number(0.1), "0.1"), (.number(-0.0), "-0.0"),
            (.number(1e100), "1e+100"), (.number(.leastNonzeroMagnitude), "5e-324"), (.number(.infinity), "null"),
            (.number(.nan), "null"),
            ("", #""""#), ("a", #""a""#), ("\"\\/", #""\"\\/""#), ("\u{8}\u{9}\u{a}\u{c}\u{d}", #""\b\t\n\f\r""#),
            ("\u{0}\u{1}\u{1f}", #""\u0000\u0001\u001f""#), ("\u{7f}é€😀", "\"\u{7f}é€😀\""),
            ("eight by\"nine byte\\", #""eight by\"nine byte\\""#),
            ([], "[]"), ([1, [2], .null], "[1,[2],null]"), ([:], "{}"), (["b": 1, "a": ["\n": []]], #"{"b":1,"a":{"\n":[]}}"#),
        ] as [(Value, String)])
    func `is compact and exact`(_ value: Value, _ text: String) {
        #expect(String(decoding: JSONText.bytes(value), as: UTF8.self) == text)
    }

    @Test func `comes back as it was`() throws {
        var dice = WireDice(seed: 1)
        for _ in 0..<2_000 {
            let value = arbitrary(depth: 0, &dice)
            let bytes = JSONText.bytes(value)
            #expect(try JSONText.parse(bytes) == value)
            #expect(JSONText.bytes(try JSONText.parse(bytes)) == bytes)
        }
    }

    private func arbitrary(depth: Int, _ dice: inout WireDice) -> Value {
        switch Int.random(in: 0..<(depth < 4 ? 9 : 6), using: &dice) {
        case 0: return .null
        case 1: return .bool(.random(using: &dice))
        case 2: return .integer(.random(in: .min ... .max, using: &dice))
        case 3: return .integer(.random(in: -9...99, using: &dice))
        case 4:
            let number = Double(bitPattern: dice.next())
            return number.isFinite ? .number(number) : .number(0.5)
        case 5, 6: return .string(text(&dice))
        case 7: return .array((0..<Int.random(in: 0..<5, using: &dice)).map { _ in arbitrary(depth: depth + 1, &dice) })
        default:
            var object = Object()
            for _ in 0..<Int.random(in: 0..<6, using: &dice) { object[text(&dice)] = arbitrary(depth: depth + 1, &dice) }
            return .object(object)
        }
    }

    private func text(_ dice: inout WireDice) -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0..<24, using: &dice) {
            let limit: UInt32 = [0x80, 0x80, 0x80, 0x800, 0x1_0000, 0x11_0000].randomElement(using: &dice) ?? 0x80
            if let scalar = Unicode.Scalar(UInt32.random(in: 0..<limit, using: &dice)) { text.append(scalar) }
        }
        return String(text)
    }
}
