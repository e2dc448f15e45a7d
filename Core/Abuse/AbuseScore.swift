/// Scores are a pure function of the policy, the report, its reporter and the case: each line says what counted, and why.
package enum AbuseScore {
    /// What one report is worth by itself.
    package static func lines(
        of reading: ReportReading, by standing: ReporterStanding, signed: ReportSignature.Finding = .absent,
        with record: ReporterRecord, _ policy: AbusePolicy
    ) -> [ScoreLine] {
        let scoring = policy.scoring
        var lines: [ScoreLine] = []
        func add(_ rule: AbuseScoring.Rule, _ why: String) {
            lines.append(ScoreLine(rule: rule.rawValue, points: scoring.worth(rule), why: why))
        }
        switch standing.proof {
        case .desk: add(.vouched, "the desk vouches for \(standing.identity)")
        case .feed:
            let feed = policy.feeds.first { "feed:\($0.name)" == standing.identity }
            lines.append(ScoreLine(rule: "feed", points: feed?.points ?? 0, why: "it came over \(standing.identity)"))
        case .signed:
            if case .proves(_, let key) = signed { add(.signed, "key “\(key)” of \(standing.identity) signed it") }
        case .dkim, .dmarc: add(.authenticated, "\(standing.proof.rawValue) proves \(standing.identity)")
        case .none: add(.unknown, "nobody vouches for \(standing.identity)")
        case .contradicted:
            if case .fails(let why) = signed {
                add(.contradicted, why)
                break
            }
            add(.contradicted, "a mail host of ours says that \(standing.identity) did not send it")
        }
        if standing.isProved {
            switch record.level {
            case .trusted: add(.trusted, "the desk trusts \(standing.identity)")
            case .distrusted: add(.unknown, "the desk distrusts \(standing.identity): it counts as unknown")
            case .neutral: break
            }
            if let precision = record.precision, record.right + record.wrong >= scoring.judgedEnough {
                let judged = "\(precision) % of \(record.right + record.wrong) judged cases were right"
                if precision >= scoring.precisePercent { add(.precise, judged) }
                if precision < scoring.imprecisePercent { add(.imprecise, judged) }
            }
        }
        if let points = scoring.categories[reading.category] {
            lines.append(
                ScoreLine(rule: reading.category.rawValue, points: points, why: "it complains of \(reading.category.rawValue)"))
        }
        if reading.incidents >= scoring.manyIncidents { add(.many, "\(reading.incidents) incidents") }
        if reading.samples.contains(where: { $0.messageId != nil || $0.at != nil }) { add(.evidence, "it shows a trace") }
        if !reading.problems.isEmpty { add(.faulty, "\(reading.problems.count) faults in it") }
        return lines
    }

    /// What a case's reports are worth together: the best of them, and who agrees with it.
    package static func lines(
        of reporters: [CaseReporter], isRecurrence: Bool, _ policy: AbusePolicy
    ) -> [ScoreLine] {
        let scoring = policy.scoring
        guard let best = reporters.max(by: { ($0.isKnown ? 1 : 0, $0.points) < ($1.isKnown ? 1 : 0, $1.points) }) else {
            return []
        }
        var lines = [ScoreLine(rule: "best_report", points: best.points, why: "the best report, by \(best.identity)")]
        let known = Int64(reporters.filter { $0.isKnown && $0.id != best.id }.count)
        if known > 0 {
            lines.append(
                ScoreLine(
                    rule: AbuseScoring.Rule.anotherKnown.rawValue, points: known * scoring.worth(.anotherKnown),
                    why: "\(known) more known reporters, independent of the first"))
        }
        let unknown = Int64(reporters.filter { !$0.isKnown && $0.id != best.id }.count)
        if unknown > 0 {
            let counted = min(unknown, scoring.unknownLimit)
            lines.append(
                ScoreLine(
                    rule: AbuseScoring.Rule.anotherUnknown.rawValue, points: counted * scoring.worth(.anotherUnknown),
                    why: "\(unknown) unknown reporters, \(counted) of them counted"))
        }
        if isRecurrence {
            lines.append(
                ScoreLine(
                    rule: AbuseScoring.Rule.recurrence.rawValue, points: scoring.worth(.recurrence),
                    why: "it came back after it was over"))
        }
        return lines
    }
}
