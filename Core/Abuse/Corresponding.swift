/// Notices wait and go together; answers go once.
extension Correspondence {
    package static func postpone(
        _ input: NoticeWanted, given correspondence: Correspondence?, in circumstances: Circumstances
    ) -> Decision<CorrespondenceFact> {
        let letters = circumstances.policies.abuse.at(circumstances.now).policy.letters
        if let due = correspondence?.digestDue {
            return .record([.deferred(input.reader, line: input.line, due: due)])
        }
        let due = circumstances.now.adding(letters.digest)
        let timer = Timer(
            key: "correspondence/\(input.correspondence)", due: due, event: DigestCameDue.outgoing(input.correspondence, at: due))
        return .record([.deferred(input.reader, line: input.line, due: due)], Consequences(schedule: [timer]))
    }

    package static func digest(
        _ input: DigestCameDue, given correspondence: Correspondence?, in circumstances: Circumstances
    ) -> Decision<CorrespondenceFact> {
        guard let correspondence, let reader = correspondence.reader, correspondence.digestDue == input.due,
            correspondence.pendingCount > 0
        else { return .ignore("nothing waits") }
        let more = correspondence.pendingCount - Int64(correspondence.pending.count)
        let lines = correspondence.pending + (more > 0 ? ["+ \(more)"] : [])
        let mail = NotificationSend.outgoing(
            id: circumstances.derivedId("digest"),
            template: reader.role == .desk ? "abuse-digest-desk" : "abuse-digest-holder", locale: reader.language,
            recipient: reader.contact,
            values: [
                "count": .string("\(correspondence.pendingCount)"), "lines": .string(lines.joined(separator: "\n")),
            ], at: circumstances.now)
        return .record([.digested(count: correspondence.pendingCount)], Consequences(send: [mail]))
    }

    package static func answer(
        _ input: AnswerWanted, given correspondence: Correspondence?, in circumstances: Circumstances
    ) -> Decision<CorrespondenceFact> {
        let letters = circumstances.policies.abuse.at(circumstances.now).policy.letters
        guard letters.mayAnswer(input.reader.contact) else { return .ignore("this mailbox is never answered (NOT-5)") }
        let key = "\(input.code.rawValue) \(input.about)"
        if let last = correspondence?.lastAnswer(key), last.adding(letters.repeatAfter) > circumstances.now {
            return .ignore("answered at \(last) already")
        }
        let mail = NotificationSend.outgoing(
            id: circumstances.derivedId("answer"), template: input.code.template, locale: input.reader.language,
            recipient: input.reader.contact,
            values: ["address": .string(input.about), "reference": .string(input.report)], at: circumstances.now)
        return .record([.answered(input.reader, key: key)], Consequences(send: [mail]))
    }
}
