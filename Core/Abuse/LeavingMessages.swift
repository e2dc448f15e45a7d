/// ABU-2: the holder attests the clean-up and asks for the end of the block.
package struct UnblockRequested: Message {
    package static let type: EventType = "abuse.unblock.requested"
    package static let producers: [Producer] = [.portal]
    package static let queue: QueueName = "guichet.abuse"
    package static let meaning = "The holder followed the instructions and asks for the end of the block (ABU-2)."

    package let tokenHash: String
    package let attestation: Attestation

    package init(from form: inout Form) {
        tokenHash = form.token("token", "the token of the link")
        attestation = Attestation(from: &form)
    }
}

/// What a holder says was done: the points of the checklist by name, or a text of its own.
package struct Attestation: Hashable, Sendable {
    /// Points that were answered with yes.
    package var points: [String]
    package var text: String?

    package init(points: [String] = [], text: String? = nil) {
        self.points = points
        self.text = text
    }

    /// A sentence of one's own in place of the list: more than a letter.
    package var isInWords: Bool { (text?.unicodeScalars.count ?? 0) >= 10 }

    init(from form: inout Form) {
        switch form.proseOrObject(
            "attestation", "the checklist's points with true, and a text under `text`; or a text", limit: 4000)
        {
        case .object(let object):
            points = object.members.filter { $0.value == true }.map(\.name).filter { $0.utf8.count <= 64 }.prefix(50).map { $0 }
            text = object["text"]?.string.flatMap { PlainLine.of($0, limit: 4000) }
        case .string(let text): (points, self.text) = ([], text)
        default: (points, text) = ([], nil)
        }
    }
}

/// The way to a human, when the machine's answer is wrong.
package struct AppealFiled: Message {
    package static let type: EventType = "abuse.appeal.filed"
    package static let producers: [Producer] = [.portal]
    package static let queue: QueueName = "guichet.abuse"
    package static let meaning = "The holder disagrees; a person of the desk decides."

    package let abuseCase: String
    package let by: String
    package let text: String

    package init(from form: inout Form) {
        abuseCase = form.id("caseId", "the case")
        by = form.text("by", "who appeals")
        text = form.prose("text", "why", limit: 10_000)
    }
}

/// A person of the desk ends a case, and so judges those who reported.
package struct CaseClosed: Message {
    package enum Verdict: String, CaseIterable, Sendable {
        case confirmed
        case falseAlarm = "false_alarm"
    }

    package static let type: EventType = "abuse.case.closed"
    package static let producers: [Producer] = [.desk]
    package static let queue: QueueName = "guichet.abuse"
    package static let meaning = "The desk closes a case: the reports were right, or a false alarm."

    package let abuseCase: String
    package let by: String
    package let text: String
    package let verdict: Verdict

    package init(from form: inout Form) {
        abuseCase = form.id("caseId", "the case")
        by = form.text("by", "who closes it")
        text = form.prose("text", "why", limit: 10_000)
        verdict = form.choice("outcome", "whether the reports were right", of: Verdict.self, else: .confirmed)
    }
}

/// What a case waited for did not come.
package struct CaseCameDue: Message {
    package static let type: EventType = "abuse.case.due"
    package static let producers: [Producer] = [.guichet]
    package static let queue: QueueName = "guichet.abuse"
    package static let meaning = "The time is over in which something should have happened to a case."

    package let abuseCase: String
    package let due: CaseDue

    package init(from form: inout Form) {
        abuseCase = form.id("caseId", "the case")
        let what = form.requiredChoice("what", "what was waited for", of: CaseDue.What.self, placeholder: .desk)
        due = CaseDue(what, at: form.moment("at", "until when"))
    }

    package static func outgoing(_ abuseCase: String, _ due: CaseDue) -> Outgoing {
        Outgoing(
            type: type, data: ["caseId": .string(abuseCase), "what": .string(due.what.rawValue), "at": .moment(due.at)])
    }
}
