import CRabbitMQ
import Glibc

/// Texts that come again with nearly every message (exchange, routing key, content type): the same bytes give the same
/// String, without a new allocation. A small table in which the newest displaces.
struct RepeatedTexts {
    private var slots = [String](repeating: "", count: 64)

    mutating func text(_ bytes: rabbit_bytes) -> String {
        guard let start = bytes.start else { return "" }
        let source = UnsafeBufferPointer(start: start, count: bytes.count)
        // Up to 15 bytes live inside the String itself.
        guard source.count > 15 else { return String(decoding: source, as: UTF8.self) }
        let slot = Self.slot(of: source)
        let known = slots[slot].utf8.withContiguousStorageIfAvailable { held in
            guard let base = held.baseAddress, held.count == source.count else { return false }
            return memcmp(base, start, source.count) == 0
        }
        if known == true { return slots[slot] }
        let text = String(decoding: source, as: UTF8.self)
        slots[slot] = text
        return text
    }

    mutating func optional(_ bytes: rabbit_bytes) -> String? {
        bytes.start == nil ? nil : text(bytes)
    }

    /// FNV-1a over the last 24 bytes, where routing keys differ.
    private static func slot(of bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var hash = UInt32(2_166_136_261) ^ UInt32(truncatingIfNeeded: bytes.count)
        for byte in bytes.suffix(24) { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        return Int((hash ^ hash >> 16) & 63)
    }
}

extension rabbit_bytes {
    /// A text of its own; nil where the field is absent.
    var text: String? {
        start.map { String(decoding: UnsafeBufferPointer(start: $0, count: count), as: UTF8.self) }
    }

    var array: [UInt8] { Array(UnsafeBufferPointer(start: start, count: count)) }
}
