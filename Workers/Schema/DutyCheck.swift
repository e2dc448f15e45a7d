package import Core

extension Duty {
    /// All that is wrong with an event's data, found as the workers find it; empty where its form is right. What the rules say
    /// of it is another question.
    package func problems(in data: Object) -> [Reason] {
        if case .problems(let reasons) = open(data, { $0 }, { _, _ in ReportReading(kind: .unreadable) }) { reasons } else { [] }
    }

    /// Names the workers would not read: allowed, but perhaps a slip of the pen.
    package func strangers(in data: Object) -> [String] {
        data.members.map(\.name).filter { name in !fields.contains { $0.name == name } }
    }
}
