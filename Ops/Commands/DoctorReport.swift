import Core

/// What the doctor found, in the order it looked.
struct DoctorReport {
    enum Area: String { case settings, broker, permissions, database, mail, firewall, inspection }

    enum State: String {
        case ok, warning, failure, unreachable

        var colour: Paint.Colour {
            switch self {
            case .ok: .green
            case .warning: .yellow
            case .failure, .unreachable: .red
            }
        }
    }

    struct Finding {
        let area: Area
        let state: State
        let message: String
        let remedy: String?
    }

    private(set) var findings: [Finding] = []

    mutating func ok(_ area: Area, _ message: String) { note(area, .ok, message, nil) }
    mutating func warn(_ area: Area, _ message: String, _ remedy: String) { note(area, .warning, message, remedy) }
    mutating func fail(_ area: Area, _ message: String, _ remedy: String) { note(area, .failure, message, remedy) }

    mutating func note(_ area: Area, _ state: State, _ message: String, _ remedy: String?) {
        findings.append(Finding(area: area, state: state, message: message, remedy: remedy))
    }

    /// A server that cannot be asked.
    mutating func note(_ area: Area, _ error: any Error, _ remedy: String) {
        switch error {
        case let failure as Failure:
            if case .transient(let message) = failure {
                note(area, .unreachable, message, remedy)
            } else {
                fail(area, failure.message, remedy)
            }
        case let problems as SettingsProblems:
            // The settings were looked at before, and said so.
            fail(area, "cannot be looked at: \(problems.problems.map(\.name).joined(separator: ", "))", "mend the settings first")
        default:
            let complaint = ExitStatus.complaint(about: error)
            fail(area, complaint.lines.map(\.message).joined(separator: "; "), complaint.lines.first?.remedy ?? remedy)
        }
    }

    var status: ExitStatus {
        if findings.contains(where: { $0.area == .settings && $0.state == .failure }) { return .badSettings }
        if findings.contains(where: { $0.state == .unreachable }) { return .unavailable }
        return findings.contains { $0.state == .failure } ? .refused : .done
    }

    var value: Value {
        [
            "healthy": .bool(status == .done),
            "findings": .array(
                findings.map {
                    [
                        "area": .string($0.area.rawValue), "state": .string($0.state.rawValue), "message": .string($0.message),
                        "remedy": .text($0.remedy),
                    ]
                }),
        ]
    }

    var text: String {
        let paint = Paint.standardOutput
        return findings.map { finding in
            let state = finding.state.rawValue + String(repeating: " ", count: 12 - finding.state.rawValue.count)
            let area = finding.area.rawValue + String(repeating: " ", count: 12 - finding.area.rawValue.count)
            let remedy = finding.remedy.map { "\n" + String(repeating: " ", count: 24) + "→ \($0)" } ?? ""
            return paint(state, finding.state.colour) + area + finding.message + remedy
        }.joined(separator: "\n")
    }
}
