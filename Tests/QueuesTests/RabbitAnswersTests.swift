import Core
import Foundation
import Testing

@testable import Queues

@Suite(.serialized) struct `A question and its answer` {
    /// Answers the next question of the queue over another connection.
    private func answer(_ queue: QueueName, at url: RabbitURL, correlation: String?) {
        Thread.detachNewThread {
            guard let inlet = try? RabbitInlet(from: queue, at: url), let outlet = try? RabbitOutlet(to: url),
                let question = try? RabbitBroker.take(1, from: inlet).first
            else { return }
            let key = question.properties.replyTo ?? ""
            let properties = Properties(correlationId: correlation)
            let parcel = Parcel(id: 1, exchange: "", routingKey: key, properties: properties, body: question.body + [42])
            _ = try? RabbitBroker.send([parcel], over: outlet)
            try? inlet.acknowledge(through: question.token)
            inlet.close()
            outlet.close()
        }
    }

    private func question(_ queue: QueueName) -> Parcel {
        var parcel = RabbitBroker.parcel(1, to: queue, [1])
        parcel.properties.correlationId = "id-1"
        return parcel
    }

    @Test func `come together on the broker's direct reply-to`() throws {
        try RabbitBroker.withQueue { queue, url in
            let answers = try RabbitAnswers(at: url)
            defer { answers.close() }
            answer(queue, at: url, correlation: "id-1")
            let answer = try answers.ask(question(queue), within: .seconds(20))
            guard case .answered(let delivery) = answer else {
                Issue.record("no answer but \(answer)")
                return
            }
            #expect(delivery.body == [1, 42] && delivery.properties.correlationId == "id-1")
        }
    }

    /// The broker delivers an answer and returns it too, where it was sent mandatory.
    @Test func `are confirmed to who answers, and not returned`() throws {
        try RabbitBroker.withQueue { queue, url in
            let asking = try RabbitAnswers(at: url)
            defer { asking.close() }
            #expect(try asking.ask(question(queue), within: .milliseconds(500)) == .silent)
            let (inlet, outlet) = (try RabbitInlet(from: queue, at: url), try RabbitOutlet(to: url))
            defer {
                inlet.close()
                outlet.close()
            }
            let key = try #require(try RabbitBroker.take(1, from: inlet).first?.properties.replyTo)
            let answer = Parcel(id: 9, exchange: "", routingKey: key, properties: Properties(), body: [1])
            #expect(try RabbitBroker.send([answer], over: outlet) == [.confirmed(9)])
        }
    }

    @Test func `may not come: silence, no route`() throws {
        try RabbitBroker.withQueue { queue, url in
            let answers = try RabbitAnswers(at: url)
            defer { answers.close() }
            #expect(try answers.ask(question(queue), within: .milliseconds(500)) == .silent)
            guard case .returned = try answers.ask(question("nobody"), within: .seconds(10)) else {
                Issue.record("a question without a queue was not returned")
                return
            }
        }
    }

    @Test func `of others are not taken for ours`() throws {
        try RabbitBroker.withQueue { queue, url in
            let answers = try RabbitAnswers(at: url)
            defer { answers.close() }
            answer(queue, at: url, correlation: "id-2")
            #expect(try answers.ask(question(queue), within: .seconds(2)) == .silent)
        }
    }
}
