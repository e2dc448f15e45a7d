import Core
import Testing

@Suite struct `A case of abuse` {
    private typealias S = AbuseSamples
    private var now: Moment { S.now }

    private func add(_ report: CaseReport, to abuseCase: AbuseCase?, _ policy: AbusePolicy = AbuseSamples.policy()) -> AbuseCase {
        let decision = AbuseCase.add(S.reported(report), given: abuseCase, in: S.circumstances(policy))
        return S.folded(decision.facts ?? [], onto: abuseCase)
    }

    @Test func `without a known reporter never blocks, whatever the total`() {
        var abuseCase: AbuseCase?
        for number in 0..<300 { abuseCase = add(S.report(number, known: false, points: 5000), to: abuseCase) }
        #expect(abuseCase?.block == nil && abuseCase?.reports == 300 && abuseCase?.reporters.count == 200)
        #expect(abuseCase?.weighing?.against == ["it needs known reporters: 1; it has 0"])
    }

    @Test func `counts one reporter once, however often it writes`() {
        var abuseCase: AbuseCase?
        for _ in 0..<100 { abuseCase = add(S.report(points: 60), to: abuseCase) }
        #expect(abuseCase?.reporters.map(\.reports) == [100] && abuseCase?.weighing?.lines.total == 60 && abuseCase?.block == nil)
    }

    @Test func `says everything that speaks against a block`() {
        var policy = S.policy()
        policy.classes[0].isAutomatic = false
        policy.classes[0].knownReporters = 2
        var report = S.report(points: 10)
        report.leaseEnd = now.adding(.hours(-1))
        let against = add(report, to: nil, policy).weighing?.against ?? []
        #expect(against.count == 3)
        for part in ["never blocked by itself", "known reporters: 2", "lease ended"] {
            #expect(against.contains { $0.contains(part) }, "\(part)")
        }
    }

    @Test func `blocks no longer than the ladder's last rung, and no less than its next`() throws {
        #expect(S.policy().rung(1).length == .hours(1) && S.policy().rung(3).length == .hours(720))
        #expect(S.policy().rung(99).length == .hours(720) && S.policy().rung(0).length == .hours(1))
    }

    @Test func `is known by its link only, which dies with its block (ABU-2)`() throws {
        let blocked = try S.blocked()
        let link = try #require(blocked.link)
        #expect(blocked.row["unblock_hash"] == .string(link.tokenHash) && link.expires == now.adding(.days(30)))
        let ended = AbuseCase.observe(S.changed(blocked, .lifted), given: blocked, in: S.circumstances())
        #expect(S.folded(ended.facts ?? [], onto: blocked).link == nil)
    }

    @Test func `refuses to be left too late, too early or half done: all reasons at once (ABU-2)`() throws {
        var policy = S.policy()
        policy.ladder = [AbuseRung(length: .hours(1), lifted: .days(60))]
        policy.remedy.attempts = 0
        let blocked = try S.blocked()
        var form = Form(
            ["token": "0123456789abcdef", "attestation": ["cause_found": true]], digest: { _ in blocked.link?.tokenHash ?? "" })
        let request = UnblockRequested(from: &form)
        let decision = AbuseCase.claim(request, given: blocked, in: S.circumstances(at: now.adding(.days(31)), policy))
        let reasons = try #require(decision.reasons)
        #expect(reasons.map(\.field) == ["token", "token", "token", "attestation"])
        #expect(reasons.allSatisfy { $0.rule == "ABU-2" && !$0.remedy.isEmpty })
        #expect(AbuseCase.claim(request, given: nil, in: S.circumstances()).reasons?.count == 1)
    }

    @Test func `of nobody cannot be appealed or closed`() throws {
        var form = Form(["caseId": .string(Samples.account), "by": "Ada", "text": "no"], digest: { $0 })
        let (appeal, closing) = (AppealFiled(from: &form), CaseClosed(from: &form))
        #expect(AbuseCase.appeal(appeal, given: nil, in: S.circumstances()).reasons?.map(\.field) == ["caseId"])
        #expect(AbuseCase.close(closing, given: nil, in: S.circumstances()).reasons?.map(\.field) == ["caseId"])
        let closed = S.folded([.opened(S.opening()), .closed(.confirmed, by: "Eve", document: nil)])
        #expect(AbuseCase.close(closing, given: closed, in: S.circumstances()).ignored != nil)
        #expect(AbuseCase.appeal(appeal, given: closed, in: S.circumstances()).reasons != nil)
    }

    @Test func `does not answer a timer that it no longer waits for`() throws {
        let blocked = try S.blocked()
        let due = try #require(blocked.due)
        for (what, at) in [(CaseDue.What.quiet, due.at), (due.what, due.at.adding(.seconds(1)))] {
            var form = Form(CaseCameDue.outgoing(blocked.id, CaseDue(what, at: at)).data, digest: { $0 })
            #expect(AbuseCase.come(CaseCameDue(from: &form), given: blocked, in: S.circumstances()).ignored != nil)
        }
    }

    @Test func `keeps what people wrote out of its history`() throws {
        let blocked = try S.blocked()
        var form = Form(["caseId": .string(blocked.id), "by": "Ada", "text": "my secret\nreason"], digest: { $0 })
        let decision = AbuseCase.appeal(AppealFiled(from: &form), given: blocked, in: S.circumstances())
        #expect(decision.facts.map { "\($0.map(\.data))" }?.contains("secret") == false)
        #expect(decision.consequences?.documents.map(\.bytes) == [Array("my secret\nreason".utf8)])
        #expect(decision.consequences?.documents.first?.purge != nil)
    }

    /// Failure pattern 7, on the decisions alone.
    @Test func `overdue with ten thousand others: each is handled, and the desk has one mail`() throws {
        var correspondence: Correspondence?
        var mails = 0
        let late = now.adding(.days(2))
        for number in 0..<10_000 {
            let opened = AbuseCase.add(
                S.reported(S.report(number), opening: S.opening(nil)), given: nil,
                in: S.circumstances(cause: "/guichet \(number)"))
            let abuseCase = S.folded(opened.facts ?? [])
            let due = try #require(abuseCase.due)
            var form = Form(CaseCameDue.outgoing(abuseCase.id, due).data, digest: { $0 })
            let decision = AbuseCase.come(CaseCameDue(from: &form), given: abuseCase, in: S.circumstances(at: late))
            let consequences = try #require(decision.consequences)
            #expect(consequences.schedule.count == 1)
            mails += consequences.send.filter { $0.type == NotificationSend.type }.count
            for outgoing in consequences.send where outgoing.type == NoticeWanted.type {
                var form = Form(outgoing.data, digest: { $0 })
                let notice = NoticeWanted(from: &form)
                #expect(form.problems == [])
                var state = correspondence ?? Correspondence(id: notice.correspondence)
                for fact in Correspondence.postpone(notice, given: correspondence, in: S.circumstances(at: late)).facts ?? [] {
                    state.apply(fact, at: late)
                }
                correspondence = state
            }
        }
        let waiting = try #require(correspondence)
        #expect(mails == 0 && waiting.pendingCount == 10_000 && waiting.pending.count == Correspondence.shown)
        var form = Form(DigestCameDue.outgoing(waiting.id, at: try #require(waiting.digestDue)).data, digest: { $0 })
        let digest = Correspondence.digest(DigestCameDue(from: &form), given: waiting, in: S.circumstances(at: late))
        #expect(digest.consequences?.send.map(\.type) == [NotificationSend.type] && digest.facts == [.digested(count: 10_000)])
    }
}
