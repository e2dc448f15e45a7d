import ArgumentParser
import Core

struct VerifyReasons: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reasons", abstract: "Prints the closed lists of reasons, as the customer reads them.",
        discussion: """
              guichet verify reasons
              guichet verify reasons rejection

            JSON: {"policy", "reasons": [{"list": info | rejection | fraud | revocation, "code",
            "fr", "en"}]}
            """)

    @Argument(help: "info, rejection, fraud or revocation; all without it.")
    var list: String?

    @OptionGroup var reply: Reply

    func validate() throws {
        if let list, VerificationReasons.List(rawValue: list) == nil {
            throw ValidationError(
                "no list “\(list)”: \(VerificationReasons.List.allCases.map(\.rawValue).joined(separator: ", "))")
        }
    }

    func run() throws {
        let version = try PolicyFiles.policies(in: Settings.current().policies).verification.at(WallClock.now())
        let lists = VerificationReasons.List.allCases.filter { list == nil || $0.rawValue == list }
        let rows = lists.flatMap { list in version.policy.reasons[list].map { (list, $0) } }
        reply.give(
            ["policy": .string(version.name), "reasons": .array(rows.map(Self.value))], Self.text(rows))
    }

    private static func value(_ list: VerificationReasons.List, _ reason: VerificationReason) -> Value {
        [
            "list": .string(list.rawValue), "code": .string(reason.code), "fr": .string(reason.french),
            "en": .string(reason.english),
        ]
    }

    static func text(_ rows: [(VerificationReasons.List, VerificationReason)]) -> String {
        var table = Table(("LIST", .left), ("CODE", .left), ("FR", .left), ("EN", .left))
        for (list, reason) in rows {
            table.rows.append([.init(list.rawValue), .init(reason.code), .init(reason.french), .init(reason.english)])
        }
        return table.text(.standardOutput)
    }
}
