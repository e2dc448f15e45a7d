/// What the MIME library would take for a mail, from its bytes alone: never less than it takes, whatever is in them.
///
/// Where a header begins only the library can tell, so each line that may be a field, or part two parts, counts as one.
struct IntakeCost {
    /// Bytes of memory.
    private(set) var memory = 0
    /// For each address field, its commas times its bytes: an address that is none is looked for as far as the field's end.
    private(set) var steps = 0
    /// Colons of the address field that has most.
    private(set) var colons = 0

    private enum Line { case text, field, subject, parameters, addresses }

    private var line = Line.text
    private var commas = 0
    private var length = 0
    private var groups = 0

    init(of bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { bytes in
            var start = 0
            while start < bytes.count {
                var end = start
                while end < bytes.count, bytes[end] != 0x0A { end += 1 }
                add(UnsafeBufferPointer(rebasing: bytes[start..<end]))
                start = end + 1
            }
        }
        close()
    }

    private mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
        if text.first != 0x20, text.first != 0x09 {
            close()
            line = IntakeCost.kind(of: text)
            if line != .text { memory += IntakeCost.field }
            if text.count > 1, text[0] == 0x2D, text[1] == 0x2D { memory += IntakeCost.part }
        }
        switch line {
        case .text: break
        case .field: memory += (text.count + 1) * IntakeCost.fieldByte
        case .subject: memory += (text.count + 1) * IntakeCost.subjectByte
        case .parameters: memory += (text.count + 1) * IntakeCost.parameterByte
        case .addresses:
            memory += (text.count + 1) * IntakeCost.addressByte
            length += text.count + 1
            for byte in text {
                if byte == 0x2C { commas += 1 }
                if byte == 0x3A { groups += 1 }
            }
        }
    }

    private mutating func close() {
        (steps, colons) = (steps + commas * length, max(colons, groups))
        (commas, length, groups) = (0, 0, 0)
    }

    private static func kind(of text: UnsafeBufferPointer<UInt8>) -> Line {
        var end = 0
        while end < text.count, text[end] != 0x3A, text[end] != 0x20, text[end] != 0x09 { end += 1 }
        var colon = end
        while colon < text.count, text[colon] == 0x20 || text[colon] == 0x09 { colon += 1 }
        guard colon < text.count, text[colon] == 0x3A else { return .text }
        let starts = { (name: [UInt8]) in
            name.count <= end && name.indices.allSatisfy { text[$0] | 0x20 == name[$0] }
        }
        if addresses.contains(where: starts) { return .addresses }
        if starts(content) { return .parameters }
        return starts(subject) ? .subject : .field
    }

    private static let addresses = ["to", "cc", "bcc", "from", "sender", "reply-to", "resent-"].map { Array($0.utf8) }
    private static let content = Array("content-".utf8)
    private static let subject = Array("subject".utf8)

    // What GMime 3.2 took of inputs made to cost it most, rounded up.
    private static let part = 1500
    private static let field = 600
    private static let fieldByte = 5
    private static let subjectByte = 12
    private static let parameterByte = 80
    private static let addressByte = 160
}
