import Core
import Testing

@Suite struct `An inspection` {
    private var command: InspectCertificate {
        var form = Form(InspectionSamples.command, digest: { $0 })
        return InspectCertificate(from: &form)
    }

    @Test func `ends with a fact that keeps all that was seen, and with word to the verification`() throws {
        guard case .record(let facts, let consequences) = Inspection.completed(command, seeing: InspectionSamples.report) else {
            Issue.record("nothing was recorded")
            return
        }
        let fact = try #require(facts.first)
        #expect(InspectionFact(name: fact.name, data: fact.data) == fact)
        #expect(fact.report.evidence == ["one", "two "])
        let sent = try #require(consequences.send.first)
        var form = Form(sent.data, digest: { $0 })
        let message = InspectionCompleted(from: &form)
        #expect(form.problems == [] && sent.type == InspectionCompleted.type)
        #expect(message.verdict == .altered && message.alarms == ["active-content"] && message.isFailed)
        #expect(message.namesNumber == true && message.namesCompany == nil && message.issuedOn == "2026-11-02")
    }

    @Test func `replayed gives its row, after one look and after two`() throws {
        var inspection = Inspection(id: command.document)
        for (looks, report) in [(1, InspectionSamples.report), (2, InspectionReport(.unsigned, mediaType: .png))] {
            inspection.apply(InspectionFact(InspectionSamples.asked, report), at: Samples.now)
            #expect(inspection.looks == Int64(looks))
            #expect(try Inspection(id: inspection.id, row: inspection.row).row == inspection.row)
        }
    }

    @Test func `that could not be made is a failed one, for a person to see`() {
        guard case .record(let facts, _) = Inspection.abandoned(command, because: "the disk\nis full") else {
            Issue.record("nothing was recorded")
            return
        }
        #expect(facts.first?.report.verdict == .broken && facts.first?.report.alarms == [.inspectionFailed])
        #expect(facts.first?.report.evidence == ["it could not be inspected: the disk is full"])
    }

    @Test func `says no more than an event can carry, whatever strangers wrote`() {
        var report = InspectionReport(.broken)
        for number in 0..<500 { report.note("\(number)\n" + String(repeating: "é", count: 2000)) }
        var form = Form(InspectionCompleted.outgoing(report, of: command).data, digest: { $0 })
        _ = InspectionCompleted(from: &form)
        #expect(form.problems == [])
    }
}
