/// The bytes of a document, at one address for as long as anything reads them.
final class DocumentBytes {
    let start: UnsafeRawBufferPointer
    private let memory: UnsafeMutableRawBufferPointer

    init(_ bytes: [UInt8]) {
        memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(bytes.count, 1), alignment: 16)
        memory.copyBytes(from: bytes)
        start = UnsafeRawBufferPointer(rebasing: memory[..<bytes.count])
    }

    deinit { memory.deallocate() }

    var count: Int { start.count }

    /// Every place in a range at which these bytes begin.
    func places(of text: StaticString, in range: Range<Int>) -> [Int] {
        let wanted = UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        var places: [Int] = []
        var place = range.lowerBound
        while place + wanted.count <= range.upperBound {
            if start[place] == wanted[0], start[place..<place + wanted.count].elementsEqual(wanted) { places.append(place) }
            place += 1
        }
        return places
    }

    func isBlank(_ range: Range<Int>) -> Bool { start[range].allSatisfy(Self.isBlank) }

    static func isBlank(_ byte: UInt8) -> Bool { [0x00, 0x09, 0x0A, 0x0C, 0x0D, 0x20].contains(byte) }
    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
