import ArgumentParser
import Core
import Queues

/// What a reviewer does: published as the producer `staff`, and waited for.
struct VerifyReview: ParsableArguments {
    @OptionGroup var target: VerifyTarget
    @OptionGroup var person: Operator

    @Option(help: "Seconds to wait for the outcome.")
    var timeout: Int64 = 30

    @OptionGroup var reply: Reply

    static let outcome = """

        JSON: {"id", "source", "type", "state": accepted | refused | silent | returned | rejected,
        "outcome"}. Exit status 1 where a rule forbids it, 69 where nobody answers.
        """

    func validate() throws {
        if !(1...3600).contains(timeout) { throw ValidationError("--timeout is from 1 to 3600 seconds") }
    }

    func publish(_ type: EventType, _ more: Object = [:]) throws {
        let company = try target.id()
        var data: Object = ["companyId": .string(company), "by": .string(person.name)]
        for member in more.members where !member.value.isNull { data[member.name] = member.value }
        let now = WallClock.now()
        let envelope = Envelope(id: NewId.make(at: now), source: "/cli/staff", type: type, time: now)
        let broker = try ServerAddress.of(.staff)
        let publication = try Publication(Event(envelope: envelope, data: data), as: broker.user)
        let report = PublishReport(
            envelope: envelope, fate: try publication.ask(of: broker, within: .seconds(timeout)), timeout: timeout)
        reply.give(report.value, report.text)
        if let complaint = report.complaint { throw complaint }
    }
}

struct VerifyClaim: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "claim", abstract: "Takes a verification for a while; again prolongs it.",
        discussion: """
            Nobody else decides meanwhile; every decision needs the claim of who decides.

              guichet verify claim 732829320 --by alice@example.org
            """ + VerifyReview.outcome)

    @OptionGroup var review: VerifyReview

    func run() throws { try review.publish(VerificationClaimed.type) }
}

struct VerifyRelease: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "Gives a claimed verification back.",
        discussion: "  guichet verify release 732829320 --by alice@example.org\n" + VerifyReview.outcome)

    @OptionGroup var review: VerifyReview

    func run() throws { try review.publish(VerificationReleased.type) }
}

struct VerifyApprove: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve", abstract: "Approves a company, with its category and an end.",
        discussion: """
            Where the inspection of a document failed or fraud was suspected it is a
            proposal: another reviewer claims and approves the same.

              guichet verify approve 732829320 --category xaas
              guichet verify approve 732829320 --category cloud --expires 2027-06-30T00:00:00Z
            """ + VerifyReview.outcome)

    @OptionGroup var review: VerifyReview

    @Option(help: "What the staff chose with the customer (VER-6).")
    var category: String

    @Option(help: ArgumentHelp("Until when it holds (RFC 3339); the policy says where it is missing.", valueName: "instant"))
    var expires: String?

    func validate() throws {
        if CompanyType(rawValue: category) == nil {
            throw ValidationError(
                "no category “\(category)”: \(CompanyType.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        if let expires, Moment(rfc3339: expires) == nil { throw ValidationError("--expires is like 2027-06-30T00:00:00Z") }
    }

    func run() throws {
        try review.publish(
            VerificationApproved.type,
            ["category": .string(category), "expires": .moment(expires.flatMap { Moment(rfc3339: $0) })])
    }
}

struct VerifyReject: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reject", abstract: "Rejects a company, with a reason of the closed list.",
        discussion: "  guichet verify reject 732829320 --reason not_registered\n" + VerifyReview.outcome)

    @OptionGroup var review: VerifyReview

    @Option(help: "A code of the list “rejection”: guichet verify reasons.")
    var reason: String

    func run() throws { try review.publish(VerificationRejected.type, ["reason": .string(reason)]) }
}

struct VerifyAsk: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ask", abstract: "Asks the customer for more; the clock pauses until the answer.",
        discussion: """
              guichet verify ask 732829320 --reason too_old
              guichet verify ask 732829320 --reason other --field legalName --message "Which of the two names?"
            """ + VerifyReview.outcome)

    @OptionGroup var review: VerifyReview

    @Option(help: "A code of the list “info”: guichet verify reasons.")
    var reason: String

    @Option(help: "What it is about: legalName, registrationNumber, country, companyType, document.")
    var field: String?

    @Option(help: "More, for the customer.")
    var message: String?

    func run() throws {
        try review.publish(
            VerificationInfoRequested.type,
            ["reason": .string(reason), "field": .text(field), "message": .text(message)])
    }
}

struct VerifyFraud: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fraud", abstract: "Suspects fraud; the same of a second person makes it final.",
        discussion: """
            Orders stay blocked meanwhile. The customer reads nothing of it.

              guichet verify fraud 732829320 --reason forged_document
            """ + VerifyReview.outcome)

    @OptionGroup var review: VerifyReview

    @Option(help: "A code of the list “fraud”: guichet verify reasons.")
    var reason: String

    func run() throws { try review.publish(FraudSuspected.type, ["reason": .string(reason)]) }
}

struct VerifyRevoke: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Takes a verification back; the same of a second person makes it final.",
        discussion: """
            New orders wait then; running services go on.

              guichet verify revoke 732829320 --reason name_changed
            """ + VerifyReview.outcome)

    @OptionGroup var review: VerifyReview

    @Option(help: "A code of the list “revocation”: guichet verify reasons.")
    var reason: String

    func run() throws { try review.publish(VerificationRevoked.type, ["reason": .string(reason)]) }
}

struct VerifyNote: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "note", abstract: "Adds a line to the contact log.",
        discussion: "  guichet verify note 732829320 --channel phone --text \"The registry confirms the name.\"\n"
            + VerifyReview.outcome)

    @OptionGroup var review: VerifyReview

    @Option(help: "phone, mail, meeting, register or other.")
    var channel: String

    @Option(help: "What was said or found.")
    var text: String

    func validate() throws {
        if ContactNoted.Channel(rawValue: channel) == nil {
            throw ValidationError(
                "no channel “\(channel)”: \(ContactNoted.Channel.allCases.map(\.rawValue).joined(separator: ", "))")
        }
    }

    func run() throws {
        try review.publish(ContactNoted.type, ["channel": .string(channel), "text": .string(text)])
    }
}
