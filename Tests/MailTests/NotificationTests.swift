import Core
import Testing

@Suite struct `A notification` {
    let receipt = MailReceipt(messageId: "m@h", reply: "250 ok", templateVersion: "v", size: 7)
    let later = Moment(seconds: 1_795_262_500)

    private var facts: [NotificationFact] {
        let posting = Posting(Samples.command())
        return [.sent(posting, receipt), .failed(posting, reason: "550 no")]
    }

    @Test func `command says what was asked`() {
        let outgoing = NotificationSend.outgoing(
            id: Samples.id, template: "t", locale: .english, recipient: "Ada@Example.org", account: "a", link: Samples.link,
            values: ["x": "y"], at: Samples.now)
        #expect(outgoing.type == "notification.send")
        var form = Form(outgoing.data) { $0 }
        let command = NotificationSend(from: &form)
        #expect(form.problems == [])
        #expect(command.notification == Samples.id && command.template == "t" && command.locale == .english)
        #expect(command.recipient == "Ada@example.org" && command.account == "a" && command.link == Samples.link)
        #expect(command.values == ["x": "y"] && command.queuedAt == Samples.now)
        #expect(!NotificationSend.carriesSecrets)
    }

    @Test func `command without options is in French`() {
        var form = Form(
            [
                "notificationId": .string(Samples.id), "template": "t", "recipient": "a@b.c", "values": [:],
                "queuedAt": .moment(later),
            ]
        ) { $0 }
        let command = NotificationSend(from: &form)
        #expect(form.problems == [] && command.locale == .french && command.link == nil && command.account == nil)
    }

    @Test func `fact is read as it was written`() {
        for fact in facts { #expect(NotificationFact(name: fact.name, data: fact.data) == fact) }
        #expect(NotificationFact(name: "notification.lost", data: facts[0].data) == nil)
    }

    @Test func `row is the replay of its facts, and reads back`() throws {
        for fact in facts {
            var notification = Notification(id: Samples.id)
            notification.apply(fact, at: later)
            let again = try Notification(id: Samples.id, row: notification.row)
            #expect(again.row == notification.row && again.state == notification.state)
            #expect(notification.row["queued_at"] == .moment(Samples.now) && notification.row["settled_at"] == .moment(later))
        }
        #expect(throws: Failure.self) { try Notification(id: Samples.id, row: ["state": "lost"]) }
        #expect(throws: Failure.self) { try Notification(id: Samples.id, row: ["state": "sent"]) }
    }

    @Test func `is settled once`() {
        let command = Samples.command()
        var sent = Notification(id: Samples.id)
        sent.apply(facts[0], at: later)
        var failed = Notification(id: Samples.id)
        failed.apply(facts[1], at: later)
        #expect(recorded(Notification.accepted(command, as: receipt, given: nil)) == [facts[0]])
        #expect(recorded(Notification.abandoned(command, because: "550 no", given: nil)) == [facts[1]])
        #expect(recorded(Notification.accepted(command, as: receipt, given: sent)) == nil)
        #expect(recorded(Notification.abandoned(command, because: "x", given: sent)) == nil)
        #expect(recorded(Notification.abandoned(command, because: "x", given: failed)) == nil)
    }

    @Test func `that failed may still be sent`() {
        var failed = Notification(id: Samples.id)
        failed.apply(facts[1], at: later)
        #expect(recorded(Notification.accepted(Samples.command(), as: receipt, given: failed)) == [facts[0]])
    }

    private func recorded(_ decision: Decision<NotificationFact>) -> [NotificationFact]? {
        if case .record(let facts, _) = decision { facts } else { nil }
    }
}
