import Core
import Foundation
import Testing

@testable import Inspecting

/// Signed files as others made them, in the folder `signed-pdf` of `GUICHET_SAMPLES`, with what two other verifiers (pyHanko
/// and `openssl cms`) say of each signature. They are not ours to copy.
enum SignedSamples {
    static let folder = ProcessInfo.processInfo.environment["GUICHET_SAMPLES"].map { "\($0)/signed-pdf" }
    /// Where they are missing, the tests that need them say that they did not run; on the build server they fail.
    static var areWanted: Bool { folder != nil || ProcessInfo.processInfo.environment["CI"] != nil }
    static let absence: Comment = "GUICHET_SAMPLES names no folder: the signed files of others were not looked at"
    /// The day on which the facts were found.
    static let received = Moment(rfc3339: "2026-11-21T12:00:00Z") ?? Moment(microseconds: 0)

    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    static func bytes(_ file: String) throws -> [UInt8] {
        guard let folder else { throw Missing(description: "GUICHET_SAMPLES names no folder") }
        return Array(try Data(contentsOf: URL(filePath: "\(folder)/\(file)")))
    }

    static func trust() throws -> Trust {
        guard let folder, let trust = Trust(folder: "\(folder)/trust-anchors") else {
            throw Missing(description: "GUICHET_SAMPLES has no signed-pdf/trust-anchors")
        }
        return trust
    }

    static func findings(_ file: String, received: Moment = SignedSamples.received) throws -> Findings {
        PDFInspection.findings(of: try bytes(file), trust: try trust(), received: received)
    }

    /// The rows of a table with a header.
    static func table(_ name: String) throws -> [[String: String]] {
        let lines = String(decoding: try bytes(name), as: UTF8.self).split(separator: "\n")
        let cells = lines.map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
        guard let header = cells.first else { return [] }
        return cells.dropFirst().map { Dictionary(zip(header, $0), uniquingKeysWith: { first, _ in first }) }
    }
}

/// What the other verifiers make of a file, by this rule: the worst of its signatures counts, in the order valid, expired,
/// untrusted, broken, altered.
///
/// A signature is altered where its range leaves a gap, its digest does not fit, or what came later was not permitted;
/// untrusted where it cannot be verified, or no chain leads to an anchor at any time; expired where a chain does, but not at
/// reception. Timestamps of the document are not judged. A file without signatures, or that the verifier could not read, is
/// unsigned or broken.
struct Expectation {
    let file: String
    let verdicts: Set<Verdict>

    static func all() throws -> [Expectation] {
        let chains = Dictionary(
            try SignedSamples.table("CHAIN.tsv").map { ("\($0["file"] ?? "") \($0["sig_no"] ?? "")", $0) },
            uniquingKeysWith: { first, _ in first })
        let rows = Dictionary(grouping: try SignedSamples.table("FACTS.tsv").filter { $0["file"] != nil }) { $0["file"] ?? "" }
        return rows.map { file, rows in
            let signatures = rows.filter { !($0["sig_no"] ?? "").isEmpty }
            if signatures.isEmpty { return Expectation(file: file, verdicts: [.unsigned, .broken]) }
            var verdict = Verdict.unsigned
            for row in signatures {
                verdict = SignatureFinding.worst(verdict, Self.verdict(row, chains["\(file) \(row["sig_no"] ?? "")"]))
            }
            return Expectation(file: file, verdicts: [verdict])
        }.sorted { $0.file < $1.file }
    }

    private static func verdict(_ row: [String: String], _ chain: [String: String]?) -> Verdict {
        let isTimestamp = row["type"] == "/DocTimeStamp"
        if row["gap_ok"] == "n" || row["modification"] == "OTHER" || row["docmdp_ok"] == "False" { return .altered }
        if isTimestamp { return .unsigned }
        if row["pyhanko_intact"] == "False" || row["openssl_cms"]?.contains("content verify") == true { return .altered }
        if row["openssl_cms"] != "ok" || chain?["chain_ignoring_time"] != "ok" { return .untrusted }
        return chain?["chain_now"] == "ok" ? .valid : .expired
    }
}
