import Core
import Workers

/// Values for a field: good ones, good ones with a letter changed, and what lies at the borders. The same for the same seed.
struct FieldValues {
    private var dice: Dice

    init(seed: UInt64) {
        dice = Dice(seed: seed)
    }

    mutating func coin() -> Bool { pick(2) == 0 }

    mutating func next(for field: Field) -> Value? {
        switch pick(12) {
        case 0: return other()
        case 1: return nil
        default: break
        }
        if case .integer(let range) = field.kind { return integer(near: range) }
        switch field.kind {
        case .object: return coin() ? .object(["a": 1]) : other()
        case .form(let fields): return coin() ? .object(form(of: fields)) : other()
        case .flag: return coin() ? .bool(coin()) : other()
        case .texts: return coin() ? .array([.string(letters(3)), .string(letters(pick(3)))]) : other()
        case .objects: return coin() ? .array([.object(["a": 1])]) : other()
        default: break
        }
        var text = good(field.kind)
        for _ in 0..<max(0, pick(4) - 1) { text = changed(text) }
        return .string(text)
    }

    private mutating func pick(_ count: Int) -> Int { Int(truncatingIfNeeded: dice.bits128() % UInt128(count)) }
    private mutating func pick<T>(_ values: [T], else other: T) -> T { values.isEmpty ? other : values[pick(values.count)] }

    private mutating func other() -> Value {
        pick([.null, true, 1, .number(2.5), "", [], ["a"], [:], ["a": .null], .number(1e300), "red"], else: .null)
    }

    private mutating func integer(near range: ClosedRange<Int64>) -> Value {
        let number = pick([range.lowerBound, range.upperBound, 0], else: 0) &+ Int64(pick(5)) &- 2
        switch pick(4) {
        case 0: return .number(Double(number))
        case 1: return .number(Double(number) + 0.5)
        default: return .integer(number)
        }
    }

    private mutating func good(_ kind: Field.Kind) -> String {
        switch kind {
        case .uuid:
            let text = UUIDText.text(dice.bits128())
            return coin() ? text.uppercased() : text
        case .email:
            return pick(
                [
                    "ada@example.org", "a.b+c@x-y.example", "\(letters(60 + pick(6)))@a.b", "a@\(letters(60 + pick(6))).fr",
                    "a@b", "a..b@c.d", ".a@b.c", "a@-b.c", "a@b-.c",
                    "\(letters(64))@\(letters(60)).\(letters(60)).\(letters(60 + pick(10)))", "a@b.c.",
                ], else: "")
        case .moment:
            let day = "\(pick(["2026", "2024", "1900", "2000", "0000", "9999"], else: ""))-\(two(0, 14))-\(two(0, 33))"
            let time = "\(two(0, 25)):\(two(0, 61)):\(two(0, 62))\(pick(["", ".", ".1", ".123456789", ".1234567890"], else: ""))"
            return
                "\(day)\(pick(["T", "t", " ", "_"], else: ""))\(time)\(pick(["Z", "z", "+01:00", "-23:59", "+24:00", "+1:00", ""], else: ""))"
        case .token: return letters(14 + pick(4)) + (coin() ? "" : letters(494 + pick(5)))
        case .passwordHash:
            let settings =
                "ln=\(pick([13, 14, 17, 20, 21], else: 0)),r=\(pick([7, 8, 9, 32, 33], else: 0)),p=\(pick([0, 1, 16, 17], else: 0))"
            let plain = "ln=17,r=8,p=1"
            return "$scrypt$\(coin() ? plain : settings)$\(letters(8 + pick(82)))$\(letters(18 + pick(72)))"
        case .secretReference:
            return pick(
                [
                    "totp/7", "vault:totp/6b1f-41", UUIDText.text(dice.bits128()), "OTPauth://totp/a?x=1", "a?Secret=b",
                    "MZXW6===",
                    "kv/\(String(repeating: "aZ2", count: 5 + pick(2)))", "JBSW-Y3DP-EHPK-3P", "JBSW-Y3DP-EHPK", "JBSWY3D",
                    "GEZDGNBV",
                    "x/JBSW-Y3DP-EHPK-3PXP/y", letters(198 + pick(5)),
                ], else: "")
        case .address:
            return pick(
                [
                    "192.0.2.1", "192.0.2.0/24", "2001:db8::/48", "::1", "256.0.0.1", "192.0.2.01", "192.0.2.0/33", "1.2.3",
                    "0.0.0.0/0",
                ], else: "")
        case .sha256: return String(repeating: coin() ? "aF09" : "0123", count: 16)
        case .prose(let limit), .proseOrObject(let limit): return letters(max(0, limit - 1 + pick(3)))
        case .base64: return pick(["", "RnJv", "RnI=", "Rg==", "R===", "Rn=v", "R"], else: "")
        case .text(let limit): return letters(max(0, limit - 1 + pick(3)))
        case .choice(let names): return pick(names, else: "")
        case .object, .form, .integer, .flag, .texts, .objects: return ""
        }
    }

    /// Some of its fields varied, one by one.
    private mutating func form(of fields: [Field]) -> Object {
        var object = EventSchema.example(of: fields)
        for field in fields where pick(fields.count + 1) == 0 { object[field.name] = next(for: field) }
        return object
    }

    private mutating func two(_ low: Int, _ end: Int) -> String {
        let number = low + pick(end - low)
        return number < 10 && pick(20) > 0 ? "0\(number)" : "\(number)"
    }

    private mutating func letters(_ count: Int) -> String {
        String((0..<count).map { _ in pick(Array("abcXYZ019"), else: "a") })
    }

    /// One letter taken, put or exchanged.
    private mutating func changed(_ text: String) -> String {
        var scalars = Array(text.unicodeScalars)
        let strange: [Unicode.Scalar] = [
            "\n", "\r", "\0", "\u{7F}", "\u{85}", " ", "\u{A0}", "\u{3000}", "\u{FEFF}", "\u{2028}", "é", "\u{301}", "😀", "$",
            "-", "@", ".",
            "=", "+", "/", "0", "a",
        ]
        let place = scalars.isEmpty ? 0 : pick([0, scalars.count - 1, pick(scalars.count)], else: 0)
        switch pick(4) {
        case 0 where !scalars.isEmpty: scalars.remove(at: place)
        case 1 where !scalars.isEmpty: scalars[place] = pick(strange, else: "a")
        case 2: scalars.append(pick(strange, else: "a"))
        default: scalars.insert(pick(strange, else: "a"), at: place)
        }
        return String(String.UnicodeScalarView(scalars))
    }
}
