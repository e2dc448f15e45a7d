import ArgumentParser
import Core
import Foundation
import Queues
import Workers

struct Publish: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Publishes an event as a producer would.",
        discussion: """
            The data is checked against the event's schema first: all that is wrong is
            printed, and nothing is sent. Then it is published with confirms; the id is
            printed when the broker has it safe. Sent again with the same id and source,
            it counts once.

              guichet publish account.verification.resend --wait \\
                  --data '{"email": "ada@example.org"}'      prints the outcome
              guichet publish account.signup.requested signup.json
              jq … | guichet publish account.profile.completed --as portal -
              guichet schema account.signup.requested        what the data must be

            Each producer is an AMQP user of its own, at GUICHET_AMQP_URL_PORTAL, _SALES,
            _DESK, _STAFF, _SUPPORT and _NETWORK.

            JSON: {"id", "source", "type", "state": confirmed | accepted | refused |
            silent | returned | rejected, "outcome": the answer's data, or null}. Exit
            status 1 where the event is refused.
            """)

    @Argument(help: "The event's type.")
    var type: String

    @Argument(help: ArgumentHelp("The data as JSON; - for standard input.", valueName: "file"))
    var file: String?

    @Option(help: ArgumentHelp("The data itself, instead of a file.", valueName: "json"))
    var data: String?

    @Option(help: "Whom it is about; needed for an order.")
    var subject: String?

    @Option(help: "Its place among the events of this source and subject, from 1: what comes early waits.")
    var sequence: Int64?

    @Option(help: "Its id; a new UUIDv7 without it.")
    var id: String?

    @Option(help: "Its source; /cli/PRODUCER without it.")
    var source: String?

    @Option(name: .customLong("as"), help: "The producer; the first one that may publish this type without it.")
    var producer: String?

    @Flag(help: "Wait for the outcome and print it.")
    var wait = false

    @Option(help: "Seconds to wait for the outcome.")
    var timeout: Int64 = 30

    @OptionGroup var reply: Reply

    func validate() throws {
        if Schema.duty(of: type) == nil {
            throw ValidationError("no event kind “\(type)”; `guichet schema events` lists them")
        }
        if (file == nil) == (data == nil) { throw ValidationError("give the data: a file, - for standard input, or --data") }
        if let producer, Producer(rawValue: producer) == nil {
            throw ValidationError("no producer “\(producer)”: \(Producer.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        if sequence != nil, subject == nil { throw ValidationError("a --sequence needs a --subject") }
        if !(1...3600).contains(timeout) { throw ValidationError("--timeout is from 1 to 3600 seconds") }
    }

    func run() throws {
        guard let duty = Schema.duty(of: type) else { throw ValidationError("no event kind “\(type)”") }
        let data = try Publish.data(file: file, text: data)
        try Publish.check(data, against: duty)
        let producer = producer.flatMap(Producer.init) ?? duty.producers.first ?? .guichet
        if !duty.producers.contains(producer) {
            Terminal.remark("guichet: \(producer.rawValue) is no producer of \(type); the broker may refuse it")
        }
        let now = WallClock.now()
        let envelope = Envelope(
            id: id ?? NewId.make(at: now), source: source ?? "/cli/\(producer.rawValue)", type: duty.type, subject: subject,
            time: now, sequence: sequence)
        let broker = try ServerAddress.of(producer)
        let publication = try Publication(Event(envelope: envelope, data: data), as: broker.user)
        let fate = try wait ? publication.ask(of: broker, within: .seconds(timeout)) : publication.send(to: broker)
        let report = PublishReport(envelope: envelope, fate: fate, timeout: timeout)
        reply.give(report.value, report.text)
        if let complaint = report.complaint { throw complaint }
    }

    private static func data(file: String?, text: String?) throws -> Object {
        let bytes: [UInt8]
        if let text {
            bytes = Array(text.utf8)
        } else if file == "-" {
            bytes = Array(try FileHandle.standardInput.readToEnd() ?? Data())
        } else {
            guard let path = file, let content = FileManager.default.contents(atPath: path) else {
                throw Complaint(
                    .badInput, "\(file ?? "the file") cannot be read", remedy: "name a file with the event's data, or -")
            }
            bytes = Array(content)
        }
        guard let data = try JSONText.parse(bytes).object else {
            throw Complaint(.badInput, "the data is not a JSON object", remedy: "see `guichet schema TYPE` for an example")
        }
        return data
    }

    /// Throws with everything that is wrong.
    private static func check(_ data: Object, against duty: Duty) throws {
        let problems = duty.problems(in: data)
        guard problems.isEmpty else {
            throw Complaint(.badInput, problems.map { .init($0.message, remedy: $0.remedy) })
        }
        for name in duty.strangers(in: data) {
            Terminal.remark("guichet: “\(name)” is no field of \(duty.type), and will be ignored")
        }
    }
}
