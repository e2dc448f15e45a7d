import Core
import Testing

@Suite struct `A mail's end` {
    let command = Samples.read(
        NotificationSend.self,
        NotificationSend.outgoing(
            id: Samples.account, template: "verify-address", locale: .french, recipient: Samples.email, at: Samples.now
        ).data)
    let receipt = MailReceipt(messageId: "m@x", reply: "250 ok", templateVersion: "3", size: 7)

    var posting: Posting { Posting(command) }

    func notification(_ facts: [NotificationFact]) -> Notification {
        var notification = Notification(id: Samples.account)
        for fact in facts { notification.apply(fact, at: Samples.now) }
        return notification
    }

    @Test func `is what was observed (NOT-2)`() {
        #expect(Notification.accepted(command, as: receipt, given: nil).facts == [.sent(posting, receipt)])
        #expect(Notification.abandoned(command, because: "no", given: nil).facts == [.failed(posting, reason: "no")])
    }

    @Test func `is told once: sent stays sent, failed may be sent by a later try (NOT-5)`() {
        let sent = notification([.sent(posting, receipt)])
        let failed = notification([.failed(posting, reason: "no")])
        #expect(Notification.accepted(command, as: receipt, given: sent).ignored != nil)
        #expect(Notification.abandoned(command, because: "no", given: sent).ignored != nil)
        #expect(Notification.abandoned(command, because: "no", given: failed).ignored != nil)
        #expect(Notification.accepted(command, as: receipt, given: failed).facts == [.sent(posting, receipt)])
    }

    @Test func `is in its row, and comes back from it`() throws {
        for facts: [NotificationFact] in [[], [.sent(posting, receipt)], [.failed(posting, reason: "no")]] {
            let row = notification(facts).row
            #expect(try Notification(id: Samples.account, row: row).row == row)
        }
    }
}
