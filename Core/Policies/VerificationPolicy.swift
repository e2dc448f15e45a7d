/// How a verification is clocked, claimed, decided and renewed (VER-10, VER-14, VER-15).
package struct VerificationPolicy: Policy {
    package static let name = "verification"

    /// Business days within which a company is verified (VER-10).
    package var businessDays: Int64
    /// The calendar whose days they are.
    package var calendar = "fr-business-days"
    /// The calendar in whose hours the staff are told of a rung.
    package var officeCalendar = "fr-office"
    /// Shares of the time, in percent, at which the staff are told.
    package var rungs: [Int64] = [50, 80, 100, 150]
    /// How long a claim holds.
    package var claim: Pause = .minutes(30)
    /// How long a decision of two people waits for the second.
    package var proposal: Pause = .hours(72)
    package var documents = VerificationDocuments()
    package var customer = VerificationPatience()
    package var renewal = VerificationRenewal()
    package var letters = VerificationLetters()
    package var reasons = VerificationReasons()
    /// Mail domains that belong to no company: two addresses there are not colleagues.
    package var publicDomains: [String] = []
    /// The second person is told by an AMQP account of their own too. Only where each reviewer has one.
    package var ownAccounts = false

    package init(businessDays: Int64) {
        self.businessDays = businessDays
    }

    package init(from form: inout Form) {
        businessDays = form.integer("businessDays", "business days within which a company is verified", in: 1...60)
        calendar = form.text("calendar", "the calendar whose days they are", limit: 64)
        officeCalendar = form.text("officeCalendar", "the calendar in whose hours the staff are told", limit: 64)
        rungs = form.list("rungs", "shares of the time at which the staff are told", limit: 20) {
            $0.integer("percent", "the share", in: 1...1000)
        }
        if Set(rungs).count != rungs.count {
            form.refuse("rungs", "a share is there twice", remedy: "give each share once")
        }
        claim = .minutes(form.integer("claimMinutes", "how long a claim holds", in: 1...1440))
        proposal = .hours(form.integer("proposalHours", "how long a proposal waits for a second person", in: 1...720))
        documents = VerificationDocuments(from: &form)
        customer = VerificationPatience(from: &form)
        renewal = VerificationRenewal(from: &form)
        letters = VerificationLetters(from: &form)
        reasons = VerificationReasons(from: &form)
        publicDomains = form.texts("publicDomains", "mail domains that belong to no company").map { $0.lowercased() }
        ownAccounts = form.flag("ownAccounts", "the second person has another AMQP account than the first", else: false)
    }

    package static let cautious = VerificationPolicy(businessDays: 3)

    /// Whether this domain makes colleagues of those who have an address in it.
    package func isOfACompany(_ domain: String) -> Bool { !publicDomains.contains(domain.lowercased()) }
}

/// Which documents are taken (VER-13).
package struct VerificationDocuments: Hashable, Sendable {
    /// In bytes.
    package var largest: Int64 = 10_000_000
    /// By content, not by name.
    package var mediaTypes: [String] = ["application/pdf", "image/png", "image/jpeg"]
    /// Versions of one company: append-only, so that there is an end.
    package var most: Int64 = 100
    /// A document may be announced so long before its company is known here.
    package var early: Pause = .hours(24)
    /// How soon one that came too early is tried again.
    package var retry: Pause = .seconds(30)
    /// How long what people wrote is kept: messages, answers, notes.
    package var keepWritten: Pause = .days(1825)

    package init() {}

    init(from form: inout Form) {
        largest = form.integer("largestBytes", "the largest document", in: 1...1_000_000_000)
        mediaTypes = form.texts("mediaTypes", "what documents may be, by content", limit: 50)
        if mediaTypes.isEmpty {
            form.refuse("mediaTypes", "no document could be taken", remedy: "give at least application/pdf")
        }
        most = form.integer("mostDocuments", "versions of one company", in: 1...10_000)
        early = .hours(form.integer("earlyHours", "how long a document may come before its company", in: 0...720))
        retry = .seconds(form.integer("earlyRetrySeconds", "how soon one that came too early is tried again", in: 1...3600))
        keepWritten = .days(form.integer("keepWrittenDays", "how long what people wrote is kept", in: 1...36_500))
    }
}

/// How long a customer who owes an answer is waited for.
package struct VerificationPatience: Hashable, Sendable {
    /// Days after the question at which the customer is reminded, each once.
    package var reminders: [Int64] = [5, 10]
    /// Days after which the verification is closed unanswered.
    package var close: Int64 = 30

    package init() {}

    init(from form: inout Form) {
        reminders = form.days("reminders", "days after a question at which the customer is reminded").sorted()
        close = form.integer("closeDays", "days after which a question is closed unanswered", in: 1...3650)
        if let last = reminders.last, last >= close {
            form.refuse("reminders", "the last reminder comes after the close", remedy: "remind before closeDays are over")
        }
    }
}

/// How long a verification holds, and when its end is announced (VER-15).
package struct VerificationRenewal: Hashable, Sendable {
    /// Days that an approval holds which names no end.
    package var valid: Int64 = 365
    package var longest: Int64 = 1825
    /// Days before the end at which the customer is told, each once.
    package var notices: [Int64] = [60, 30, 7]

    package init() {}

    init(from form: inout Form) {
        valid = form.integer("validDays", "days that an approval holds which names no end", in: 1...3650)
        longest = form.integer("longestValidDays", "the longest that an approval may hold", in: 1...36_500)
        notices = form.days("notices", "days before the end at which the customer is told").sorted(by: >)
    }
}

/// To whom mails go besides the customer.
package struct VerificationLetters: Hashable, Sendable {
    /// The mailbox of the verification staff; nil: `guichet verify list` tells alone.
    package var desk: String?
    package var deskLanguage = Locale.french
    /// Where a customer may ask about a request or a missing document (VER-12); nil: the portal.
    package var questions: String?

    package init() {}

    init(from form: inout Form) {
        desk = form.optionalEmail("deskContact", "the mailbox of the verification staff")
        deskLanguage = form.choice("deskLanguage", "the language of the staff", of: Locale.self, else: .french)
        questions = form.optionalEmail("questionsContact", "where a customer may ask (VER-12)")
    }
}

extension Form {
    fileprivate mutating func days(_ name: String, _ meaning: String) -> [Int64] {
        let days = list(name, meaning, limit: 20) { $0.integer("days", meaning, in: 1...3650) }
        if Set(days).count != days.count { refuse(name, "a day is there twice", remedy: "give each once") }
        return days
    }
}
