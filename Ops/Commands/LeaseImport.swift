import ArgumentParser
import Core
import Foundation
import Queues

struct Leases: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lease", abstract: "Leases of addresses.", subcommands: [LeaseImport.self])
}

struct LeaseImport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Makes an existing address plan known: our prefixes, and who holds what.",
        discussion: """
            The file is CSV in UTF-8; its first line names the columns, in any order:

              kind       prefix (ours) or lease (a holder's)
              address    an address or a block: 192.0.2.7, 192.0.2.0/24, 2001:db8:1::/48
              holder     the organisation's id or name (leases)
              from, to   RFC 3339 instants, or days (their first instant in UTC); no “to”
                         while it runs
              contact    the technical contact's mail address (leases)
              language   fr or en (leases; fr without it)
              ports      1024-2047 where holders share the address (leases; all without it)
              protected  yes: never blocked without two people (prefixes)
              note       what it is for (prefixes)

            For example:

              kind,address,holder,from,to,contact,language,ports,protected
              prefix,192.0.2.0/24,,2020-01-01,,,,,
              prefix,192.0.2.0/28,,2020-01-01,,,,,yes
              lease,192.0.2.17,Ville de Lyon,2026-03-01,,noc@lyon.example,fr,,
              lease,192.0.2.18,Example Ltd,2026-03-01T08:00:00Z,2026-10-01,it@ex.example,en,,
              lease,192.0.2.99,0193a1b2-0000-7000-8000-000000000001,2026-05-01,,,,1024-2047,

            Every line is checked before anything is sent; what is wrong is listed with line
            and column, and nothing is sent then (exit status 65). The events go out as user
            network, prefixes first. Ids are made of a line's content: importing the same
            file again changes nothing. Exit status 1 where the workers refuse a line.

            JSON: {"imported", "unchanged", "refused", "unanswered": how many of each,
            "lines": [{"line", "address", "state", "message", "remedy"}] for the last two}.
            """)

    @Argument(help: ArgumentHelp("The address plan as CSV; - for standard input.", valueName: "file.csv"))
    var file: String

    @Option(help: "Seconds to wait for the next answer of the workers.")
    var timeout: Int64 = 30

    @OptionGroup var reply: Reply

    func validate() throws {
        if !(1...3600).contains(timeout) { throw ValidationError("--timeout is from 1 to 3600 seconds") }
    }

    func run() throws {
        let plan = LeaseFile(try bytes())
        guard plan.problems.isEmpty else {
            var lines = Array(plan.problems.prefix(50))
            if plan.problems.count > 50 { lines.append(.init("and \(plan.problems.count - 50) more")) }
            throw Complaint(.badInput, lines)
        }
        if plan.prefixes.isEmpty, plan.leases.isEmpty {
            throw Complaint(.badInput, "there is no line to import", remedy: "see guichet lease import --help")
        }
        var report = LeaseReport()
        let sender = try LeaseSender(to: try ServerAddress.of(.network), patience: .seconds(timeout))
        defer { sender.close() }
        // A lease outside of every prefix is refused: all prefixes first.
        try sender.send(plan.prefixes, into: &report)
        try sender.send(plan.leases, into: &report)
        reply.give(report.value, report.text)
        if let complaint = report.complaint { throw complaint }
    }

    private func bytes() throws -> [UInt8] {
        if file == "-" { return Array(try FileHandle.standardInput.readToEnd() ?? Data()) }
        guard let content = FileManager.default.contents(atPath: file) else {
            throw Complaint(.badInput, "\(file) cannot be read", remedy: "name a CSV file, or - for standard input")
        }
        return Array(content)
    }
}
