import Core

/// AMQP field tables, as RabbitMQ writes them (types where the 0-9-1 text and practice differ: practice).
enum FieldTable {
    /// Tables and arrays nested deeper become null, in both directions.
    static let depthLimit = 8

    /// Reads an encoded table (without its length). The library has checked the form; what does not fit ends the reading.
    static func decode(_ bytes: UnsafeBufferPointer<UInt8>) -> Object {
        var reader = Reader(bytes: bytes[...])
        return reader.table(depth: 1)
    }

    /// Nil where a name is longer than 255 bytes.
    static func encode(_ object: Object) -> [UInt8]? {
        var output: [UInt8] = []
        return append(object, to: &output, depth: 1) ? output : nil
    }

    private static func append(_ object: Object, to output: inout [UInt8], depth: Int) -> Bool {
        for member in object.members {
            let name = member.name.utf8
            guard name.count <= 255 else { return false }
            output.append(UInt8(name.count))
            output.append(contentsOf: name)
            guard append(member.value, to: &output, depth: depth) else { return false }
        }
        return true
    }

    private static func append(_ value: Value, to output: inout [UInt8], depth: Int) -> Bool {
        switch value {
        case .bool(let flag):
            output += [UInt8(ascii: "t"), flag ? 1 : 0]
        case .integer(let number):
            output.append(UInt8(ascii: "l"))
            output.append(bigEndian: UInt64(bitPattern: number))
        case .number(let number):
            output.append(UInt8(ascii: "d"))
            output.append(bigEndian: number.bitPattern)
        case .string(let text):
            output.append(UInt8(ascii: "S"))
            output.append(bigEndian: UInt32(text.utf8.count))
            output.append(contentsOf: text.utf8)
        case .array(let values) where depth < depthLimit:
            output.append(UInt8(ascii: "A"))
            return output.appendFramed { output in
                values.allSatisfy { append($0, to: &output, depth: depth + 1) }
            }
        case .object(let object) where depth < depthLimit:
            output.append(UInt8(ascii: "F"))
            return output.appendFramed { append(object, to: &$0, depth: depth + 1) }
        case .null, .array, .object:
            output.append(UInt8(ascii: "V"))
        }
        return true
    }

    private struct Reader {
        var bytes: Slice<UnsafeBufferPointer<UInt8>>

        mutating func table(depth: Int) -> Object {
            var object = Object()
            while let length = integer(UInt8.self), let name = text(Int(length)), let kind = integer(UInt8.self) {
                object.members.append(Object.Member(name: name, value: value(kind, depth: depth)))
            }
            return object
        }

        private mutating func array(depth: Int) -> [Value] {
            var values: [Value] = []
            while let kind = integer(UInt8.self) { values.append(value(kind, depth: depth)) }
            return values
        }

        private mutating func value(_ kind: UInt8, depth: Int) -> Value {
            switch UnicodeScalar(kind) {
            case "t": integer(UInt8.self).map { .bool($0 != 0) } ?? .null
            case "b": number(Int8.self)
            case "B": number(UInt8.self)
            case "s": number(Int16.self)
            case "u": number(UInt16.self)
            case "I": number(Int32.self)
            case "i": number(UInt32.self)
            case "l": number(Int64.self)
            case "L", "T": number(UInt64.self)
            case "f": finite(integer(UInt32.self).map { Double(Float(bitPattern: $0)) })
            case "d": finite(integer(UInt64.self).map { Double(bitPattern: $0) })
            case "D": decimal()
            case "S", "x": string()
            case "A": nested(depth: depth) { .array($0.array(depth: depth + 1)) }
            case "F": nested(depth: depth) { .object($0.table(depth: depth + 1)) }
            default: .null
            }
        }

        private mutating func nested(depth: Int, _ read: (inout Reader) -> Value) -> Value {
            guard let length = integer(UInt32.self), let part = take(Int(length)) else { return .null }
            guard depth < depthLimit else { return .null }
            var reader = Reader(bytes: part)
            return read(&reader)
        }

        private mutating func string() -> Value {
            guard let length = integer(UInt32.self), let text = text(Int(length)) else { return .null }
            return .string(text)
        }

        private mutating func decimal() -> Value {
            guard let scale = integer(UInt8.self), let digits = integer(UInt32.self) else { return .null }
            var number = Double(digits)
            for _ in 0..<scale { number /= 10 }
            return .number(number)
        }

        private func finite(_ number: Double?) -> Value {
            guard let number, number.isFinite else { return .null }
            return .number(number)
        }

        private mutating func number<I: FixedWidthInteger>(_ type: I.Type) -> Value {
            guard let number = integer(type) else { return .null }
            return Int64(exactly: number).map(Value.integer) ?? .number(Double(number))
        }

        private mutating func integer<I: FixedWidthInteger>(_ type: I.Type) -> I? {
            guard let part = take(MemoryLayout<I>.size) else { return nil }
            return I(truncatingIfNeeded: part.reduce(into: UInt64(0)) { $0 = $0 << 8 | UInt64($1) })
        }

        private mutating func text(_ length: Int) -> String? {
            take(length).map { String(decoding: $0, as: UTF8.self) }
        }

        private mutating func take(_ count: Int) -> Slice<UnsafeBufferPointer<UInt8>>? {
            guard count <= bytes.count else {
                bytes = bytes.suffix(0)
                return nil
            }
            defer { bytes = bytes.dropFirst(count) }
            return bytes.prefix(count)
        }
    }
}

extension [UInt8] {
    fileprivate mutating func append<I: FixedWidthInteger>(bigEndian number: I) {
        Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
    }

    /// Appends what `body` appends, after its length.
    fileprivate mutating func appendFramed(_ body: (inout [UInt8]) -> Bool) -> Bool {
        let start = count
        append(bigEndian: UInt32(0))
        guard body(&self) else { return false }
        Swift.withUnsafeBytes(of: UInt32(count - start - 4).bigEndian) { length in
            replaceSubrange(start..<start + 4, with: length)
        }
        return true
    }
}
