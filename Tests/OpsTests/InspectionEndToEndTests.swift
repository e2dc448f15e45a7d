import Core
import Foundation
import Inspecting
import Support
import Testing
import Workers

@testable import Queues
@testable import guichet

/// From a command on a real queue, through a process of its own, to the row in PostgreSQL and the word to the verification.
@Suite struct `The inspection of a document` {
    private let house: DeskHouse
    private let program: String

    init() throws {
        house = try DeskHouse()
        guard let binary = ProcessInfo.processInfo.environment["GUICHET_TEST_BINARY"] else {
            throw Failure.fatal("set GUICHET_TEST_BINARY to the guichet command")
        }
        program = binary
        Signals.ignoreBrokenPipes()
    }

    private static let extract = """
        BT /F1 12 Tf 20 80 Td (Extrait Kbis a jour au 2 novembre 2026) Tj 0 -16 Td (EXEMPLE SAS) Tj 0 -16 Td
        (552 081 317 RCS Paris) Tj ET
        """

    private func keep(_ bytes: [UInt8], purge: Moment? = nil) throws -> String {
        let documents = PostgresDocuments(house.database)
        defer { documents.close() }
        return try documents.put(
            Document(id: DeskHouse.newId(), subject: "company/1", mediaType: "application/pdf", bytes: bytes, purge: purge)
        ).id
    }

    private func command(_ document: String) -> Delivery {
        house.event(
            InspectCertificate.type,
            InspectCertificate.outgoing(
                document: document, company: DeskHouse.newId(), legalName: "Exemple", country: "FR",
                registrationNumber: "552081317", receivedAt: Moment(rfc3339: "2026-11-20T10:00:00Z") ?? WallClock.now()
            ).data)
    }

    private func inspect(_ inlet: any Inlet, until isDone: () throws -> Bool) throws {
        let store = PostgresStore(house.database)
        let documents = PostgresDocuments(house.database)
        defer {
            store.close()
            documents.close()
        }
        let effect = InspectionEffect(documents, Inspector(InspectionSettings(trust: nil, program: program)))
        var runner = EffectRunner(
            queue: InspectCertificate.queue, duties: Roster.duties(Roster.Effects(inspection: effect)), inlet: inlet,
            store: store, context: context, dice: Dice(seed: 1))
        #expect(
            try eventually {
                _ = try runner.step(patience: .milliseconds(100))
                return try runner.isIdle && isDone()
            })
    }

    private var context: Context {
        Context(
            process: "test", codec: house.codec, clock: { WallClock.now() }, meter: Meter(),
            handover: Handover(bell: StillBell()))
    }

    private func row(_ document: String) throws -> [String] {
        try house.texts(
            """
            SELECT unnest(ARRAY[verdict, alarms::text, names_number::text, names_company::text, issued_on, sha256, looks::text])
            FROM inspections WHERE id = '\(document)'
            """)
    }

    // VER-7, VER-13
    @Test func `goes from a queue of the broker to a row and a word to the verification, and replays`() throws {
        let bytes = InspectionSample.pdf(Self.extract)
        let document = try keep(bytes)
        guard let text = ProcessInfo.processInfo.environment["GUICHET_TEST_AMQP_URL"] else {
            throw Failure.fatal("set GUICHET_TEST_AMQP_URL to an administrator's URL of a RabbitMQ on loopback")
        }
        let broker = try RabbitURL(text)
        let name = "test-inspection-\(DeskHouse.newId())"
        let topology = try RabbitTopology(at: broker)
        defer { topology.close() }
        try topology.declare(
            Topology(
                exchanges: [.init(name: name, kind: "topic")],
                queues: [.init(name: QueueName(name), arguments: ["x-queue-type": "quorum"])],
                bindings: [.init(exchange: name, queue: QueueName(name), key: "#")]))
        defer {
            do {
                try topology.delete(queue: QueueName(name))
                try topology.delete(exchange: name)
            } catch {
                print("\(name) was not deleted: \(error)")
            }
        }
        let outlet = try RabbitOutlet(to: broker)
        defer { outlet.close() }
        let delivery = command(document)
        try outlet.send(
            Parcel(id: 1, exchange: name, routingKey: delivery.routingKey, properties: delivery.properties, body: delivery.body))
        #expect(try outlet.settle(within: .seconds(10)).count == 1)
        let inlet = try RabbitInlet(from: QueueName(name), at: broker, prefetch: 10, isStopping: { false })
        defer { inlet.close() }
        try inspect(inlet) { try !row(document).isEmpty }

        #expect(
            try row(document) == ["unsigned", "[]", "true", "true", "2026-11-02", Digest(of: bytes).text, "1"])
        let sent = try #require(try house.take().first)
        #expect(sent.entry.routingKey == InspectionCompleted.type.name)
        let event = try house.codec.open(try house.delivery(of: sent), from: InspectionCompleted.queue).event
        var form = Form(event.data, digest: { $0 })
        let completed = InspectionCompleted(from: &form)
        #expect(form.problems == [] && completed.document == document && completed.verdict == .unsigned)
        #expect(completed.namesNumber == true && completed.namesCompany == true && completed.issuedOn == "2026-11-02")
        let desk = try house.desk()
        defer { desk.close() }
        let entity = try #require(Roster.duties().first { $0.type == InspectCertificate.type }?.entity)
        let kept = try #require(try desk.row(of: "inspections", where: "id", is: document))
        #expect(try entity.replay(document, try house.history(of: "inspection/\(document)")).get() == kept.columns)
    }

    @Test func `tells what is broken, what is gone and what kills its process, and goes on with the next`() throws {
        let broken = try keep(Array("%PDF-1.4 nothing".utf8))
        let gone = try keep([1], purge: Moment(seconds: 1))
        let foreign = try keep(Array("GIF89a".utf8))
        let good = try keep(InspectionSample.pdf(Self.extract))
        let documents = [broken, gone, foreign, good]
        try inspect(HandInlet(documents.map(command))) {
            try house.texts("SELECT count(*)::text FROM inspections") == ["4"]
        }
        #expect(try row(broken)[0] == "broken")
        #expect(try row(gone).prefix(2) == ["broken", #"["inspection-failed"]"#])
        #expect(try row(foreign).prefix(2) == ["broken", #"["unacceptable"]"#])
        #expect(try row(good)[0] == "unsigned")
        #expect(try house.texts("SELECT routing_key FROM outbox") == [String](repeating: InspectionCompleted.type.name, count: 4))
    }
}

private struct StillBell: Bell {
    func ring() {}
}

/// A PDF of one page with this content.
enum InspectionSample {
    static func pdf(_ content: String) -> [UInt8] {
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 100] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            "<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
        var text = "%PDF-1.4\n"
        var places: [Int] = []
        for (index, object) in objects.enumerated() {
            places.append(text.utf8.count)
            text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        let start = text.utf8.count
        text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for place in places { text += String(repeating: "0", count: 10 - "\(place)".count) + "\(place) 00000 n \n" }
        return Array(
            (text + "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n").utf8)
    }
}
