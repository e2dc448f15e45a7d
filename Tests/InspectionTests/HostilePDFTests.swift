import Core
import Foundation
import Testing

@testable import Inspecting

@Suite struct `A hostile PDF` {
    private func findings(_ bytes: [UInt8]) throws -> Findings {
        PDFInspection.findings(of: bytes, trust: try #require(Trust(folder: nil)), received: SignedSamples.received)
    }

    @Test func `that is cut or changed anywhere gives a verdict, and harms nobody`() throws {
        var dice = Seeded(state: 7)
        var samples = [SmallPDF().bytes, SmallPDF(more: "/OpenAction << /S /JavaScript /JS (x) >>").bytes]
        if SignedSamples.areWanted {
            samples.append(try SignedSamples.bytes("itext/itext__PdfPKCS7Test_simpleSignature.pdf"))
            samples.append(
                try SignedSamples.bytes(
                    "itext/itext__validation_DocumentRevisionsValidatorIntegrationTest_fullCompressionModeLevel2.pdf"))
        }
        let deadline = ContinuousClock.now + .seconds(20)
        var looks = 0
        for round in 0..<800 where ContinuousClock.now < deadline {
            for sample in samples {
                var bytes = sample
                if round % 4 == 0 {
                    bytes.removeLast(Int(dice.next() % UInt64(bytes.count)))
                } else {
                    for _ in 0...Int(dice.next() % 8) {
                        bytes[Int(dice.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: dice.next())
                    }
                }
                looks += 1
                let found = try findings(bytes)
                #expect(Verdict(rawValue: found.verdict) != nil && found.verdict != Verdict.valid.rawValue)
            }
        }
        #expect(looks > 100)
    }

    @Test func `that acts or carries files is told of, and each with what it holds`() throws {
        let cases: [(String, Alarm, String)] = [
            ("/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>", .activeContent, "JavaScript"),
            ("/OpenAction << /S /Launch /F (cmd.exe) >>", .activeContent, "/Launch"),
            ("/AA << /WC << /S /URI /URI (http://x) >> >>", .activeContent, "AA"),
            ("/AcroForm << /Fields [] /XFA (x) >>", .activeContent, "XFA"),
            ("/X << /S /SubmitForm /F (http://x) >>", .activeContent, "/SubmitForm"),
            ("/X << /Type /Annot /Subtype /RichMedia >>", .activeContent, "/RichMedia"),
            ("/Names << /EmbeddedFiles << /Names [] >> >>", .embeddedFiles, "files"),
            ("/X << /Type /Filespec /EF << /F 4 0 R >> >>", .embeddedFiles, "files"),
        ]
        for (entry, alarm, word) in cases {
            let found = try findings(SmallPDF(more: entry).bytes)
            #expect(found.alarms.contains(alarm.rawValue), "\(entry): \(found)")
            #expect(found.evidence.contains { $0.contains(word) }, "\(entry): \(found)")
        }
        let plain = try findings(SmallPDF(more: "/OpenAction [3 0 R /Fit]").bytes)
        #expect(plain.alarms == [] && plain.verdict == Verdict.unsigned.rawValue)
    }

    @Test func `without an end, with more after it, empty or of zeros is broken or told of`() throws {
        let whole = SmallPDF().bytes
        #expect(try findings(Array(whole.dropLast(60))).alarms.contains(Alarm.truncated.rawValue))
        #expect(try findings(whole + Array("more".utf8)).alarms == [Alarm.trailingData.rawValue])
        #expect(try findings([]).verdict == Verdict.broken.rawValue)
        #expect(try findings([UInt8](repeating: 0, count: 20_000_000)).verdict == Verdict.broken.rawValue)
    }

    @Test func `that goes in circles or deep is read to an end`() throws {
        let circle = SmallPDF(pages: "<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 1 /Parent 2 0 R >>")
        #expect(Verdict(rawValue: try findings(circle.bytes).verdict) != nil)
        let deep = String(repeating: "[", count: 5000) + String(repeating: "]", count: 5000)
        #expect(try findings(SmallPDF(more: "/X \(deep)").bytes).verdict == Verdict.broken.rawValue)
        let form = SmallPDF(more: "/AcroForm << /Fields [4 0 R] >>", fourth: "<< /T (a) /Kids [4 0 R] /Parent 4 0 R >>")
        #expect(Verdict(rawValue: try findings(form.bytes).verdict) != nil)
        var loop = String(decoding: SmallPDF().bytes, as: UTF8.self)
        let table = try #require(loop.range(of: "xref")).lowerBound
        let place = loop.utf8.distance(from: loop.startIndex, to: table)
        loop = loop.replacingOccurrences(of: "/Root 1 0 R", with: "/Root 1 0 R /Prev \(place)")
        #expect(Verdict(rawValue: try findings(Array(loop.utf8)).verdict) != nil)
    }

    @Test func `with a signature that is no signature is broken, never unsigned`() throws {
        for value in ["<< /Type /Sig >>", "<< /Type /Sig /ByteRange [0 1 2 3] >>", "<< /Type /Sig /Contents <00> >>", "5"] {
            let pdf = SmallPDF(more: "/AcroForm << /Fields [4 0 R] >>", fourth: "<< /FT /Sig /T (a) /V \(value) >>")
            #expect(try findings(pdf.bytes).verdict == Verdict.broken.rawValue, "\(value)")
        }
        let stray = SmallPDF(fourth: "<< /Type /Sig /Contents <00> /ByteRange [0 1 2 3] >>")
        #expect(try findings(stray.bytes).verdict == Verdict.broken.rawValue)
        let blank = SmallPDF(more: "/AcroForm << /Fields [4 0 R] >>", fourth: "<< /FT /Sig /T (a) >>")
        let found = try findings(blank.bytes)
        #expect(found.verdict == Verdict.unsigned.rawValue && found.evidence.contains { $0.contains("has none") })
    }
}

/// A PDF of one page.
struct SmallPDF {
    let bytes: [UInt8]

    init(
        more: String = "", pages: String = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        fourth: String = "<< /Length 3 >>\nstream\nq Q\nendstream"
    ) {
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R \(more) >>", pages,
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 100] /Resources << >> >>", fourth,
        ]
        var text = "%PDF-1.7\n"
        var places: [Int] = []
        for (index, object) in objects.enumerated() {
            places.append(text.utf8.count)
            text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        let start = text.utf8.count
        text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for place in places { text += String(repeating: "0", count: 10 - "\(place)".count) + "\(place) 00000 n \n" }
        text += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
        bytes = Array(text.utf8)
    }
}
