import ArgumentParser
import Core
import Workers

struct Schema: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows what goes over the broker: all of it, the event kinds, or one of them.",
        discussion: """
            Made of the declarations that the workers read events by, so it cannot differ
            from what they accept.

              guichet schema asyncapi                   AsyncAPI 3.0, JSON or --yaml
              guichet schema events                     who publishes what
              guichet schema account.signup.requested   JSON Schema (2020-12)

            JSON of `events`: [{"type", "producers": [name], "queue", "meaning", "secret":
            it may not be logged, "fields": [{"name", "required", "rule", "meaning"}]}]
            """)

    @Argument(help: ArgumentHelp("asyncapi, events, or an event type", valueName: "what"))
    var subject: String

    @Flag(help: "Write YAML.")
    var yaml = false

    @OptionGroup var reply: Reply

    func validate() throws {
        if subject != "asyncapi", subject != "events", Schema.duty(of: subject) == nil {
            throw ValidationError("no event kind “\(subject)”; `guichet schema events` lists them")
        }
        if yaml, reply.isJSON { throw ValidationError("--yaml and --json exclude each other") }
    }

    func run() throws {
        let duties = Roster.duties()
        if subject == "events", !yaml {
            reply.give(EventCatalogue.value(of: duties), Schema.table(of: duties))
            return
        }
        let value =
            switch subject {
            case "asyncapi": AsyncAPI.document(of: duties, topology: Roster.topology(of: duties), version: Guichet.version)
            case "events": EventCatalogue.value(of: duties)
            default: Schema.duty(of: subject).map(EventSchema.document) ?? .null
            }
        Terminal.say(yaml ? try YAMLLayout.text(value) : JSONLayout.text(value))
    }

    static func duty(of type: String) -> Duty? { Roster.duties().first { $0.type.name == type } }

    private static func table(of duties: [Duty]) -> String {
        var table = Table(("TYPE", .left), ("PRODUCERS", .left), ("QUEUE", .left), ("MEANING", .left))
        table.rows = duties.sorted { $0.type.name < $1.type.name }.map { duty in
            [
                .init(duty.type.name), .init(duty.producers.map(\.rawValue).joined(separator: ", ")), .init(duty.queue.name),
                .init(duty.meaning),
            ]
        }
        return table.text(.standardOutput)
    }
}
