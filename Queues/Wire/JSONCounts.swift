import Core

extension JSONText {
    /// An object of integers, `{"guichet.notification":3}`, read without values in between: every row has one.
    static func counts(_ text: UnsafeRawBufferPointer) throws(Failure) -> [String: Int64] {
        try text.withMemoryRebound(to: UInt8.self) { (buffer) throws(Failure) in
            guard let base = buffer.baseAddress else { return [:] }
            var reader = JSONReader(base: base, end: buffer.count, limits: Limits())
            guard reader.take(UInt8(ascii: "{")) else { throw reader.malformed("an object should be") }
            var counts: [String: Int64] = [:]
            if reader.take(UInt8(ascii: "}")) { return counts }
            while true {
                guard reader.take(UInt8(ascii: "\"")) else { throw reader.malformed("a name in quotes should be") }
                let name = try reader.string()
                guard reader.take(UInt8(ascii: ":")) else { throw reader.malformed("a colon should be") }
                reader.skipSpace()
                guard reader.position < reader.end, case .integer(let count) = try reader.number() else {
                    throw reader.malformed("an integer should be")
                }
                counts[name] = count
                if reader.take(UInt8(ascii: ",")) { continue }
                guard reader.take(UInt8(ascii: "}")) else { throw reader.malformed("a comma or the object's end should be") }
                return counts
            }
        }
    }
}
