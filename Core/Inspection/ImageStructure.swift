/// What a walk through the structure of an image found. Nothing of it is unpacked.
package struct ImageStructure: Hashable, Sendable {
    package var width = 0
    package var height = 0
    /// Bytes that one pixel takes when it is shown, at most.
    var depth = 1
    package var problems: [Problem] = []

    package struct Problem: Hashable, Sendable {
        package let alarm: Alarm
        package let message: String
    }

    mutating func fault(_ alarm: Alarm, _ message: String) {
        problems.append(Problem(alarm: alarm, message: message))
    }

    /// Bytes of a picture larger than which no scan of a sheet of paper is: A3 at 600 dpi in colour, twice.
    private static let most = 420_000_000

    mutating func measure() {
        if width <= 0 || height <= 0 {
            fault(.damaged, "it has no width or no height")
        } else if width > Self.most / height / max(depth, 1) {
            fault(.oversized, "it would unpack to \(width) × \(height) points")
        }
    }

    package func report(_ mediaType: MediaType) -> InspectionReport {
        let isWhole = !problems.contains { $0.alarm == .damaged || $0.alarm == .truncated }
        var report = InspectionReport(isWhole ? .unsigned : .broken, mediaType: mediaType)
        report.note("\(mediaType == .png ? "PNG" : "JPEG") picture of \(width) × \(height) points; pictures carry no signature")
        for problem in problems { report.raise(problem.alarm, problem.message) }
        return report
    }
}

/// Big-endian numbers in bytes, read within their bounds.
struct ByteReader {
    let bytes: [UInt8]
    var place = 0

    var rest: Int { bytes.count - place }

    mutating func byte() -> UInt8? {
        guard place < bytes.count else { return nil }
        defer { place += 1 }
        return bytes[place]
    }

    mutating func number(of width: Int) -> Int? {
        guard rest >= width else { return nil }
        defer { place += width }
        return bytes[place..<place + width].reduce(0) { $0 << 8 | Int($1) }
    }
}
