import Core
import Testing

@testable import Inspecting

@Suite struct `Signed files of others` {
    @Test(.enabled(if: SignedSamples.areWanted, SignedSamples.absence))
    func `are judged as two other verifiers judge them, but for the differences that are told`() throws {
        var others: [String] = []
        for expectation in try Expectation.all() {
            let found = try SignedSamples.findings(expectation.file)
            let verdict = try #require(Verdict(rawValue: found.verdict))
            if let difference = SignedDifference.all.first(where: { $0.files.contains(expectation.file) }) {
                #expect(verdict == difference.verdict, "\(expectation.file): \(difference.why); \(found.evidence)")
                #expect(!expectation.verdicts.contains(verdict), "\(expectation.file) is no difference any more")
            } else if !expectation.verdicts.contains(verdict) {
                others.append("\(expectation.file): \(verdict.rawValue), not \(expectation.verdicts); \(found.evidence)")
            }
        }
        #expect(others == [])
    }

    @Test(.enabled(if: SignedSamples.areWanted, SignedSamples.absence))
    func `that are attacks are never valid, whenever they came`() throws {
        for row in try SignedSamples.table("CLASS.tsv") {
            guard let file = row["file"], file.hasPrefix("attacks/"), row["class"] != "clean (whole file covered)"
            else {
                continue
            }
            for year in ["2018", "2021", "2026"] {
                let came = try #require(Moment(rfc3339: "\(year)-06-01T00:00:00Z"))
                let found = try SignedSamples.findings(file, received: came)
                #expect(found.verdict != Verdict.valid.rawValue, "\(file): \(found.evidence)")
            }
        }
    }

    @Test(.enabled(if: SignedSamples.areWanted, SignedSamples.absence))
    func `are valid by nobody where nobody is trusted`() throws {
        let nobody = try #require(Trust(folder: nil))
        for file in ["itext/itext__PdfPKCS7Test_simpleSignature.pdf", "itext/itext__PdfPKCS7Test_embeddedTimeStampSignature.pdf"]
        {
            let found = PDFInspection.findings(of: try SignedSamples.bytes(file), trust: nobody, received: SignedSamples.received)
            #expect(found.verdict == Verdict.untrusted.rawValue, "\(found.evidence)")
        }
    }

    @Test(.enabled(if: SignedSamples.areWanted, SignedSamples.absence))
    func `whose certificate has expired since were good when they came, or by a trusted timestamp`() throws {
        let file = "valid-and-misc/rub-nds__PDF_test_file_containing_a_valid_signature.pdf"
        #expect(try SignedSamples.findings(file).verdict == Verdict.expired.rawValue)
        let stamped = "itext/itext__validation_SignatureValidatorIntegrationTest_signatureSigningCertExpired.pdf"
        let found = try SignedSamples.findings(stamped)
        #expect(
            found.verdict == Verdict.valid.rawValue && found.evidence.contains { $0.contains("by a timestamp of the document") })
    }

    @Test(.enabled(if: SignedSamples.areWanted, SignedSamples.absence))
    func `that cannot be verified here leave the question open, and say so`() throws {
        for file in [
            "itext/itext__PdfPKCS7Test_extensions_sample-ed25519-sha512.pdf",
            "valid-and-misc/m32__pdf-adobe-webcapture-x509.rsa_sha1.pdf",
        ] {
            let found = try SignedSamples.findings(file)
            #expect(found.verdict == Verdict.untrusted.rawValue && found.alarms.contains(Alarm.cannotTell.rawValue))
            #expect(found.evidence.contains { $0.contains("cannot tell") }, "\(found.evidence)")
        }
    }

    @Test(.enabled(if: SignedSamples.areWanted, SignedSamples.absence))
    func `are never valid once a byte that was signed is another`() throws {
        var dice = Seeded(state: 42)
        for file in [
            "itext/itext__PdfPKCS7Test_simpleSignature.pdf", "itext/itext__PdfPKCS7Test_embeddedTimeStampSignature.pdf",
            "itext/itext__validation_DocumentRevisionsValidatorTest_multipleRevisionsDocument2.pdf",
        ] {
            let (whole, trust) = (try SignedSamples.bytes(file), try SignedSamples.trust())
            let first = try #require(whole.firstRange(of: "/Contents <".utf8) ?? whole.firstRange(of: "/Contents<".utf8))
            #expect(PDFInspection.findings(of: whole, trust: trust, received: SignedSamples.received).verdict == "valid")
            for _ in 0..<150 {
                var bytes = whole
                let place = Int(dice.next() % UInt64(first.lowerBound))
                bytes[place] ^= UInt8(1 << (dice.next() % 8))
                let found = PDFInspection.findings(of: bytes, trust: trust, received: SignedSamples.received)
                #expect(found.verdict != Verdict.valid.rawValue, "\(file), byte \(place): \(found.evidence)")
            }
        }
    }
}

/// The same numbers each time.
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
