import ArgumentParser
import Core
import Queues

struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "The desk of the verification staff.",
        discussion: """
              guichet verify list                          what waits, the least time left on top
              guichet verify show COMPANY                  documents, inspections, clock, log
              guichet verify claim COMPANY                 take it for a while
              guichet verify approve COMPANY --category xaas
              guichet verify ask COMPANY --reason unreadable --message "Page 2 is missing."
              guichet verify reasons                       the closed lists of reasons

            COMPANY is its id, or its registration number. Decisions are published as the
            producer “staff” (GUICHET_AMQP_URL_STAFF) and waited for; what a rule forbids is
            printed with its remedy, exit status 1. --by is your address or account: nobody
            decides on their own company.
            """,
        subcommands: [
            VerifyList.self, VerifyShow.self, VerifyClaim.self, VerifyRelease.self, VerifyApprove.self, VerifyReject.self,
            VerifyAsk.self, VerifyFraud.self, VerifyRevoke.self, VerifyNote.self, VerifyReasons.self,
        ])
}

/// The company of a command: an id, or the number it is registered under.
struct VerifyTarget: ParsableArguments {
    @Argument(help: "The company: its id, or its registration number.")
    var company: String

    func id() throws -> String {
        if let id = UUIDText.canonical(company) { return id }
        let desk = try OperatorDesk.opened()
        defer { desk.close() }
        return try row(at: desk).id
    }

    func row(at desk: OperatorDesk) throws -> EntityRow {
        if let id = UUIDText.canonical(company) {
            guard let row = try desk.row(of: Verification.table, where: "id", is: id) else { throw unknown }
            return row
        }
        let number = company.uppercased().filter { $0.isLetter || $0.isNumber }
        let rows = try desk.verifications(registeredAs: number)
        guard rows.count <= 1 else {
            throw Complaint(
                .badInput, "\(rows.count) companies are registered under “\(number)”",
                remedy: "name one by its id: \(rows.map(\.id).joined(separator: ", "))")
        }
        guard let row = rows.first else { throw unknown }
        return row
    }

    private var unknown: Complaint {
        Complaint(
            .refused, "no verification of “\(company)”",
            remedy: "see `guichet verify list`; the registration may not have been handled yet: guichet queues")
    }
}
