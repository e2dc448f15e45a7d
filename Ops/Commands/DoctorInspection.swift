import Core
import Inspecting

/// Whether documents can be inspected here, and whom their signatures may be traced to.
enum DoctorInspection {
    static func look(_ report: inout DoctorReport) {
        do throws(Failure) {
            var cost = Inspector.Cost()
            Signals.ignoreBrokenPipes()
            let asked = InspectionAsked(
                company: "", legalName: "Guichet", country: "FR", registrationNumber: "552081317", receivedAt: WallClock.now())
            let inspector = Inspector(InspectionSettings(trust: nil))
            let seen = try inspector.look(at: sample, asked: asked, cost: &cost) {}
            for hole in try inspector.holes() {
                report.fail(.inspection, "the process that reads documents is not confined: \(hole)", "run on Linux 5.4 or later")
            }
            judge(seen, cost, &report)
        } catch {
            report.note(.inspection, error, "run where a process may limit itself (setrlimit, seccomp)")
        }
        do {
            lookAtTrust(try ServerAddress.folder("GUICHET_TRUST"), &report)
        } catch {
            report.note(.inspection, error, "mend the settings first")
        }
    }

    static func judge(_ seen: InspectionReport, _ cost: Inspector.Cost, _ report: inout DoctorReport) {
        if seen.verdict != .unsigned {
            report.fail(
                .inspection, "a good document is called \(seen.verdict.rawValue): \(seen.evidence.joined(separator: "; "))",
                "see that libqpdf and libcrypto are those the program was built with")
        } else if seen.namesCompany != true {
            report.warn(
                .inspection, "documents are inspected, but their text is not read: \(seen.evidence.last ?? "")",
                "install poppler-utils")
        } else {
            report.ok(.inspection, "documents are inspected, in processes of \(cost.memory >> 20) MB")
        }
    }

    static func lookAtTrust(_ folder: String?, _ report: inout DoctorReport) {
        guard let folder else {
            return report.warn(
                .inspection, "no signature on a document is trusted, so none is valid",
                "set GUICHET_TRUST to a folder of certificates")
        }
        switch Trust(folder: folder)?.anchors {
        case nil: report.fail(.inspection, "GUICHET_TRUST names a folder that cannot be read", "mend or unset it")
        case 0?:
            report.fail(
                .inspection, "GUICHET_TRUST names a folder without certificates (*.pem, *.crt, *.cer, *.der)", "mend or unset it")
        case let count?: report.ok(.inspection, "signatures on documents are traced to \(count) certificates")
        }
    }

    /// A page with the words “Guichet 552 081 317 is well today”.
    private static var sample: [UInt8] {
        let content = "BT /F1 12 Tf 20 50 Td (Guichet 552 081 317 is well today) Tj ET"
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 100] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            "<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
        var text = "%PDF-1.4\n"
        var places: [Int] = []
        for (index, object) in objects.enumerated() {
            places.append(text.utf8.count)
            text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        let start = text.utf8.count
        text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for place in places { text += String(repeating: "0", count: 10 - "\(place)".count) + "\(place) 00000 n \n" }
        text += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
        return Array(text.utf8)
    }
}
