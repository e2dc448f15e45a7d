package import Core

/// JSON text (RFC 8259) to values and back: strict on the way in, compact on the way out.
///
/// Refused, always as `malformed` and never repeating the input, for it may hold a secret: anything but one value, a byte
/// order mark, invalid UTF-8, lone surrogates, a name twice in one object, numbers beyond a double, nesting deeper than
/// `depth`, names longer than `name`, more bytes than `size` and more values than `count`. Integers that fit 64 bits stay
/// exact.
package enum JSONText {
    /// What one text may cost. `count` bounds the memory that a text of many tiny values would take, `name` the time it takes
    /// to compare names, which are the same where Unicode says so.
    package struct Limits: Hashable, Sendable {
        package var size: Int
        package var depth: Int
        package var count: Int
        package var name: Int

        package init(size: Int = 16 << 20, depth: Int = 64, count: Int = 250_000, name: Int = 1024) {
            self.size = size
            self.depth = depth
            self.count = count
            self.name = name
        }
    }

    /// `keepingDepth`: plain objects nested that deep are checked and kept as text; the outermost is at depth 1.
    package static func parse(
        _ bytes: [UInt8], limits: Limits = Limits(), keepingDepth: Int = .max
    ) throws(Failure) -> Value {
        try bytes.withUnsafeBufferPointer { (buffer) throws(Failure) in
            try parse(buffer, limits: limits, keepingDepth: keepingDepth)
        }
    }

    package static func parse(_ bytes: ArraySlice<UInt8>, limits: Limits = Limits()) throws(Failure) -> Value {
        try bytes.withUnsafeBufferPointer { (buffer) throws(Failure) in try parse(buffer, limits: limits) }
    }

    package static func parse(
        _ bytes: UnsafeRawBufferPointer, limits: Limits = Limits(), keepingDepth: Int = .max
    ) throws(Failure) -> Value {
        try bytes.withMemoryRebound(to: UInt8.self) { (buffer) throws(Failure) in
            try parse(buffer, limits: limits, keepingDepth: keepingDepth)
        }
    }

    package static func parse(
        _ bytes: UnsafeBufferPointer<UInt8>, limits: Limits = Limits(), keepingDepth: Int = .max
    ) throws(Failure) -> Value {
        guard bytes.count <= limits.size else {
            throw .malformed(field: "data", message: "\(bytes.count) bytes of JSON; at most \(limits.size) are read")
        }
        guard let base = bytes.baseAddress, !bytes.isEmpty else {
            throw .malformed(field: "data", message: "no JSON: the text is empty")
        }
        var reader = JSONReader(base: base, end: bytes.count, limits: limits, keepingDepth: keepingDepth)
        return try reader.document()
    }

    package static func bytes(_ value: Value) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(1000)
        append(value, to: &output)
        return output
    }
}
