/// Something that is not urgent is to be told: it waits for company.
package struct NoticeWanted: Message {
    package static let type: EventType = "abuse.notice.wanted"
    package static let producers: [Producer] = [.guichet]
    package static let queue: QueueName = "guichet.abuse"
    package static let meaning = "A notice that is not urgent; it goes with others to the same mailbox, in one mail."

    package let correspondence: String
    package let reader: Correspondence.Reader
    package let line: String

    package init(from form: inout Form) {
        correspondence = form.id("correspondenceId", "what is written to the mailbox")
        reader = Correspondence.Reader(from: &form)
        line = form.prose("line", "what is told", limit: 2000)
    }

    package static func outgoing(
        _ role: Correspondence.Role, to contact: String, in language: Locale, _ line: String, _ circumstances: Circumstances
    ) -> Outgoing {
        Outgoing(
            type: type,
            data: Correspondence.Reader(role: role, contact: contact, language: language).object.merging([
                "correspondenceId": .string(Correspondence.id(role, contact, circumstances)), "line": .string(line),
            ]))
    }
}

/// Notices waited long enough for company.
package struct DigestCameDue: Message {
    package static let type: EventType = "abuse.digest.due"
    package static let producers: [Producer] = [.guichet]
    package static let queue: QueueName = "guichet.abuse"
    package static let meaning = "The notices that wait for one mailbox are sent, in one mail."

    package let correspondence: String
    package let due: Moment

    package init(from form: inout Form) {
        correspondence = form.id("correspondenceId", "what is written to the mailbox")
        due = form.moment("at", "when it was to be")
    }

    package static func outgoing(_ correspondence: String, at due: Moment) -> Outgoing {
        Outgoing(type: type, data: ["correspondenceId": .string(correspondence), "at": .moment(due)])
    }
}

/// A reporter is to be answered, where there is no case.
package struct AnswerWanted: Message {
    package static let type: EventType = "abuse.answer.wanted"
    package static let producers: [Producer] = [.guichet]
    package static let queue: QueueName = "guichet.abuse"
    package static let meaning = "A reporter is answered about a report that came to no case, once in a while (ABU-5)."

    package let correspondence: String
    package let reader: Correspondence.Reader
    package let code: AnswerCode
    /// The address, as the report names it.
    package let about: String
    package let report: String

    package init(from form: inout Form) {
        correspondence = form.id("correspondenceId", "what is written to the mailbox")
        reader = Correspondence.Reader(from: &form)
        code = form.requiredChoice("code", "what is answered", of: AnswerCode.self, placeholder: .received)
        about = form.text("about", "what was reported", limit: 200)
        report = form.id("reportId", "the report")
    }

    package static func outgoing(
        _ code: AnswerCode, to contact: String, about: String?, report: String, _ circumstances: Circumstances
    ) -> Outgoing {
        let letters = circumstances.policies.abuse.at(circumstances.now).policy.letters
        let reader = Correspondence.Reader(role: .reporter, contact: contact, language: letters.answerLanguage)
        return Outgoing(
            type: type,
            data: reader.object.merging([
                "correspondenceId": .string(Correspondence.id(.reporter, contact, circumstances)),
                "code": .string(code.rawValue), "about": .string(PlainLine.of(about) ?? "-"), "reportId": .string(report),
            ]))
    }
}

extension Correspondence.Reader {
    fileprivate init(from form: inout Form) {
        role = form.requiredChoice("role", "whose mailbox it is", of: Correspondence.Role.self, placeholder: .desk)
        contact = form.email("contact", "the mailbox")
        language = form.choice("language", "the language of its reader", of: Locale.self, else: .french)
    }
}
