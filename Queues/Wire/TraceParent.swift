import Core

/// `traceparent` as W3C Trace Context writes it. One that is not well-formed is no reason to refuse an event: it is dropped.
enum TraceParent {
    static func wellFormed(_ value: Value?) -> String? {
        guard case .string(let text) = value, (55...255).contains(text.utf8.count) else { return nil }
        let bytes = Array(text.utf8)
        guard bytes[2] == dash, bytes[35] == dash, bytes[52] == dash, isHex(bytes[0..<2]), isHex(bytes[3..<35]),
            isHex(bytes[36..<52]), isHex(bytes[53..<55]), bytes[3..<35].contains(where: { $0 != zero }),
            bytes[36..<52].contains(where: { $0 != zero })
        else { return nil }
        let isFirstVersion = bytes[0] == zero && bytes[1] == zero
        let isForbidden = bytes[0] == UInt8(ascii: "f") && bytes[1] == UInt8(ascii: "f")
        guard !isForbidden, bytes.count == 55 || (!isFirstVersion && bytes[55] == dash) else { return nil }
        return bytes[55...].allSatisfy { (0x21...0x7E).contains($0) } ? text : nil
    }

    private static func isHex(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }

    private static let dash = UInt8(ascii: "-")
    private static let zero = UInt8(ascii: "0")
}
