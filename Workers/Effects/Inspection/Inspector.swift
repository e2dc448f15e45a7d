package import Core

/// Looks at a document: its kind by its first bytes, a picture here, a PDF in processes of its own.
package struct Inspector: Sendable {
    private let settings: InspectionSettings

    /// What a look took.
    package struct Cost: Hashable, Sendable {
        /// The most memory that a process held at once, in bytes.
        package var memory = 0
        package var processes = 0

        package init() {}
    }

    package init(_ settings: InspectionSettings) {
        self.settings = settings
    }

    /// Throws for our own failures alone; what is amiss with the document is in the report.
    package func look(
        at bytes: [UInt8], asked: InspectionAsked, cost: inout Cost, attend: () -> Void
    ) throws(Failure) -> InspectionReport {
        switch MediaType(of: bytes) {
        case nil:
            return InspectionReport(
                .broken, alarms: [.unacceptable], evidence: ["it is none of \(MediaType.names)"])
        case .png: return withoutText(PNG.structure(of: bytes).report(.png))
        case .jpeg: return withoutText(JPEG.structure(of: bytes).report(.jpeg))
        case .pdf:
            var report = try structure(of: bytes, asked.receivedAt, &cost, attend)
            if report.alarms.contains(.inspectionFailed) { return report }
            try search(bytes, asked, &report, &cost, attend)
            return report
        }
    }

    private func withoutText(_ report: InspectionReport) -> InspectionReport {
        var report = report
        report.note("no text: a picture is not read")
        return report
    }

    private func structure(
        of bytes: [UInt8], _ received: Moment, _ cost: inout Cost, _ attend: () -> Void
    ) throws(Failure) -> InspectionReport {
        let ended = try run(.structure, ["--since", "\(received.microseconds)"], bytes, &cost, attend)
        if let report = FindingsReader.report(in: ended.output), ended.status == 0 { return report }
        return InspectionReport(
            .broken, mediaType: .pdf, alarms: [.inspectionFailed],
            evidence: ["the inspection failed: \(ended.reason(settings.patience))"])
    }

    /// Where the text cannot be had, that is evidence and no more: many certificates are scans.
    private func search(
        _ bytes: [UInt8], _ asked: InspectionAsked, _ report: inout InspectionReport, _ cost: inout Cost, _ attend: () -> Void
    ) throws(Failure) {
        let ended = try run(.text, [], bytes, &cost, attend)
        guard ended.status == 0 else {
            let reason =
                ended.status == InspectionChild.Ending.noReader ? "pdftotext is missing" : ended.reason(settings.patience)
            return report.note("no text: it could not be read (\(reason))")
        }
        report.read(CertificateText(String(decoding: ended.output, as: UTF8.self)), for: asked)
    }

    /// What a confined process could do all the same, which is nothing.
    package func holes() throws(Failure) -> [String] {
        var cost = Cost()
        let ended = try run(.probe, [], [], &cost) {}
        guard ended.status == 0 else { throw .fatal("a confined process could not be tried: \(ended.reason(settings.patience))") }
        return String(decoding: ended.output, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    private func run(
        _ task: InspectionChild.Task, _ more: [String], _ bytes: [UInt8], _ cost: inout Cost, _ attend: () -> Void
    ) throws(Failure) -> ConfinedProcess.Ended {
        let trust = settings.trust.map { ["--trust", $0] } ?? []
        let process = ConfinedProcess(
            path: settings.program, arguments: ["inspect", "--child", task.rawValue] + trust + more,
            patience: settings.patience, mostOutput: InspectionChild.Limits.answer)
        let ended = try process.run(on: bytes, attend: attend)
        if ended.status == InspectionChild.Ending.unconfined {
            throw .fatal("a process cannot be confined here (limits, seccomp): guichet doctor says more")
        }
        cost.processes += 1
        cost.memory = max(cost.memory, ended.memory)
        return ended
    }
}

extension ConfinedProcess.Ended {
    func reason(_ patience: Pause) -> String {
        if isOutOfTime { return "it took longer than \(patience.seconds) s" }
        if isTooTalkative { return "it said too much" }
        if let signal { return signal == 24 || signal == 9 ? "it took too much time" : "it died of signal \(signal)" }
        return "it ended with status \(status ?? -1), as where memory is short"
    }
}
