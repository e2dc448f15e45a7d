import Core

/// What became of the lines of an address plan.
struct LeaseReport {
    private var imported = 0
    private var unchanged = 0
    private var refused = 0
    private var unanswered = 0
    private var lines: [(line: Int, address: String, state: String, message: String, remedy: String)] = []

    mutating func note(_ entry: LeaseFile.Entry, _ fate: Publication.Fate) {
        switch fate {
        case .accepted(let data) where data["outcome"]?.string == "ignored": unchanged += 1
        case .accepted, .confirmed: imported += 1
        case .refused(let reasons, _):
            refused += 1
            for reason in reasons {
                lines.append((entry.line, entry.address, "refused", "\(reason.rule): \(reason.message)", reason.remedy))
            }
        case .silent: unanswered(entry, "no outcome in time; it will be decided", "guichet queues; then import the file again")
        case .returned(let reason): unanswered(entry, "no queue takes it: \(reason)", "guichet doctor --mend")
        case .rejected: unanswered(entry, "the broker does not take it now", "guichet doctor; then import the file again")
        }
    }

    private mutating func unanswered(_ entry: LeaseFile.Entry, _ message: String, _ remedy: String) {
        unanswered += 1
        lines.append((entry.line, entry.address, "unanswered", message, remedy))
    }

    var value: Value {
        [
            "imported": .integer(Int64(imported)), "unchanged": .integer(Int64(unchanged)),
            "refused": .integer(Int64(refused)), "unanswered": .integer(Int64(unanswered)),
            "lines": .array(
                lines.map { line in
                    [
                        "line": .integer(Int64(line.line)), "address": .string(line.address), "state": .string(line.state),
                        "message": .string(line.message), "remedy": .string(line.remedy),
                    ]
                }),
        ]
    }

    var text: String {
        var counts = Table(("IMPORTED", .right), ("UNCHANGED", .right), ("REFUSED", .right), ("UNANSWERED", .right))
        counts.rows.append([
            .init("\(imported)", imported > 0 ? .green : nil), .init("\(unchanged)"),
            .init("\(refused)", refused > 0 ? .red : nil), .init("\(unanswered)", unanswered > 0 ? .red : nil),
        ])
        if lines.isEmpty { return counts.text(.standardOutput) }
        var table = Table(("LINE", .right), ("ADDRESS", .left), ("STATE", .left), ("WHY", .left))
        for line in lines.sorted(by: { $0.line < $1.line }).prefix(100) {
            table.rows.append([
                .init("\(line.line)"), .init(line.address), .init(line.state, .red), .init("\(line.message); \(line.remedy)"),
            ])
        }
        let more = lines.count > 100 ? "\nand \(lines.count - 100) more" : ""
        return counts.text(.standardOutput) + "\n\n" + table.text(.standardOutput) + more
    }

    /// Nil where every line is known now.
    var complaint: Complaint? {
        if unanswered > 0 {
            return Complaint(
                .unavailable, "\(unanswered) lines have no outcome yet", remedy: "guichet queues; then import the file again")
        }
        if refused > 0 {
            return Complaint(.refused, "\(refused) lines were refused", remedy: "mend them, and import the file again")
        }
        return nil
    }
}
