import Core

/// What one signature came to, and why.
struct SignatureFinding {
    private let name: String
    private(set) var verdict = Verdict.valid
    private(set) var lines: [String] = []
    private(set) var cannotTell = false

    init(_ name: String) {
        self.name = name
    }

    /// The worst counts.
    mutating func fault(_ verdict: Verdict, _ line: String) {
        if Self.severity(verdict) > Self.severity(self.verdict) { self.verdict = verdict }
        lines.append(line)
    }

    /// What cannot be verified is not trusted, and a person must know that it was not.
    mutating func leaveOpen(_ line: String) {
        cannotTell = true
        fault(.untrusted, "cannot tell: \(line)")
    }

    mutating func note(_ line: String) { lines.append(line) }

    /// `signature “Signature1”: altered; …`
    var evidence: String { "\(name): \(verdict.rawValue); " + lines.joined(separator: "; ") }

    static func worst(_ left: Verdict, _ right: Verdict) -> Verdict { severity(left) >= severity(right) ? left : right }

    /// What was changed is worse than what cannot be read; no signature at all is no fault.
    private static func severity(_ verdict: Verdict) -> Int {
        switch verdict {
        case .unsigned: 0
        case .valid: 1
        case .expired: 2
        case .untrusted: 3
        case .broken: 4
        case .altered: 5
        }
    }
}
