import Core
import Queues
import Testing

@Suite struct `Hostile bytes` {
    @Test func `in any position that break UTF-8 are refused`() throws {
        let codec = try WireSample.codec()
        let fine = Array(WireSample.structured.utf8)
        for index in fine.indices {
            for byte in [0xFF, 0xC0, 0xED] as [UInt8] {
                var bytes = fine
                bytes[index] = byte
                #expect(outcome(bytes, codec) == "malformed", "byte \(byte) at \(index)")
                bytes = fine
                bytes.insert(byte, at: index)
                #expect(outcome(bytes, codec) == "malformed", "byte \(byte) before \(index)")
            }
        }
    }

    @Test func `cut off anywhere are refused`() throws {
        let codec = try WireSample.codec()
        let fine = Array(WireSample.structured.utf8)
        for length in fine.indices { #expect(outcome(Array(fine[..<length]), codec) == "malformed", "\(length) bytes") }
    }

    @Test func `cost little, however deep or long`() throws {
        let codec = try WireSample.codec()
        let head = #"{"specversion":"1.0","data":"#
        let hostile = [
            Array((head + String(repeating: "[", count: 100_000)).utf8),
            Array((head + String(repeating: #"{"a":"#, count: 100_000)).utf8),
            Array((head + "\"" + String(repeating: "a", count: 20_000_000) + "\"}").utf8),
            Array((head + "[" + String(repeating: "[],", count: 1_000_000)).utf8),
            Array((head + String(repeating: "9", count: 1_000_000) + "}").utf8),
        ]
        let clock = ContinuousClock()
        for bytes in hostile {
            var seen = ""
            let time = clock.measure { seen = outcome(bytes, codec) }
            #expect(seen == "malformed")
            #expect(time < .seconds(30))
        }
    }

    /// Valid events, changed by a seeded mutator: each becomes an event or names a field, and none is anything else.
    @Test(arguments: 0..<8)
    func `by the thousand do no harm`(_ seed: UInt64) throws {
        let codec = try WireSample.codec()
        var dice = WireDice(seed: seed)
        var opened = 0
        for round in 0..<Self.rounds {
            var delivery = Bool.random(using: &dice) ? WireSample.delivery() : WireSample.changingHeader("x", to: nil)
            if Bool.random(using: &dice) {
                delivery.exchange = Topology.requeue
                delivery.routingKey = "guichet.account.account.signup.requested"
                delivery.properties.headers["guichet-attempt"] = 1
            }
            mutate(&delivery, &dice)
            switch outcome(delivery, codec) {
            case "opened": opened += 1
            case "malformed": break
            case let other: Issue.record("seed \(seed), round \(round): \(other)")
            }
        }
        #expect((1..<Self.rounds).contains(opened))
    }

    private static let rounds = 12_500

    private func mutate(_ delivery: inout Delivery, _ dice: inout WireDice) {
        for _ in 0..<Int.random(in: 1...3, using: &dice) {
            if Int.random(in: 0..<4, using: &dice) == 0 {
                mutateProperties(&delivery, &dice)
            } else {
                mutateBytes(&delivery.body, &dice)
            }
        }
    }

    private func mutateBytes(_ bytes: inout [UInt8], _ dice: inout WireDice) {
        guard let place = bytes.indices.randomElement(using: &dice) else { return }
        switch Int.random(in: 0..<7, using: &dice) {
        case 0: bytes[place] = .random(in: 0...255, using: &dice)
        case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &dice)
        case 2: bytes.remove(at: place)
        case 3: bytes.removeSubrange(place..<min(bytes.count, place + .random(in: 1...40, using: &dice)))
        case 4: bytes.insert(contentsOf: Self.words.randomElement(using: &dice) ?? [], at: place)
        case 5:
            bytes.insert(
                contentsOf: bytes[place..<min(bytes.count, place + 30)], at: bytes.indices.randomElement(using: &dice) ?? 0)
        default: bytes.replaceSubrange(place...place, with: Self.words.randomElement(using: &dice) ?? [])
        }
    }

    private func mutateProperties(_ delivery: inout Delivery, _ dice: inout WireDice) {
        let text = String(decoding: Self.words.randomElement(using: &dice) ?? [], as: UTF8.self)
        switch Int.random(in: 0..<7, using: &dice) {
        case 0:
            delivery.properties.contentType =
                [nil, text, "application/json", "application/cloudevents+json"].randomElement(using: &dice) ?? nil
        case 1: delivery.properties.messageId = text
        case 2: delivery.properties.type = text
        case 3: delivery.properties.replyTo = text
        case 4: delivery.routingKey = text
        case 5: delivery.properties.userId = text
        default:
            let values: [Value] = [.null, 0, .integer(.min), .number(0.5), .string(text), [1], ["a": 1], true]
            let name =
                (WireSample.headers.members.map(\.name) + ["guichet-attempt", "guichet-actor", "guichet-reply-to", text])
                .randomElement(using: &dice) ?? text
            delivery.properties.headers[name] = values.randomElement(using: &dice)
        }
    }

    private static let words = [
        "\"", "\\", "\\u0000", "\\ud800", "{", "}", "[", "]", ",", ":", "null", "true", "-", "1e999", "18446744073709551616", "0",
        ".", "\u{0}", "é",
        "😀", "\"a\":1,", "\"data\":{},", "\"id\":7,", "cloudEvents_id", "ce-id", "guichet.account.", "9999-12-31T23:59:59Z", "",
        "[[[[[[[[[[[[[[[[[[[[",
    ].map { Array($0.utf8) }

    private func outcome(_ bytes: [UInt8], _ codec: WireCodec) -> String { outcome(WireSample.delivery(bytes), codec) }

    private func outcome(_ delivery: Delivery, _ codec: WireCodec) -> String {
        do {
            _ = try codec.open(delivery, from: WireSample.queue)
            return "opened"
        } catch {
            if case .malformed(let field, let message) = error {
                return field.isEmpty || message.isEmpty ? "silent" : "malformed"
            }
            return error.message
        }
    }
}
