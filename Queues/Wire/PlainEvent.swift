import Core
import Glibc

/// Reading a structured event in one pass, without making what only carries it: its own object, its names, texts that are
/// there already. Only what is plainly written is read so: names without escapes, each once, and no null. All else is
/// read as ever, so that what is refused and why has one source.
extension JSONText {
    static func plainEvent(_ body: [UInt8], routingKey: String, keepingDepth: Int) -> Attributes? {
        let limits = Limits()
        return body.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress, buffer.count <= limits.size else { return nil }
            var reader = JSONReader(base: base, end: buffer.count, limits: limits, keepingDepth: keepingDepth)
            // What is wrong with it is for the reader of everything to say.
            do { return try reader.plainEvent(routingKey: routingKey) } catch { return nil }
        }
    }
}

extension JSONReader {
    private enum Name: Int {
        case specversion, id, source, type, subject, time, sequence, traceparent, datacontenttype, data
    }

    private static let names: [(text: StaticString, name: Name)] = [
        ("specversion", .specversion), ("id", .id), ("source", .source), ("type", .type), ("subject", .subject),
        ("time", .time), ("sequence", .sequence), ("traceparent", .traceparent), ("datacontenttype", .datacontenttype),
        ("data", .data),
    ]

    /// They are compared one by one.
    private static let mostOthers = 24

    fileprivate mutating func plainEvent(routingKey: String) throws(Failure) -> Attributes? {
        remaining -= 1
        guard take(UInt8(ascii: "{")) else { return nil }
        var attributes = Attributes()
        var seen = 0
        var others: [Range<Int>] = []
        while true {
            guard take(UInt8(ascii: "\"")), let range = passName(), take(UInt8(ascii: ":")) else { return nil }
            skipSpace()
            guard position < end else { return nil }
            if let name = name(at: range) {
                guard seen & 1 << name.rawValue == 0, try read(name, into: &attributes, routingKey) else { return nil }
                seen |= 1 << name.rawValue
            } else {
                // An extension nobody looks into; the second of its name, and data in Base64, are refused.
                guard !holds("data_base64", at: range), others.count < Self.mostOthers,
                    !others.contains(where: { isSame($0, range) })
                else { return nil }
                others.append(range)
                _ = try value(depth: 1)
            }
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "}")) else { return nil }
            skipSpace()
            return position == end && remaining >= 0 ? attributes : nil
        }
    }

    /// False where the value is not plain.
    private mutating func read(
        _ name: Name, into attributes: inout Attributes, _ routingKey: String
    ) throws(Failure) -> Bool {
        switch name {
        case .data:
            guard base[position] == UInt8(ascii: "{") else { return false }
            attributes.data = try value(depth: 1)
        case .sequence:
            guard base[position] != UInt8(ascii: "n") else { return false }
            attributes.sequence = try value(depth: 1)
        case .datacontenttype where pass("application/json"): break
        case .time:
            attributes.moment = moment()
            return attributes.moment != nil
        case .type where pass(routingKey): attributes.type = .string(routingKey)
        case .specversion, .id, .source, .type, .subject, .traceparent, .datacontenttype:
            guard base[position] == UInt8(ascii: "\"") else { return false }
            let text = try value(depth: 1)
            switch name {
            case .specversion: attributes.specversion = text
            case .id: attributes.id = text
            case .source: attributes.source = text
            case .type: attributes.type = text
            case .subject: attributes.subject = text
            case .datacontenttype: attributes.datacontenttype = text
            default: attributes.traceparent = text
            }
        }
        return true
    }

    private func name(at range: Range<Int>) -> Name? {
        for known in Self.names where holds(known.text, at: range) { return known.name }
        return nil
    }

    private func holds(_ text: StaticString, at range: Range<Int>) -> Bool {
        text.utf8CodeUnitCount == range.count && memcmp(base + range.lowerBound, text.utf8Start, range.count) == 0
    }

    private func isSame(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
        left.count == right.count && memcmp(base + left.lowerBound, base + right.lowerBound, left.count) == 0
    }

    /// Passes over a string where it is this text, which has no need of escapes.
    private mutating func pass(_ text: String) -> Bool {
        var text = text
        let length = text.utf8.count
        guard position + length + 1 < end, base[position] == UInt8(ascii: "\""),
            base[position + length + 1] == UInt8(ascii: "\""),
            text.withUTF8({ $0.allSatisfy { $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C } }),
            text.withUTF8({ memcmp(base + position + 1, $0.baseAddress ?? base, length) }) == 0
        else { return false }
        position += length + 2
        remaining -= 1
        return true
    }

    private mutating func moment() -> Moment? {
        guard base[position] == UInt8(ascii: "\"") else { return nil }
        position += 1
        guard let range = passName() else { return nil }
        remaining -= 1
        return Moment(rfc3339: UnsafeBufferPointer(start: base + range.lowerBound, count: range.count).span)
    }
}
