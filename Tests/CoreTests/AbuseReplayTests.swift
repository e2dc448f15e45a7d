import Core
import Testing

@Suite struct `The row of an abuse case` {
    private typealias S = AbuseSamples

    @Test func `is the replay of its facts, on any way through the rules`() throws {
        var dice = CoreDice(seed: 11)
        var reached = Set<String>()
        for round in 0..<200 {
            var abuseCase: AbuseCase?
            var history: [(name: String, data: Object, at: Moment)] = []
            var now = S.now
            for step in 0..<20 {
                now = now.adding(.seconds(Int64(dice.next() % 400_000)))
                let circumstances = S.circumstances(at: now, cause: "/guichet \(round) \(step)")
                for fact in decision(on: abuseCase, in: circumstances, &dice).facts ?? [] {
                    var state = abuseCase ?? AbuseCase(id: Samples.account)
                    state.apply(fact, at: now)
                    history.append((fact.name, fact.data, now))
                    abuseCase = state
                }
                reached.insert(abuseCase?.state.rawValue ?? "")
            }
            guard let abuseCase else { continue }
            var replayed = AbuseCase(id: Samples.account)
            for entry in history {
                replayed.apply(try #require(AbuseCaseFact(name: entry.name, data: entry.data), "\(entry)"), at: entry.at)
            }
            #expect(replayed.row == abuseCase.row)
            #expect(try AbuseCase(id: Samples.account, row: abuseCase.row).row == abuseCase.row)
        }
        #expect(reached.isSuperset(of: ["attributed", "notified", "blocked", "remediation_claimed", "probation", "closed"]))
    }

    private func decision(
        on abuseCase: AbuseCase?, in circumstances: Circumstances, _ dice: inout CoreDice
    ) -> Decision<AbuseCaseFact> {
        let number = Int(dice.next() % 5)
        guard let abuseCase, dice.next() % 4 != 0 else {
            let report = S.report(number, known: dice.next() % 3 > 0, points: Int64(dice.next() % 100), at: circumstances.now)
            return AbuseCase.add(S.reported(report), given: abuseCase, in: circumstances)
        }
        switch dice.next() % 6 {
        case 0, 1:
            let state = BlockChanged.State.allCases[Int(dice.next() % 4)]
            return AbuseCase.observe(S.changed(abuseCase, state, reasons: ["no"]), given: abuseCase, in: circumstances)
        case 2:
            var form = Form(
                ["token": "0123456789abcdef", "attestation": "all is done"], digest: { _ in abuseCase.link?.tokenHash ?? "" })
            return AbuseCase.claim(UnblockRequested(from: &form), given: abuseCase, in: circumstances)
        case 3, 4:
            guard let due = abuseCase.due, due.at <= circumstances.now else { return .ignore("not due") }
            var form = Form(CaseCameDue.outgoing(abuseCase.id, due).data, digest: { $0 })
            return AbuseCase.come(CaseCameDue(from: &form), given: abuseCase, in: circumstances)
        default:
            let outcome = dice.next() % 2 == 0 ? "confirmed" : "false_alarm"
            var form = Form(
                ["caseId": .string(abuseCase.id), "by": "Eve", "text": "t", "outcome": .string(outcome)], digest: { $0 })
            if dice.next() % 3 > 0 { return AbuseCase.appeal(AppealFiled(from: &form), given: abuseCase, in: circumstances) }
            return AbuseCase.close(CaseClosed(from: &form), given: abuseCase, in: circumstances)
        }
    }

    @Test func `names every column by which a case is found`() throws {
        let row = try S.blocked().row
        for column in AbuseCase.references { #expect(row[column]?.string != nil) }
    }

    @Test(arguments: [
        "state", "class", "opened_as", "reports", "rung", "block_state", "next_due_what", "lease_prefix",
    ])
    func `that cannot be read is our fault`(column: String) throws {
        var row = try S.blocked().row
        row[column] = "?"
        #expect(throws: Failure.self) { try AbuseCase(id: Samples.account, row: row) }
    }
}

@Suite struct `A report's message` {
    private func problems(_ data: Object) -> [String] {
        var form = Form(data, digest: Samples.digest)
        let message = ReportReceived(from: &form)
        let rejected = AbuseReport.receive(message, given: nil, in: AbuseSamples.circumstances()).reasons ?? []
        return form.problems.isEmpty ? rejected.compactMap(\.field) : form.problems.compactMap(\.field)
    }

    private let head: Object = [
        "reportId": .string(Samples.account), "format": "xarf", "receivedAt": .moment(Samples.now),
    ]

    private func with(_ name: String, _ value: Value) -> Object {
        var data = head
        data[name] = value
        return data
    }

    @Test func `needs the report, once`() {
        #expect(problems(head) == ["raw"])
        #expect(problems(with("raw", "not base64")) == ["raw"])
        #expect(problems(with("document", ["a": 1])) == [] && problems(with("raw", "RnJv")) == [])
        var both = with("raw", "RnJv")
        both["document"] = [:]
        #expect(problems(both) == ["document"])
        #expect(problems([:]).sorted() == ["format", "receivedAt", "reportId"])
    }

    @Test func `carries a signature only of its bytes, and a whole one`() {
        func signed(_ signature: Value, _ report: String = "raw") -> [String] {
            var data = report == "raw" ? with("raw", "RnJv") : with("document", ["a": 1])
            data["signature"] = signature
            return problems(data)
        }
        let value = Value.string(Base64.text(of: [UInt8](repeating: 1, count: 64)))
        #expect(signed(["keyId": "isp.example/1", "value": value]) == [] && signed(.null) == [])
        #expect(signed(["keyId": "isp.example/1", "value": value], "document") == ["signature"])
        #expect(signed("x") == ["signature"])
        #expect(signed(["value": value]) == ["signature.keyId"])
        #expect(signed(["keyId": "a\nb", "value": value]) == ["signature.keyId"])
        for wrong in ["", "AAAA", "not base64"] as [Value] {
            #expect(signed(["keyId": "isp.example/1", "value": wrong]) == ["signature.value"])
        }
        #expect(signed(["keyId": "isp.example/1"]) == ["signature.value"])
    }

    @Test func `given as an object is read as the bytes it would have had`() {
        let document: Value = ["a": ["é\"\\\n", 1, .number(1.5), true, .null], "b": [:]]
        var form = Form(with("document", document), digest: Samples.digest)
        let message = ReportReceived(from: &form)
        #expect(String(decoding: message.raw, as: UTF8.self) == #"{"a":["é\"\\\u000a",1,1.5,true,null],"b":{}}"#)
        #expect(message.channel == "desk" && message.hash.hasPrefix("sha256:"))
    }

    @Test func `of bytes that are no text has a hash all the same`() {
        var form = Form(with("raw", "/w=="), digest: Samples.digest)
        #expect(ReportReceived(from: &form).hash.hasPrefix("sha256-of-base64:"))
    }
}
