import Core

/// The look at a PDF, within the confined process.
struct PDFInspection {
    private let bytes: DocumentBytes
    private let trust: Trust
    private let received: Moment
    private var findings = Findings(.unsigned)

    private init(_ bytes: [UInt8], trust: Trust, received: Moment) {
        self.bytes = DocumentBytes(bytes)
        self.trust = trust
        self.received = received
    }

    static func findings(of bytes: [UInt8], trust: Trust, received: Moment) -> Findings {
        var inspection = PDFInspection(bytes, trust: trust, received: received)
        inspection.look()
        return inspection.findings
    }

    private mutating func look() {
        checkEnds()
        do throws(PDFFile.Failure) {
            do throws(PDFFile.Failure) {
                try read(try PDFFile(bytes, repairs: false))
            } catch {
                guard case .unreadable(let problem) = error else { throw error }
                findings.raise(.damaged, "its structure is damaged: \(problem)")
                findings.verdict = Verdict.broken.rawValue
                try read(try PDFFile(bytes, repairs: true))
            }
        } catch {
            findings.verdict = Verdict.broken.rawValue
            switch error {
            case .locked: findings.raise(.encrypted, "it cannot be opened without a password")
            case .unreadable(let problem): findings.raise(.damaged, "it cannot be read: \(problem)")
            }
        }
    }

    private mutating func read(_ file: PDFFile) throws(PDFFile.Failure) {
        if file.isEncrypted { findings.raise(.encrypted, "it is encrypted, though it opens without a password") }
        findings.note("PDF of \(max(file.root["/Pages"]["/Count"].integer ?? 0, 0)) pages, \(bytes.count) bytes")
        let active = try ActiveContent(file)
        for (alarm, what) in active.found.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            findings.raise(alarm, "it holds \(what.sorted().joined(separator: ", "))")
        }
        let signatures = SignatureInspection(bytes, file, trust: trust, received: received)
        for line in signatures.evidence { findings.note(line) }
        if signatures.verdict != .unsigned, trust.anchors == 0 {
            findings.note("no certificate is trusted here (GUICHET_TRUST), so no signature can be valid")
        }
        if signatures.cannotTell { findings.raise(.cannotTell, "a signature could not be verified here") }
        let found = SignatureFinding.worst(Verdict(rawValue: findings.verdict) ?? .broken, signatures.verdict)
        findings.verdict = found.rawValue
        let hidden = signatures.verdict == .unsigned ? 0 : HiddenPages.count(in: file)
        if hidden > 0 { findings.raise(.hiddenContent, "\(hidden) pages in it are shown nowhere: a later change may show them") }
        if let warning = file.warning, findings.verdict != Verdict.broken.rawValue {
            findings.raise(.damaged, "its structure is damaged: \(warning)")
            findings.verdict = SignatureFinding.worst(found, .broken).rawValue
        }
    }

    /// A PDF ends with a marker (readers look for it in the last 1,024 bytes).
    private mutating func checkEnds() {
        guard let end = bytes.places(of: "%%EOF", in: max(bytes.count - 1024, 0)..<bytes.count).last else {
            findings.raise(.truncated, "it has no end")
            return
        }
        let rest = bytes.count - end - 5
        if !bytes.isBlank((end + 5)..<bytes.count) { findings.raise(.trailingData, "\(rest) bytes follow its end") }
    }
}
