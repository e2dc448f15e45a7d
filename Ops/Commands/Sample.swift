import ArgumentParser
import Core
import Foundation

struct Sample: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Feeds a small realistic day of events and shows what became of each.",
        discussion: """
            Invented people at example.org sign up in French and in English; one message
            comes twice, two come in the wrong order, some break a rule, one is no event
            at all. One of them registers her company, a second registrant of it asks to
            join, a third is invited; staff ask for another certificate and approve it.
            Needs running workers, the portal's user and the staff's
            (GUICHET_AMQP_URL_PORTAL, _STAFF), and the database, where documents lie. Each
            run invents new people, so it may be run again.

              guichet sample    one line for each event: what became of it, and why

            JSON: [{"what", "type", "id", "state", "detail", "milliseconds"}]

            Where mails go to a mail server (GUICHET_SMTP_URL), it asks for --send-mails
            first, and nobody clicks a link.
            """)

    @Flag(help: "Let mails to example.org leave by the mail server.")
    var sendMails = false

    @OptionGroup var reply: Reply

    func run() throws {
        let settings = try Settings.current()
        if settings.smtpURL != nil, !sendMails {
            throw Complaint(
                .refused, "mails to invented people would leave by GUICHET_SMTP_URL",
                remedy: "unset it for the workers, or say --send-mails")
        }
        let mails = settings.smtpURL == nil ? MailReader(folder: settings.mailFolder) : nil
        var day = SampleDay(portal: try ServerAddress.of(.portal), staff: try ServerAddress.of(.staff), mails: mails)
        try day.tell()
        reply.give(.array(day.rows.map(\.value)), Sample.table(of: day.rows))
        if let odd = day.rows.first(where: { !$0.isAsExpected }) {
            throw Complaint(
                odd.state == "silent" ? .unavailable : .ourFault, "“\(odd.what)” was to be \(odd.expected), and is \(odd.state)",
                remedy: odd.state == "silent" ? "see that workers run: guichet queues" : "guichet trace \(odd.id)")
        }
    }

    private static func table(of rows: [SampleRow]) -> String {
        var table = Table(("WHAT", .left), ("EVENT", .left), ("OUTCOME", .left), ("MS", .right), ("BECAUSE", .left))
        table.rows = rows.map { row in
            [
                .init(row.what), .init(row.type), .init(row.state, row.colour), .init(String(row.milliseconds)),
                .init(row.detail),
            ]
        }
        return table.text(.standardOutput)
    }
}
