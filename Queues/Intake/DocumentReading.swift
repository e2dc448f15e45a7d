import Core

/// A JSON document: XARF, or nothing we know.
enum DocumentReading {
    /// The first byte that is neither space nor byte order mark.
    static func start(of bytes: [UInt8]) -> UInt8? {
        let rest = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
        return rest.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    }

    static func reading(_ bytes: [UInt8]) -> ReportReading {
        let text = bytes.starts(with: mark) ? Array(bytes.dropFirst(mark.count)) : bytes
        let limits = JSONText.Limits(
            size: IntakeLimits.raw, depth: IntakeLimits.depth, count: IntakeLimits.values, name: IntakeLimits.text)
        do throws(Failure) {
            guard case .object(let object) = try JSONText.parse(text, limits: limits) else {
                return unreadable("the JSON is no object", remedy: "send one XARF document")
            }
            return XARF.reading(of: object, digest: digest)
        } catch {
            return unreadable(error.message, remedy: "send one XARF document")
        }
    }

    /// The digests that can be checked here; XARF allows older ones too, which prove nothing.
    private static func digest(_ algorithm: String, _ bytes: [UInt8]) -> String? {
        algorithm == "sha256" ? Digest(of: bytes).text : nil
    }

    private static func unreadable(_ message: String, remedy: String) -> ReportReading {
        ReportReading(kind: .unreadable, problems: [Problem.unreadable(message, remedy: remedy)])
    }

    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
}
