import ArgumentParser
import Core
import Inspecting
import Queues

struct InspectDocumentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "Looks at a document as the inspection of certificates does.",
        discussion: """
              guichet inspect kbis.pdf
              guichet inspect kbis.pdf --country FR --number 552081317 --name "Exemple SAS"
              guichet inspect old.pdf --received 2026-03-01T12:00:00Z

            A PDF is read in a process of its own, with little memory and time and without
            files and network. Signatures are traced to the certificates in the folder of
            GUICHET_TRUST; without it none is valid, only untrusted at best. The result
            advises a reviewer and decides nothing.

            JSON: {"mediaType", "verdict": valid | untrusted | altered | expired | broken |
            unsigned, "alarms": [code], "evidence": [line], "namesNumber", "namesCompany",
            "issuedOn", "size", "sha256", "memory": bytes, "seconds"}. Exit status 1 where
            it is altered, broken, or raises an alarm.
            """)

    @Argument(help: "The document; - for standard input.")
    var file: String?

    @Option(help: "The country of the company's register, ISO 3166-1 alpha-2.")
    var country = "FR"

    @Option(help: "The registration number to look for.")
    var number: String?

    @Option(help: "The legal name to look for.")
    var name: String?

    @Option(help: "When it came, RFC 3339: the latest at which it was signed. Now without it.")
    var received: String?

    @OptionGroup var reply: Reply

    // The process that looks: this program again.
    @Option(help: .hidden)
    var child: InspectionChild.Task?

    @Option(help: .hidden)
    var trust: String?

    @Option(help: .hidden)
    var since: Int64 = 0

    func validate() throws {
        if child == nil, file == nil { throw ValidationError("name a file, or -") }
        if let received, Moment(rfc3339: received) == nil { throw ValidationError("--received is an RFC 3339 instant") }
    }

    func run() throws {
        if let child { InspectionChild.run(child, trust: trust, received: Moment(microseconds: since)) }
        Signals.ignoreBrokenPipes()
        let now = WallClock.now()
        let bytes = try DocumentFile.bytes(of: file ?? "-", most: 100_000_000)
        let asked = InspectionAsked(
            company: "", legalName: name ?? "", country: country.uppercased(), registrationNumber: number ?? "",
            receivedAt: received.flatMap { Moment(rfc3339: $0) } ?? now)
        let inspector = Inspector(InspectionSettings(trust: try ServerAddress.folder("GUICHET_TRUST")))
        var cost = Inspector.Cost()
        var report = try inspector.look(at: bytes, asked: asked, cost: &cost) {}
        (report.size, report.sha256) = (bytes.count, Digest(of: bytes).text)
        var value = report.object
        value["memory"] = .integer(Int64(cost.memory))
        value["seconds"] = .number(WallClock.now().seconds(since: now))
        reply.give(.object(value), Self.text(report))
        if report.verdict == .altered || report.verdict == .broken || !report.alarms.isEmpty {
            throw ExitCode(ExitStatus.refused.rawValue)
        }
    }

    static func text(_ report: InspectionReport) -> String {
        let paint = Paint.standardOutput
        let isGood = report.verdict == .valid || report.verdict == .unsigned
        let line = { (name: String, text: String) in name + String(repeating: " ", count: 12 - name.count) + text }
        var lines = [
            line("verdict", paint(report.verdict.rawValue, isGood ? .green : .red)),
            line("type", report.mediaType?.rawValue ?? "not accepted"),
        ]
        for alarm in report.alarms { lines.append(line("alarm", paint(alarm.rawValue, .red))) }
        lines += report.evidence.enumerated().map { line($0.offset == 0 ? "evidence" : "", $0.element) }
        if let date = report.issuedOn { lines.append(line("issued", date)) }
        return lines.joined(separator: "\n")
    }
}

extension InspectionChild.Task: ExpressibleByArgument {}
