/// Why a command did not do what was asked, and how to mend it: what stands on standard error.
struct Complaint: Error, Hashable, CustomStringConvertible {
    struct Line: Hashable {
        let message: String
        let remedy: String?

        init(_ message: String, remedy: String? = nil) {
            self.message = message
            self.remedy = remedy
        }
    }

    let status: ExitStatus
    let lines: [Line]

    init(_ status: ExitStatus, _ lines: [Line]) {
        self.status = status
        self.lines = lines
    }

    init(_ status: ExitStatus, _ message: String, remedy: String? = nil) {
        self.init(status, [Line(message, remedy: remedy)])
    }

    /// `guichet: what happened`, and below it how to mend it.
    var description: String {
        lines.map { line in
            "guichet: \(line.message)" + (line.remedy.map { "\n  \($0)" } ?? "")
        }.joined(separator: "\n")
    }
}
