import ArgumentParser
import Core
import Foundation
import Queues

struct ReportAbuse: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Feeds reports of abuse: ARF and XARF mails, XARF JSON, mails for human eyes.",
        discussion: """
              guichet report spam.eml                   a person looked at it and vouches
              guichet report --channel mailbox *.eml    nobody vouches: counted, never enough
              guichet report xarf.json --wait           prints what became of it
              … | guichet report -

            Each file is one report. Prints one id each: `guichet show report ID`, `guichet
            trace ID`. A report fed again with the same --id counts once, whenever that is.

            JSON: [{"file", "id", "format", "state": confirmed | accepted | refused | silent |
            returned | rejected, "outcome": the answer's data, or null}]. Exit status 1 where
            one was refused, 65 where one cannot be read; the others are fed all the same.
            """)

    @Argument(help: ArgumentHelp("The reports; - for standard input.", valueName: "file"))
    var files: [String]

    @Option(help: "desk: somebody looked at it and vouches; mailbox: nobody does; else a feed of the policy.")
    var channel = ReportReceived.Channel.desk

    @Option(help: "arf, xarf or mail; found out without it.")
    var format: String?

    @Option(help: "Its id, a UUID; a new one without it. For one file.")
    var id: String?

    @Flag(help: "Wait for what becomes of each and print it.")
    var wait = false

    @Option(help: "Seconds to wait for each outcome.")
    var timeout: Int64 = 30

    @OptionGroup var reply: Reply

    func validate() throws {
        if let format, ReportFormat(rawValue: format) == nil {
            throw ValidationError("no format “\(format)”: \(ReportFormat.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        if let id, UUIDText.canonical(id) == nil { throw ValidationError("--id is a UUID") }
        if id != nil, files.count != 1 { throw ValidationError("--id is for one file") }
        if files.isEmpty { throw ValidationError("name a file, or -") }
        if files.filter({ $0 == "-" }).count > 1 { throw ValidationError("standard input can be read once") }
        if !(1...3600).contains(timeout) { throw ValidationError("--timeout is from 1 to 3600 seconds") }
    }

    func run() throws {
        let broker = try ServerAddress.of(.desk)
        let feed = ReportFeed(broker: broker, patience: wait ? .seconds(timeout) : nil)
        let now = WallClock.now()
        var fed: [ReportFeed.Fed] = []
        var complaints: [Complaint] = []
        for file in files {
            do {
                let raw = try ReportFeed.bytes(of: file)
                let report = ReportFeed.event(
                    raw, format: format.flatMap(ReportFormat.init), channel: channel,
                    id: id.flatMap(UUIDText.canonical), at: now)
                fed.append(ReportFeed.Fed(file: file, event: report))
            } catch let complaint as Complaint {
                complaints.append(complaint)
            }
        }
        try feed.feed(&fed) { one in if !reply.isJSON { Terminal.say(one.text(timeout: timeout)) } }
        if reply.isJSON { Terminal.say(JSONLayout.text(.array(fed.map(\.value)))) }
        complaints += fed.compactMap { $0.complaint(timeout: timeout) }
        if let first = complaints.first {
            throw Complaint(first.status, complaints.flatMap(\.lines))
        }
    }
}
