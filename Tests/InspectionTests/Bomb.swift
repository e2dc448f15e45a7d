import Foundation

/// Files that are far larger than they look.
enum Bomb {
    /// An object stream of 3.5 MB that unpacks to 540 MB of blanks.
    static func objectStream() -> [UInt8] {
        let stream = Deflate.blanks(count: 1 << 21)
        var bytes = Array("%PDF-1.5\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n".utf8)
        let place = bytes.count
        bytes += Array("4 0 obj\n<< /Type /ObjStm /N 2 /First 12 /Filter /FlateDecode /Length \(stream.count) >>\nstream\n".utf8)
        bytes += stream
        bytes += Array("\nendstream\nendobj\n".utf8)
        let table = bytes.count
        var rows: [UInt8] = []
        for (kind, value, last) in [(0, 0, 255), (1, 9, 0), (2, 4, 0), (2, 4, 1), (1, place, 0), (1, table, 0)] {
            rows += [UInt8(kind)] + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) } + [UInt8(last)]
        }
        bytes += Array("5 0 obj\n<< /Type /XRef /Size 6 /W [1 4 1] /Root 1 0 R /Length \(rows.count) >>\nstream\n".utf8)
        bytes += rows
        bytes += Array("\nendstream\nendobj\nstartxref\n\(table)\n%%EOF\n".utf8)
        return bytes
    }
}

/// Just enough of deflate (RFC 1951) to write a run of blanks: one literal, then matches of 258 bytes at distance 1.
enum Deflate {
    /// - Parameter count: of matches, by eights: so many of 13 bits end where they began within a byte.
    static func blanks(count: Int) -> [UInt8] {
        var writer = BitWriter()
        writer.put(1, 1)
        writer.put(1, 2)
        writer.code(0x30 + 0x20, 8)
        let begin = writer.count
        for _ in 0..<8 {
            writer.code(0b1100_0101, 8)
            writer.code(0, 5)
        }
        writer.again(from: begin, times: count / 8 - 1)
        writer.code(0, 7)
        return [0x78, 0x9C] + writer.finished() + [0, 0, 0, 0]
    }

    private struct BitWriter {
        private var bytes: [UInt8] = []
        private var (current, filled): (UInt32, UInt32) = (0, 0)

        var count: Int { bytes.count }

        mutating func again(from begin: Int, times: Int) {
            let block = Array(bytes[begin...])
            bytes.reserveCapacity(bytes.count + block.count * times)
            for _ in 0..<times { bytes += block }
        }

        mutating func put(_ value: UInt32, _ width: UInt32) {
            current |= value << filled
            filled += width
            while filled >= 8 {
                bytes.append(UInt8(truncatingIfNeeded: current))
                current >>= 8
                filled -= 8
            }
        }

        /// Huffman codes are written from their highest bit.
        mutating func code(_ value: UInt32, _ width: UInt32) {
            for bit in (0..<width).reversed() { put(value >> bit & 1, 1) }
        }

        mutating func finished() -> [UInt8] { bytes + [UInt8(truncatingIfNeeded: current)] }
    }
}
