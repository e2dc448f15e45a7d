package import Core

/// What the inspecting process tells: JSON on its standard output.
package struct Findings: Codable, Sendable {
    package var verdict: String
    package var alarms: [String] = []
    package var evidence: [String] = []

    package init(_ verdict: Verdict) {
        self.verdict = verdict.rawValue
    }

    package mutating func note(_ line: String) { evidence.append(line) }

    package mutating func raise(_ alarm: Alarm, _ line: String) {
        if !alarms.contains(alarm.rawValue) { alarms.append(alarm.rawValue) }
        note(line)
    }

    /// Nil where a word of it is not known.
    package func report(_ mediaType: MediaType) -> InspectionReport? {
        guard let verdict = Verdict(rawValue: verdict) else { return nil }
        let known = alarms.compactMap(Alarm.init)
        return known.count == alarms.count
            ? InspectionReport(verdict, mediaType: mediaType, alarms: known, evidence: evidence) : nil
    }
}
