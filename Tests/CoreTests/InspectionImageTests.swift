import Core
import Testing

@Suite struct `A picture` {
    /// 1 × 1 point, made by libpng.
    private let png: [UInt8] =
        PNG.signature + [
            0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 0x3A, 0x7E, 0x9B, 0x55,
            0, 0, 0, 10, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9C, 0x63, 0x60, 0, 0, 0, 2, 0, 1, 0x48, 0xAF, 0xA4, 0x71,
            0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
        ]
    private let jpeg: [UInt8] = [
        0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC0, 0, 11, 8, 0, 16, 0, 32, 1, 1, 0x11, 0, 0xFF, 0xDA, 0, 4, 1, 1, 5, 0xFF, 0,
        6,
        0xFF, 0xD0, 7, 0xFF, 0xD9,
    ]

    @Test func `is told by its content, whatever it is called`() {
        #expect(MediaType(of: png) == .png && MediaType(of: jpeg) == .jpeg)
        #expect(MediaType(of: Array("\n%PDF-1.4".utf8)) == .pdf && MediaType(of: Array("GIF89a".utf8)) == nil)
        #expect(MediaType(of: []) == nil && MediaType(of: [UInt8](repeating: 0, count: 2000) + Array("%PDF-".utf8)) == nil)
    }

    @Test func `that is whole is unsigned, with its size`() {
        #expect(PNG.structure(of: png).problems == [] && PNG.structure(of: png).width == 1)
        let found = JPEG.structure(of: jpeg)
        #expect(found.problems == [] && found.width == 32 && found.height == 16)
        #expect(PNG.structure(of: png).report(.png).verdict == .unsigned)
    }

    @Test func `that is cut anywhere is truncated, and one with more after it is told of`() {
        for length in PNG.signature.count..<png.count {
            #expect(PNG.structure(of: Array(png.prefix(length))).problems.contains { $0.alarm == .truncated }, "\(length)")
        }
        for length in 3..<jpeg.count {
            let problems = JPEG.structure(of: Array(jpeg.prefix(length))).problems
            #expect(problems.contains { $0.alarm == .truncated || $0.alarm == .damaged }, "\(length)")
        }
        #expect(PNG.structure(of: png + [1, 2]).problems.map(\.alarm) == [.trailingData])
        #expect(JPEG.structure(of: jpeg + [1, 2]).problems.map(\.alarm) == [.trailingData])
        #expect(PNG.structure(of: Array(png.dropLast())).report(.png).verdict == .broken)
    }

    @Test func `whose bytes were changed is damaged, and one that would unpack to too much is told of`() {
        for place in 8..<png.count {
            var bytes = png
            bytes[place] ^= 0x40
            #expect(PNG.structure(of: bytes).problems != [], "\(place)")
        }
        var wide = jpeg
        (wide[13], wide[15]) = (0xFF, 0xFF)
        (wide[14], wide[16]) = (0xFF, 0xFF)
        #expect(JPEG.structure(of: wide).problems.map(\.alarm) == [.oversized])
    }
}
