import Core
import Foundation
import Queues
import Workers

/// Publishes the events of an address plan as the network's user, many under way at a time, and waits for each outcome.
struct LeaseSender {
    private static let window = 1000

    private let questions: RabbitQuestions
    private let user: String
    private let patience: Pause

    init(to broker: RabbitURL, patience: Pause) throws {
        questions = try RabbitQuestions(at: broker, window: Self.window)
        user = broker.user
        self.patience = patience
    }

    func close() { questions.close() }

    func send(_ entries: [LeaseFile.Entry], into report: inout LeaseReport) throws {
        var next = 0
        var done = 0
        while done < entries.count {
            while next < entries.count, questions.room > 0 {
                try questions.ask(try parcel(entries[next], id: Int64(next)))
                next += 1
            }
            let answers = try questions.settle(within: patience)
            if answers.isEmpty {
                for id in questions.waiting { report.note(entries[Int(id)], .silent) }
                for entry in entries[next...] { report.note(entry, .silent) }
                return
            }
            for (id, answer) in answers {
                report.note(entries[Int(id)], try Publication.fate(of: answer))
                done += 1
            }
            progress(done, of: entries.count)
        }
    }

    private func parcel(_ entry: LeaseFile.Entry, id: Int64) throws(Failure) -> Parcel {
        let now = WallClock.now()
        let envelope = Envelope(id: NewId.make(at: now), source: "/cli/lease-import", type: entry.duty.type, time: now)
        var parcel = try Publication(Event(envelope: envelope, data: entry.data), as: user).parcel
        parcel.id = id
        return parcel
    }

    /// On a terminal, one line that grows.
    private func progress(_ done: Int, of count: Int) {
        guard isatty(STDERR_FILENO) == 1, count > 1000 else { return }
        let line = "\r\(done) of \(count)" + (done == count ? "\n" : "")
        FileHandle.standardError.write(Data(line.utf8))
    }
}
