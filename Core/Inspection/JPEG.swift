/// The segments of a JPEG (ISO/IEC 10918-1).
package enum JPEG {
    package static func structure(of bytes: [UInt8]) -> ImageStructure {
        var image = ImageStructure()
        var reader = ByteReader(bytes: bytes, place: 2)
        var (hasFrame, hasScan, hasEnded) = (false, false, false)
        while !hasEnded {
            guard let marker = marker(&reader) else {
                image.fault(.truncated, "it ends before its end marker")
                break
            }
            if marker == Marker.end {
                hasEnded = true
            } else if Marker.alone.contains(marker) {
                continue
            } else {
                guard let length = reader.number(of: 2), length >= 2, length - 2 <= reader.rest else {
                    image.fault(.truncated, "it ends within a segment")
                    break
                }
                let data = Array(bytes[reader.place..<reader.place + length - 2])
                reader.place += length - 2
                if Marker.isFrame(marker) {
                    hasFrame = readFrame(data, &image)
                } else if marker == Marker.scan {
                    hasScan = true
                    skipScan(&reader)
                }
            }
        }
        if hasEnded, !hasFrame || !hasScan { image.fault(.damaged, "it has no picture") }
        if hasEnded, reader.rest > 0 { image.fault(.trailingData, "\(reader.rest) bytes follow its end") }
        if hasFrame { image.measure() }
        return image
    }

    private enum Marker {
        static let scan: UInt8 = 0xDA
        static let end: UInt8 = 0xD9
        /// Restarts, the start of an image, and TEM: markers without a length.
        static let alone: Set<UInt8> = Set(0xD0...0xD8).union([0x01])

        /// Frames of all processes; DHT, JPG and DAC lie between them.
        static func isFrame(_ marker: UInt8) -> Bool { (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker) }
    }

    /// The next marker; any number of fill bytes may stand before it. Nil where there is none.
    private static func marker(_ reader: inout ByteReader) -> UInt8? {
        guard reader.byte() == 0xFF else { return nil }
        while let byte = reader.byte() {
            if byte != 0xFF { return byte == 0 ? nil : byte }
        }
        return nil
    }

    private static func readFrame(_ data: [UInt8], _ image: inout ImageStructure) -> Bool {
        var reader = ByteReader(bytes: data)
        guard reader.byte() != nil, let height = reader.number(of: 2), let width = reader.number(of: 2),
            let components = reader.byte(), (1...4).contains(components)
        else {
            image.fault(.damaged, "its frame makes no sense")
            return false
        }
        (image.width, image.height, image.depth) = (width, height, Int(components))
        return true
    }

    /// To the next marker that is neither a stuffed byte nor a restart.
    private static func skipScan(_ reader: inout ByteReader) {
        reader.place = reader.bytes.withUnsafeBufferPointer { bytes in
            var place = reader.place
            while place + 1 < bytes.count {
                if bytes[place] == 0xFF, bytes[place + 1] != 0, !(0xD0...0xD7).contains(bytes[place + 1]) { return place }
                place += 1
            }
            return bytes.count
        }
    }
}
