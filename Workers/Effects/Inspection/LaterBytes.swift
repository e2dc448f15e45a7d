/// What was added to a file after a signature, as bytes: it must be whole revisions, and every object in it must be one that a
/// reader finds. Attacks hide objects where one reader looks and another does not.
struct LaterBytes {
    /// Nil where nothing is amiss.
    private(set) var fault: String?

    private static let mostRevisions = 60

    init(_ bytes: DocumentBytes, after end: Int) {
        fault = Self.fault(bytes, end)
    }

    private static func fault(_ bytes: DocumentBytes, _ end: Int) -> String? {
        let ends = bytes.places(of: "%%EOF", in: end..<bytes.count).map { $0 + 5 }
        guard let last = ends.last, bytes.isBlank(last..<bytes.count) else { return "bytes that are no revision follow it" }
        guard ends.count <= mostRevisions else { return "more than \(mostRevisions) revisions follow it" }
        var known: Set<Int> = []
        for place in ends {
            do throws(PDFFile.Failure) {
                let file = try PDFFile(bytes, size: place, repairs: false)
                for offset in file.offsets where offset >= end { known.insert(skippingBlanks(bytes, offset)) }
                if place == last, let warning = file.warning { return "a damaged revision follows it: \(warning)" }
            } catch {
                // Such bytes may also stand within a stream; only the last must be an end.
                if place == last { return "a revision that cannot be read follows it" }
            }
        }
        for place in beginnings(bytes, end..<bytes.count) where !known.contains(place) {
            return "an object that no reader should find follows it"
        }
        return nil
    }

    private static func skippingBlanks(_ bytes: DocumentBytes, _ place: Int) -> Int {
        var place = place
        while place < bytes.count, DocumentBytes.isBlank(bytes.start[place]) { place += 1 }
        return place
    }

    /// Where `12 0 obj` begins.
    private static func beginnings(_ bytes: DocumentBytes, _ range: Range<Int>) -> [Int] {
        bytes.places(of: "obj", in: range).compactMap { place in
            var start = place
            for _ in 0..<2 {
                let blank = start
                while start > range.lowerBound, DocumentBytes.isBlank(bytes.start[start - 1]) { start -= 1 }
                if start == blank { return nil }
                let number = start
                while start > range.lowerBound, DocumentBytes.isDigit(bytes.start[start - 1]) { start -= 1 }
                if start == number { return nil }
            }
            return start
        }
    }
}
