import CInspection
import Core

/// The look at every signature of a PDF.
struct SignatureInspection {
    private let bytes: DocumentBytes
    private let file: PDFFile
    private let trust: Trust
    private let received: Moment
    /// Trusted timestamps of the document: until where they reach, and when they were made.
    private var stamps: [(end: Int, time: Int64)] = []
    /// What is amiss with all that follows the first signature; asked once.
    private var laterFault: String??

    private(set) var verdict = Verdict.unsigned
    private(set) var evidence: [String] = []
    private(set) var cannotTell = false

    init(_ bytes: DocumentBytes, _ file: PDFFile, trust: Trust, received: Moment) {
        self.bytes = bytes
        self.file = file
        self.trust = trust
        self.received = received
        gatherCertificates()
        look()
    }

    private mutating func look() {
        let list = SignatureList(of: file)
        for name in list.blank { evidence.append("the field “\(name)” is meant for a signature and has none") }
        // Timestamps of the document first: they say when the signatures they cover were there.
        let ordered = list.signatures.filter(\.isTimestamp) + list.signatures.filter { !$0.isTimestamp }
        if ordered.count > Self.most {
            verdict = .broken
            evidence.append("it has \(ordered.count) signatures; so many are not looked at")
            return
        }
        let ranges = ordered.map { Self.range(of: $0, in: bytes) }
        let ends = ranges.compactMap(\.range?.end)
        for (signature, range) in zip(ordered, ranges) {
            var finding = SignatureFinding("\(signature.isTimestamp ? "timestamp" : "signature") “\(signature.name)”")
            if let range = range.range {
                judge(signature, range, first: ends.min() ?? range.end, &finding)
            } else {
                finding.fault(range.verdict, range.reason)
            }
            close(finding, isTimestamp: signature.isTimestamp)
        }
        if !list.signatures.isEmpty, list.signatures.allSatisfy(\.isTimestamp) {
            evidence.append("it has timestamps alone: nobody signed it")
        }
        for stray in Set(list.strays).sorted() {
            verdict = SignatureFinding.worst(verdict, .broken)
            evidence.append(stray)
        }
    }

    private static let most = 50

    /// A timestamp that is good says nothing of who signed.
    private mutating func close(_ finding: SignatureFinding, isTimestamp: Bool) {
        if !isTimestamp || finding.verdict != .valid { verdict = SignatureFinding.worst(verdict, finding.verdict) }
        cannotTell = cannotTell || finding.cannotTell
        evidence.append(finding.evidence)
    }

    private static func range(
        of signature: SignatureList.Signature, in bytes: DocumentBytes
    ) -> (range: SignedRange?, verdict: Verdict, reason: String) {
        do throws(SignedRange.Fault) {
            return (try SignedRange(of: signature.dictionary, in: bytes), .valid, "")
        } catch {
            switch error {
            case .malformed(let reason): return (nil, .broken, reason)
            case .uncovered(let reason): return (nil, .altered, reason)
            }
        }
    }

    private mutating func judge(
        _ signature: SignatureList.Signature, _ range: SignedRange, first: Int, _ finding: inout SignatureFinding
    ) {
        let format = signature.dictionary["/SubFilter"].name
        switch format {
        case "/adbe.pkcs7.detached", "/ETSI.CAdES.detached", "/ETSI.RFC3161": verify(signature, range, &finding)
        default: finding.leaveOpen("its form \(format ?? "") is not one that can be verified here")
        }
        compareLater(signature, range, first: first, &finding)
    }

    // MARK: Who, and when

    private mutating func verify(
        _ signature: SignatureList.Signature, _ range: SignedRange, _ finding: inout SignatureFinding
    ) {
        let start = bytes.start.bindMemory(to: UInt8.self)
        var ranges = [
            cinspection_range(bytes: start.baseAddress, size: range.gap.lowerBound),
            cinspection_range(
                bytes: start.baseAddress.map { $0 + range.gap.upperBound }, size: range.end - range.gap.upperBound),
        ]
        var result = cinspection_signature()
        let stamp = stamps.filter { $0.end >= range.end }.map(\.time).min()
        let isTimestamp = signature.dictionary["/SubFilter"].name == "/ETSI.RFC3161"
        if isTimestamp {
            cinspection_timestamp_verify(range.message, range.message.count, &ranges, trust.trust, &result)
        } else {
            cinspection_signature_verify(
                range.message, range.message.count, &ranges, trust.trust, stamp ?? received.microseconds / 1_000_000, &result)
        }
        let mark = SignatureMark(result)
        mark.judgeIntegrity(&finding)
        if isTimestamp {
            mark.judgeTimestamp(&finding)
            if finding.verdict == .valid { stamps.append((range.end, mark.stampedAt)) }
        } else {
            let isCAdES = signature.dictionary["/SubFilter"].name == "/ETSI.CAdES.detached"
            mark.judgeSigner(&finding, isCAdES: isCAdES, documentStamp: stamp, received: received)
        }
    }

    // MARK: What came later

    private mutating func compareLater(
        _ signature: SignatureList.Signature, _ range: SignedRange, first: Int, _ finding: inout SignatureFinding
    ) {
        if range.end == bytes.count || bytes.isBlank(range.end..<bytes.count) {
            return finding.note("covers the whole file")
        }
        let fault: String?
        if let known = laterFault {
            fault = known
        } else {
            fault = LaterBytes(bytes, after: first).fault
            laterFault = .some(fault)
        }
        if let fault { return finding.fault(.altered, "\(bytes.count - range.end) bytes were added: \(fault)") }
        do throws(PDFFile.Failure) {
            let old = try PDFFile(bytes, size: range.end, repairs: false)
            let comparison = RevisionComparison(
                from: old, to: file, permission: Permission(of: signature.dictionary, in: signature.field))
            if comparison.isTooLarge {
                finding.fault(.broken, "what was changed after it is too much to be compared")
            } else if let warning = old.warning {
                finding.fault(.altered, "what it covers is damaged by itself: \(warning)")
            } else if comparison.changes.isEmpty {
                let faces = comparison.faces == 0 ? "" : "; \(comparison.faces) further signatures show themselves on a page"
                finding.note("what was added after it is allowed\(faces)")
            } else {
                finding.fault(.altered, "changed after it: \(comparison.changes.joined(separator: ", "))")
            }
        } catch {
            finding.fault(.altered, "what it covers cannot be read by itself, and bytes were added")
        }
    }

    /// What was added for later verification may hold the certificates on the way to an anchor.
    private func gatherCertificates() {
        for certificate in file.root["/DSS"]["/Certs"].items.prefix(100) where certificate.isStream {
            trust.add(certificate.unpacked)
        }
    }
}
