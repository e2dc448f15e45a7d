import Core
import Queues
import Testing

/// An event that is plainly written is read in one pass. Spelling one name with an escape makes the codec read it as ever.
@Suite struct `Events in plain spelling` {
    private static let plain = Array("\"source\":".utf8)
    private static let spelled = Array("\"s\\u006furce\":".utf8)

    @Test func `are opened as in any other spelling`() throws {
        let codec = try WireSample.codec()
        let opened = try codec.open(WireSample.delivery(), from: WireSample.queue)
        #expect(opened.event == WireSample.event)
        let other = try #require(Self.spelled(WireSample.delivery().body))
        #expect(try codec.open(WireSample.delivery(other), from: WireSample.queue) == opened)
    }

    /// Whatever a seeded mutator makes of an event, both ways find the same event, or the same field at fault.
    @Test(arguments: 0..<4)
    func `are refused as in any other spelling`(_ seed: UInt64) throws {
        let codec = try WireSample.codec()
        var dice = WireDice(seed: seed)
        var (opened, refused) = (0, 0)
        for round in 0..<10_000 {
            var body = Array(WireSample.structured.utf8)
            for _ in 0..<Int.random(in: 1...2, using: &dice) { Self.mutate(&body, &dice) }
            guard let other = Self.spelled(body) else { continue }
            let (one, two) = (outcome(body, codec), outcome(other, codec))
            #expect(one == two, "seed \(seed), round \(round): \(String(decoding: body, as: UTF8.self))")
            if case .success = one { opened += 1 } else { refused += 1 }
        }
        #expect(opened > 500 && refused > 500)
    }

    @Test(arguments: [
        (#""time":"2026-11-21T12:00:00.123000Z""#, #""time":null"#),
        (#""time":"2026-11-21T12:00:00.123000Z""#, #""time":"2026-11-21T13:00:00.123+01:00""#),
        (#""time":"2026-11-21T12:00:00.123000Z""#, #""time":"yesterday""#),
        (#""sequence":1"#, #""sequence":"1""#), (#""sequence":1"#, #""sequence":null"#),
        (#""sequence":1"#, #""sequence":1.5"#), (#""sequence":1"#, #""sequence":[1]"#),
        (#""datacontenttype":"application/json""#, #""datacontenttype":"text/json""#),
        (#""datacontenttype":"application/json""#, #""datacontenttype":"text/plain""#),
        (#""id":"#, #""id":7,"x":"#), (#""id":"#, #""id":"twice","id":"#), (#""data":{"#, #""data":{},"also":{"#),
        (#""type":"account.signup.requested""#, #""type":"account.signup.requestee""#),
        (#""type":"account.signup.requested""#, #""type":"account.signup\u002erequested""#),
        (#""type":"account.signup.requested""#, #""type":null"#), (#""data":{"#, #""data_base64":"e30=","data":{"#),
        (#""data":{"#, #""partitionkey":"a","rank":[1,{"b":null}],"data":{"#), (#""data":{"#, #""x":1,"y":2,"x":1,"data":{"#),
        (#""data":{"#, #""x":nul,"data":{"#), (#""datacontenttype":"application/json""#, #""datacontenttype":null"#),
        (#""datacontenttype":"application/json""#, #""datacontenttype":"application/json; charset=utf-8""#),
    ])
    func `have the same exceptions`(_ part: (String, String)) throws {
        let text = Self.replacing(Array(part.0.utf8), by: Array(part.1.utf8), in: Array(WireSample.structured.utf8))
        let body = try #require(text)
        let other = try #require(Self.spelled(body))
        let codec = try WireSample.codec()
        #expect(outcome(body, codec) == outcome(other, codec))
    }

    /// One value more than may be in a text is one too many, wherever it stands.
    @Test(arguments: [0, 1]) func `hold as many values as any other`(_ more: Int) throws {
        let parts = [#""time":"2026-11-21T12:00:00.123000Z","#, #""datacontenttype":"application/json","#]
        var text = WireSample.structured
        for part in parts {
            let range = try #require(text.firstRange(of: part))
            text.removeSubrange(range)
        }
        let values = Array(repeating: "0", count: 250_000 - 15 + more).joined(separator: ",")
        text = String(text.dropLast(2)) + #","many":[\#(values)]},"# + String(parts.joined().dropLast()) + "}"
        let (body, codec) = (Array(text.utf8), try WireSample.codec())
        let other = try #require(Self.spelled(body))
        let found = outcome(body, codec)
        #expect(found == outcome(other, codec))
        if case .success = found { #expect(more == 0) } else { #expect(more == 1) }
    }

    private enum Outcome: Equatable {
        case success(Opened)
        case failure(field: String?)
    }

    private func outcome(_ body: [UInt8], _ codec: WireCodec) -> Outcome {
        do {
            return .success(try codec.open(WireSample.delivery(body), from: WireSample.queue))
        } catch {
            guard case .malformed(let field, _) = error else { return .failure(field: nil) }
            return .failure(field: field)
        }
    }

    private static func spelled(_ body: [UInt8]) -> [UInt8]? { replacing(plain, by: spelled, in: body) }

    private static func replacing(_ part: [UInt8], by other: [UInt8], in body: [UInt8]) -> [UInt8]? {
        guard body.count >= part.count,
            let start = (0...body.count - part.count).first(where: { body[$0..<$0 + part.count].elementsEqual(part) })
        else { return nil }
        return Array(body[..<start]) + other + Array(body[(start + part.count)...])
    }

    private static func mutate(_ body: inout [UInt8], _ dice: inout WireDice) {
        let place = Int.random(in: body.indices, using: &dice)
        switch Int.random(in: 0...4, using: &dice) {
        case 0: body[place] = UInt8.random(in: 0...255, using: &dice)
        case 1: body.remove(at: place)
        case 2: body.insert(body[Int.random(in: body.indices, using: &dice)], at: place)
        case 3: body.insert(UInt8(ascii: " "), at: place)
        default: body.swapAt(place, Int.random(in: body.indices, using: &dice))
        }
    }
}
