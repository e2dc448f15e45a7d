/// The way out of a block, and when a person is called.
package struct AbuseRemedy: Hashable, Sendable {
    /// Ends that a holder may ask for in one case; then there is the appeal.
    package var attempts: Int64 = 3
    /// How long the link of a block lives at least.
    package var link: Pause = .days(30)
    package var probation: Pause = .days(7)
    /// What the holder attests, point by point.
    package var checklist: [String] = []
    /// How long a block, or its end, may take to be observed before a person looks.
    package var observation: Pause = .minutes(10)
    /// How long a case of the desk may wait before it is told again.
    package var escalation: Pause = .hours(24)

    package init() {}

    init(from form: inout Form) {
        attempts = form.integer("unblockAttempts", "ends that a holder may ask for in one case", in: 0...100)
        link = .hours(form.integer("linkHours", "how long the link of a block lives", in: 1...8760))
        probation = .hours(form.integer("probationHours", "how long a case is on probation", in: 1...8760))
        checklist = form.texts("checklist", "what the holder attests, point by point", limit: 20)
        observation = .minutes(form.integer("observeMinutes", "how long a block may take to be observed", in: 1...1440))
        escalation = .hours(form.integer("escalationHours", "how long a case of the desk may wait", in: 1...720))
    }
}

/// To whom mails go, how often, and to whom never.
package struct AbuseLetters: Hashable, Sendable {
    /// The desk's own mailbox, for what waits too long; nil: `guichet cases` tells alone.
    package var desk: String?
    package var deskLanguage = Locale.french
    /// Notices that are not urgent wait so long for company.
    package var digest: Pause = .hours(1)
    /// The language of answers to reporters.
    package var answerLanguage = Locale.english
    /// The same answer about the same address goes to a reporter once in this time, where there is no case.
    package var repeatAfter: Pause = .days(7)
    /// Domains that are our own: never answered (NOT-5).
    package var ownDomains: [String] = []

    package init() {}

    init(from form: inout Form) {
        desk = form.optionalEmail("deskContact", "the desk's mailbox")
        deskLanguage = form.choice("deskLanguage", "the language of the desk", of: Locale.self, else: .french)
        digest = .minutes(form.integer("digestMinutes", "how long a notice waits for company", in: 1...10_080))
        answerLanguage = form.choice("answerLanguage", "the language of answers", of: Locale.self, else: .english)
        repeatAfter = .days(form.integer("repeatDays", "the same answer goes once in this time", in: 1...3650))
        ownDomains = form.texts("ownDomains", "domains that are our own").map { $0.lowercased() }
    }

    /// NOT-5: nobody is answered who is a machine's mailbox, or one of ours.
    package func mayAnswer(_ contact: String) -> Bool {
        guard let address = EmailAddress.normalised(contact), let at = address.lastIndex(of: "@") else { return false }
        let local = address[..<at].lowercased()
        let domain = address[address.index(after: at)...].lowercased()
        let machines = ["mailer-daemon", "postmaster", "noreply", "no-reply", "do-not-reply", "donotreply", "bounce", "bounces"]
        if machines.contains(local) || local.hasPrefix("bounce+") || local.hasPrefix("bounces+") { return false }
        return desk?.lowercased() != address.lowercased()
            && !ownDomains.contains { domain == $0 || domain.hasSuffix("." + $0) }
    }
}
