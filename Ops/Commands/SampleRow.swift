import Core

/// One event of the sample day, and what became of it.
struct SampleRow {
    let what: String
    let type: String
    let id: String
    /// As `PublishReport.state`, or `ignored`, `counted once`, `dead letter`.
    let state: String
    let expected: String
    let detail: String
    let milliseconds: Int64

    var isAsExpected: Bool { state == expected }

    var colour: Paint.Colour {
        if !isAsExpected { return .red }
        return switch state {
        case "accepted": .green
        case "refused", "dead letter": .yellow
        default: .faint
        }
    }

    var value: Value {
        [
            "what": .string(what), "type": .string(type), "id": .string(id), "state": .string(state),
            "detail": .string(detail), "milliseconds": .integer(milliseconds),
        ]
    }
}
