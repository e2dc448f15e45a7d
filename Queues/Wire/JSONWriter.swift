package import Core

extension JSONText {
    /// Appends the compact text. What JSON has no number for (not a number, infinite) becomes null.
    package static func append(_ value: Value, to output: inout [UInt8]) {
        switch value {
        case .null: append("null" as StaticString, to: &output)
        case .bool(let flag): append(flag ? "true" as StaticString : "false", to: &output)
        case .integer(let number): append(number, to: &output)
        case .number(let number): append(ascii: number.isFinite ? number.description : "null", to: &output)
        case .string(let text): append(text, to: &output)
        case .array(let values):
            output.append(UInt8(ascii: "["))
            for index in values.indices {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                append(values[index], to: &output)
            }
            output.append(UInt8(ascii: "]"))
        case .object(let object): append(object, to: &output)
        }
    }

    package static func append(_ object: Object, to output: inout [UInt8]) {
        if let text = object.unreadText { return output.append(contentsOf: text) }
        let members = object.members
        output.append(UInt8(ascii: "{"))
        for index in members.indices {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            append(members[index].name, to: &output)
            output.append(UInt8(ascii: ":"))
            append(members[index].value, to: &output)
        }
        output.append(UInt8(ascii: "}"))
    }

    /// Appends a string in quotes; runs without escapes are copied in one piece.
    static func append(_ text: String, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { bytes in
            guard let base = bytes.baseAddress else { return }
            var start = 0
            while start < bytes.count {
                let stop = JSONScan.special(in: base, from: start, to: bytes.count)
                output.append(contentsOf: UnsafeBufferPointer(start: base + start, count: stop - start))
                guard stop < bytes.count else { break }
                escape(base[stop], to: &output)
                start = stop + 1
            }
        }
        output.append(UInt8(ascii: "\""))
    }

    static func append(_ number: Int64, to output: inout [UInt8]) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var rest = number.magnitude
            var place = digits.count
            repeat {
                place -= 1
                digits[place] = UInt8(truncatingIfNeeded: 0x30 + rest % 10)
                rest /= 10
            } while rest > 0
            if number < 0 {
                place -= 1
                digits[place] = UInt8(ascii: "-")
            }
            output.append(contentsOf: digits[place...])
        }
    }

    static func append(_ text: StaticString, to output: inout [UInt8]) {
        output.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    static func append(ascii text: String, to output: inout [UInt8]) {
        var text = text
        text.withUTF8 { output.append(contentsOf: $0) }
    }

    private static func escape(_ byte: UInt8, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x22, 0x5C: output.append(byte)
        case 0x08: output.append(UInt8(ascii: "b"))
        case 0x09: output.append(UInt8(ascii: "t"))
        case 0x0A: output.append(UInt8(ascii: "n"))
        case 0x0C: output.append(UInt8(ascii: "f"))
        case 0x0D: output.append(UInt8(ascii: "r"))
        default:
            append("u00" as StaticString, to: &output)
            output.append(UInt8(ascii: "0") + byte >> 4)
            let low = byte & 15
            output.append(low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10)
        }
    }
}
