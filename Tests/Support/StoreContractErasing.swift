import Core
import Testing

extension StoreContract {
    // MARK: Erasures

    static let erasures = [
        StoreClause("an erasure marks the personal texts of one subject's facts, and nothing else of the ledger") { house in
            let store = try house.store()
            var changes = Changes()
            changes.history = [
                fact(claim(1), version: 1), fact(claim(2), subject: "account/2", version: 1), fact(claim(3), version: 2),
            ]
            changes.history[2].data = ["number": 2, "nothing": .null, "list": ["text"], "empty": [:]]
            _ = try commit(changes, to: store)
            var erasing = Changes()
            erasing.history = [fact(claim(4), version: 3)]
            erasing.history[0].data = [:]
            erasing.erasures = [Erasure(subject: "account/1", members: ["text", "number", "nothing", "list"])]
            _ = try commit(erasing, to: store)
            #expect(
                try house.facts(of: "account/1") == [
                    ["text": "erased", "number": 1], ["number": 2, "nothing": .null, "list": ["text"], "empty": [:]], [:],
                ])
            #expect(try house.facts(of: "account/2").first?["text"] == "é \"quoted\"")
        },
        StoreClause("an erasure takes the credentials of its subject, those of the same transaction too") { house in
            let store = try house.store()
            var changes = Changes()
            changes.credentials = ["1", "2"].map { Credential(subject: "account/\($0)", kind: "password", hash: "h") }
            _ = try commit(changes, to: store)
            changes.credentials = [Credential(subject: "account/1", kind: "code", hash: "h")]
            changes.erasures = [Erasure(subject: "account/1", members: [])]
            _ = try commit(changes, to: store)
            #expect(try house.credentials(of: "account/1") == [])
            #expect(try house.credentials(of: "account/2") == ["password"])
        },
        StoreClause("a credential without a hash is taken away, and the last word of a batch counts") { house in
            let store = try house.store()
            var changes = Changes()
            changes.credentials = [
                Credential(subject: "account/1", kind: "password", hash: "h"),
                Credential(subject: "account/2", kind: "password", hash: nil),
                Credential(subject: "account/1", kind: "password", hash: nil),
                Credential(subject: "account/2", kind: "password", hash: "h"),
            ]
            _ = try commit(changes, to: store)
            #expect(try house.credentials(of: "account/1") == [])
            #expect(try house.credentials(of: "account/2") == ["password"])
        },
        StoreClause("an erasure takes address and reply out of the mails about its account, row and fact alike") { house in
            let store = try house.store()
            var changes = Changes()
            for number: UInt128 in 1...2 {
                let (row, entry) = mail(number, about: UUIDText.text(number))
                changes.rows.append(row)
                changes.history.append(entry)
            }
            _ = try commit(changes, to: store)
            var erasing = Changes()
            erasing.erasures = [Erasure(subject: "account/\(UUIDText.text(1))", members: ["template"])]
            _ = try commit(erasing, to: store)
            var question = asking([])
            question.lookups = [Lookup(table: "notifications", column: "id", values: [UUIDText.text(11), UUIDText.text(12)])]
            let rows = try store.open(question).rows.sorted { $0.id < $1.id }
            #expect(rows.map { $0.columns["recipient"] } == ["erased", "ada@example.org"])
            #expect(rows.map { $0.columns["reply"] } == ["erased", "250 to ada@example.org"])
            #expect(rows.map { $0.columns["template"] } == ["welcome", "welcome"])
            for row in rows {
                var replayed = Notification(id: row.id)
                for data in try house.facts(of: "notification/\(row.id)") {
                    let fact = try #require(NotificationFact(name: "notification.sent", data: data))
                    replayed.apply(fact, at: Moment(seconds: 1_790_000_000))
                }
                #expect(replayed.row == row.columns)
            }
        },
    ]

    private static func mail(_ number: UInt128, about account: String) -> (EntityRow, HistoryEntry) {
        let id = UUIDText.text(number + 10)
        let at = Moment(seconds: 1_790_000_000)
        let posting = Posting(
            template: "welcome", locale: .french, recipient: "ada@example.org", account: account, queuedAt: at)
        let receipt = MailReceipt(messageId: "m@x", reply: "250 to ada@example.org", templateVersion: "1", size: 1)
        let sent = NotificationFact.sent(posting, receipt)
        var notification = Notification(id: id)
        notification.apply(sent, at: at)
        var entry = fact(claim(number + 10), subject: "notification/\(id)", version: 1)
        (entry.name, entry.data) = (sent.name, sent.data)
        return (
            EntityRow(table: "notifications", id: id, version: 1, sent: [:], columns: notification.row), entry
        )
    }
}
