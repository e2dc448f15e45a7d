import ArgumentParser
import Core
import Queues

struct ExplainOrder: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "order", abstract: "Says why a company, or a person for it, may order or not: every gate.",
        discussion: """
              guichet explain order 0193…
              guichet explain order "732 829 320" --account ada@example.org
              guichet explain order 0193… --json

            JSON: {"company", "legalName", "account", "possible", "gates": [{"gate", "rule",
            "open", "message", "owner", "next", "since"}]}; the last four are null where the
            gate is open. Owners: customer, administrator, staff.
            Exit status 1 where ordering is not possible.
            """)

    @Argument(help: "The company: its id, or its registration number.")
    var company: String

    @Option(help: ArgumentHelp("Whoever orders: an account's id or address.", valueName: "account"))
    var account: String?

    @OptionGroup var reply: Reply

    func run() throws {
        let desk = try OperatorDesk.opened()
        defer { desk.close() }
        let explanation = try OrderExplanation(of: company, by: account, at: desk, now: WallClock.now())
        reply.give(explanation.value, explanation.text)
        if !explanation.gates.isOpen { throw ExitCode(ExitStatus.refused.rawValue) }
    }
}

/// The gates of one company, or of one person in it, as they are now.
struct OrderExplanation {
    let company: Company?
    let asked: String
    let account: String?
    let gates: OrderGates

    init(of text: String, by person: String?, at desk: OperatorDesk, now: Moment) throws {
        asked = text
        let row = try desk.company(text)
        company = try row.map { row throws(Failure) in try Company(id: row.id, row: row.columns) }
        guard let person else {
            account = nil
            gates = OrderGates(company: company.map { OrderingCompany($0, member: nil) }, at: now)
            return
        }
        let found = try Self.account(person, at: desk)
        account = found?.id ?? person
        gates = OrderGates(
            orderer: found.flatMap { Orderer($0.id, $0.columns) },
            company: company.map { OrderingCompany($0, member: found?.id) }, at: now)
    }

    private static func account(_ text: String, at desk: OperatorDesk) throws -> EntityRow? {
        if let id = UUIDText.canonical(text) { return try desk.row(of: Account.table, where: "id", is: id) }
        guard let email = EmailAddress.normalised(text) else {
            throw Complaint(.badInput, "“\(text)” is no account", remedy: "give a UUID, or the account's address")
        }
        return try desk.row(of: Account.table, where: "email_key", is: Account.key(of: email))
    }

    var value: Value {
        [
            "company": .string(company?.id ?? asked), "legalName": .text(company?.registration?.legalName),
            "account": .text(account), "possible": .bool(gates.isOpen), "gates": .array(gates.gates.map(Self.value)),
        ]
    }

    private static func value(_ gate: Gate) -> Value {
        [
            "gate": .string(gate.name.rawValue), "rule": .string(gate.rule), "open": .bool(gate.isOpen),
            "message": .text(gate.obstacle?.message), "owner": .text(gate.obstacle?.owner.rawValue),
            "next": .text(gate.obstacle?.next), "since": .moment(gate.obstacle?.since),
        ]
    }

    var text: String {
        let name = Table.Cell(company?.registration?.legalName ?? asked).text
        let who = account.map { "\(Table.Cell($0).text) for \(name)" } ?? name
        let closed = gates.gates.filter { !$0.isOpen }
        let verdict =
            closed.isEmpty
            ? "\(who): ordering is possible"
            : "\(who): ordering is not possible, \(closed.count) of \(gates.gates.count) gates are closed"
        var table = Table(
            ("GATE", .left), ("", .left), ("RULE", .left), ("WHY", .left), ("WHOSE TURN", .left), ("NEXT", .left),
            ("SINCE", .left))
        for gate in gates.gates {
            table.rows.append([
                .init(gate.name.rawValue), .init(gate.isOpen ? "open" : "closed", gate.isOpen ? nil : .red), .init(gate.rule),
                .init(gate.obstacle?.message ?? ""), .init(gate.obstacle?.owner.rawValue ?? ""),
                .init(gate.obstacle?.next ?? ""), .init(gate.obstacle?.since?.description ?? ""),
            ])
        }
        return verdict + "\n\n" + table.text(.standardOutput)
    }
}
