import Core
import Foundation
import Queues

/// Publishes reports of abuse over one connection, a window at a time.
struct ReportFeed {
    /// One file on its way.
    struct Fed {
        let file: String
        let event: Event
        var fate: Publication.Fate?

        /// The report's own id.
        var id: String { event.data["reportId"]?.string ?? event.envelope.id }

        init(file: String, event: Event) {
            self.file = file
            self.event = event
        }

        var value: Value {
            var value = report(timeout: 0)?.value.object ?? Object()
            value.members.removeAll { $0.name == "source" || $0.name == "type" }
            return .object(
                Object(
                    [
                        Object.Member(name: "file", value: .string(file)),
                        Object.Member(name: "format", value: event.data["format"] ?? .null),
                    ] + value.members))
        }

        func text(timeout: Int64) -> String { report(timeout: timeout)?.text ?? id }

        func complaint(timeout: Int64) -> Complaint? {
            guard let complaint = report(timeout: timeout)?.complaint else { return nil }
            return Complaint(complaint.status, complaint.lines.map { .init("\(file): \($0.message)", remedy: $0.remedy) })
        }

        private func report(timeout: Int64) -> PublishReport? {
            var envelope = event.envelope
            envelope.id = id
            return fate.map { PublishReport(envelope: envelope, fate: $0, timeout: timeout) }
        }
    }

    let broker: RabbitURL
    /// How long each outcome is waited for; nil: the broker's confirm is enough.
    let patience: Pause?

    /// Tells of each as soon as its fate is known, in the order of the files.
    func feed(_ fed: inout [Fed], _ tell: (Fed) -> Void) throws {
        if fed.isEmpty { return }
        if let patience {
            let answers = try RabbitAnswers(at: broker)
            defer { answers.close() }
            for place in fed.indices {
                fed[place].fate = try Publication(fed[place].event, as: broker.user).ask(answers, within: patience)
                tell(fed[place])
            }
        } else {
            try send(&fed)
            for one in fed { tell(one) }
        }
    }

    private func send(_ fed: inout [Fed]) throws {
        let outlet = try RabbitOutlet(to: broker)
        defer { outlet.close() }
        var settled = 0
        for place in fed.indices {
            while outlet.room == 0 { settled += try settle(&fed, outlet) }
            var parcel = try Publication(fed[place].event, as: broker.user).parcel
            parcel.id = Int64(place)
            try outlet.send(parcel)
        }
        while settled < fed.count { settled += try settle(&fed, outlet) }
    }

    private func settle(_ fed: inout [Fed], _ outlet: RabbitOutlet) throws -> Int {
        let settlements = try outlet.settle(within: .seconds(1))
        for settlement in settlements {
            switch settlement {
            case .confirmed(let id): fed[Int(id)].fate = .confirmed
            case .returned(let id, let reason): fed[Int(id)].fate = .returned(reason)
            case .refused(let id): fed[Int(id)].fate = .rejected
            }
        }
        return settlements.count
    }

    // MARK: Files

    static func bytes(of file: String) throws -> [UInt8] {
        let raw: [UInt8]
        if file == "-" {
            raw = Array(try FileHandle.standardInput.readToEnd() ?? Data())
        } else {
            guard let content = FileManager.default.contents(atPath: file) else {
                throw Complaint(.badInput, "\(file) cannot be read", remedy: "name a file with one report, or -")
            }
            raw = Array(content)
        }
        if raw.isEmpty { throw Complaint(.badInput, "\(file) is empty", remedy: "give one report") }
        guard raw.count <= ReportReceived.limit else {
            throw Complaint(
                .badInput, "\(file) has \(raw.count) bytes; a report has at most \(ReportReceived.limit)",
                remedy: "cut its attachments, or split it")
        }
        return raw
    }

    static func event(_ raw: [UInt8], format: ReportFormat?, channel: String, id: String?, at now: Moment) -> Event {
        // A known id may be older than the inbox remembers: the report itself says whether it came already.
        let event = NewId.make(at: now)
        let data: Object = [
            "reportId": .string(id ?? event), "format": .string((format ?? likely(raw)).rawValue),
            "raw": .string(Base64.text(of: raw)), "receivedAt": .moment(now), "channel": .string(channel),
        ]
        return Event(
            envelope: Envelope(id: event, source: "/cli/desk", type: ReportReceived.type, time: now), data: data)
    }

    /// What the bytes look like; the workers read them whatever it says.
    static func likely(_ raw: [UInt8]) -> ReportFormat {
        let blank: [UInt8] = [0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF]
        if raw.first(where: { !blank.contains($0) }) == UInt8(ascii: "{") { return .xarf }
        let text = String(decoding: raw.prefix(65_536), as: UTF8.self).lowercased()
        if text.contains("feedback-type: xarf") || text.contains("\nx-arf:") || text.contains("\nx-xarf:") { return .xarf }
        return text.contains("feedback-report") || text.contains("feedback-type:") ? .arf : .mail
    }
}
