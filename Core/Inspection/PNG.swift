/// The chunks of a PNG (ISO/IEC 15948): their order, lengths and check sums.
package enum PNG {
    package static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    package static func structure(of bytes: [UInt8]) -> ImageStructure {
        var image = ImageStructure()
        var reader = ByteReader(bytes: bytes, place: signature.count)
        var (chunks, hasData, hasEnded) = (0, false, false)
        while !hasEnded {
            guard let length = reader.number(of: 4), let name = reader.number(of: 4) else {
                image.fault(.truncated, "it ends before its last chunk")
                break
            }
            guard length <= reader.rest - 4 else {
                image.fault(.truncated, "it ends within the chunk \(text(name))")
                break
            }
            let data = bytes[reader.place..<reader.place + length]
            reader.place += length
            if reader.number(of: 4) != Int(checkSum(bytes[(data.startIndex - 4)..<data.endIndex])) {
                image.fault(.damaged, "the check sum of the chunk \(text(name)) is wrong")
                break
            }
            chunks += 1
            if (chunks == 1) != (name == Name.header) {
                image.fault(.damaged, "its chunks are not in order")
                break
            }
            switch name {
            case Name.header: readHeader(Array(data), &image)
            case Name.data: hasData = true
            case Name.end: hasEnded = true
            default: break
            }
        }
        if hasEnded, !hasData { image.fault(.damaged, "it has no picture") }
        if hasEnded, reader.rest > 0 { image.fault(.trailingData, "\(reader.rest) bytes follow its end") }
        image.measure()
        return image
    }

    private enum Name {
        static let header = 0x4948_4452
        static let data = 0x4944_4154
        static let end = 0x4945_4E44
    }

    private static func text(_ name: Int) -> String {
        String(decoding: [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: name >> $0) }, as: UTF8.self)
    }

    private static func readHeader(_ data: [UInt8], _ image: inout ImageStructure) {
        var reader = ByteReader(bytes: data)
        guard data.count == 13, let width = reader.number(of: 4), let height = reader.number(of: 4), let bits = reader.byte(),
            let colour = reader.byte(), [1, 2, 4, 8, 16].contains(bits), [0, 2, 3, 4, 6].contains(colour)
        else { return image.fault(.damaged, "its header makes no sense") }
        (image.width, image.height) = (width, height)
        image.depth = 4 * (bits == 16 ? 2 : 1)
    }

    /// CRC-32 as in ISO 3309.
    private static func checkSum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        var sum: UInt32 = 0xFFFF_FFFF
        bytes.withUnsafeBufferPointer { bytes in
            for byte in bytes { sum = table[Int((sum ^ UInt32(byte)) & 0xFF)] ^ sum >> 8 }
        }
        return ~sum
    }

    private static let table: [UInt32] = (0..<256).map { number in
        (0..<8).reduce(UInt32(number)) { sum, _ in sum & 1 == 1 ? 0xEDB8_8320 ^ sum >> 1 : sum >> 1 }
    }
}
