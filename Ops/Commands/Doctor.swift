import ArgumentParser
import Core
import Queues
import Workers

struct Doctor: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Looks whether everything is as it should be, and says how to mend what is not.",
        discussion: """
            Looks at the settings, the broker (version, every exchange, queue and
            argument, bindings), the database (version, what a commit is worth there,
            clock, schema, partitions), the permissions, the way of the mails, the
            firewall, and the inspection of documents. Changes nothing.

              guichet doctor           one line for each thing looked at
              guichet doctor --mend    declares what is missing on the broker first
              guichet doctor --json    for a monitor

            Bindings, permissions and the broker's clock are seen by rabbitmqctl alone
            (GUICHET_RABBITMQCTL). Exit status: 0 all well, or warnings alone; 1 something
            is wrong; 69 a server cannot be reached; 78 wrong settings.

            JSON: {"healthy": true or false, "findings": [{"area", "state": ok | warning |
            failure | unreachable, "message", "remedy": text or null}]}
            """)

    @Flag(help: "Declare what is missing on the broker.")
    var mend = false

    @OptionGroup var reply: Reply

    func run() throws {
        var report = DoctorReport()
        DoctorSettings.look(&report)
        DoctorBroker.look(&report, mending: mend)
        DoctorDatabase.look(&report)
        DoctorMail.look(&report)
        DoctorFirewall.look(&report)
        DoctorInspection.look(&report)
        reply.give(report.value, report.text)
        if report.status != .done { throw ExitCode(report.status.rawValue) }
    }
}
