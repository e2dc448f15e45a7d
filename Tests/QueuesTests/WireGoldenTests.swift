import Core
import Queues
import Testing

/// What other programs, and rows written by earlier versions, depend on. A change here is a change of the format.
@Suite struct `The wire format` {
    private let claim = Claim(
        key: 0x01a1_fdfa_467b_7abc_8def_0123_4567_89ab, scope: -6_372_819_558_446_007_162, days: [Day(number: 20_778)])

    @Test func `of an event sent is these bytes`() throws {
        let entry = try WireSample.codec().entry(
            for: WireSample.event, exchange: "guichet.events", routingKey: "account.signup.requested")
        #expect(String(decoding: entry.body, as: UTF8.self) == WireSample.structured)
        #expect(
            entry
                == OutboxEntry(
                    exchange: "guichet.events", routingKey: "account.signup.requested",
                    properties: Properties(
                        contentType: "application/cloudevents+json", messageId: WireSample.id,
                        type: "account.signup.requested"),
                    body: entry.body))
    }

    @Test func `of the least event is these bytes`() throws {
        let event = Event(envelope: Envelope(id: "a\"b", source: "/s", type: "t.u"), data: [:])
        let entry = try WireSample.codec().entry(for: event, exchange: "guichet.events", routingKey: "t.u")
        let text = #"{"specversion":"1.0","id":"a\"b","source":"/s","type":"t.u","datacontenttype":"application/json","data":{}}"#
        #expect(String(decoding: entry.body, as: UTF8.self) == text)
    }

    @Test func `opens in structured mode`() throws {
        let opened = try WireSample.codec().open(WireSample.delivery(), from: WireSample.queue)
        #expect(opened == Opened(event: WireSample.event, claim: claim, attempt: 0))
    }

    @Test(arguments: ["cloudEvents_", "cloudEvents:", "ce-"])
    func `opens in binary mode`(_ prefix: String) throws {
        var headers: Object = ["x-other": ["nested": 1], "ce": "no attribute", "cloudEvents_": "nor this"]
        for member in WireSample.headers.members {
            headers[prefix + member.name.dropFirst("cloudEvents_".count)] = member.value
        }
        let delivery = WireSample.delivery(
            #"{"accountId":"6b1f8a52-0c1d-4f8e-9d3a-1b2c3d4e5f60","email":"zoé@example.org","locale":"fr"}"#,
            properties: Properties(
                contentType: "application/json", messageId: WireSample.id, type: "account.signup.requested",
                userId: "portal", headers: headers))
        let opened = try WireSample.codec().open(delivery, from: WireSample.queue)
        var event = WireSample.event
        event.envelope.actor = "portal"
        #expect(opened == Opened(event: event, claim: claim, attempt: 0))
    }

    /// Computed by another program.
    @Test func `of claims, marks, tokens and digests is this`() throws {
        let codec = try WireSample.codec()
        let hashed = try codec.open(try WireSample.changing("id", to: "order 42"), from: WireSample.queue)
        #expect(hashed.claim.key == 0x5909_6d5a_d4f7_817d_a522_9865_75e8_27c4)
        #expect(codec.mark(of: WireSample.delivery("{}")) == 0x951f_3f89_23b8_f83f_53a4_04c0_9d11_7288)
        #expect(
            codec.token(purpose: "confirm", id: "6b1f8a52-0c1d-4f8e-9d3a-1b2c3d4e5f60")
                == "5dQqvntsbi-w3NvxF7lNqGsJramBLAr2BeNZA_veK78")
        #expect(codec.digest("café") == "850f7dc43910ff890f8879c0ed26fe697c93a067ad93a7d50f466a7028a9bf4e")
    }

    /// Sealed by another program.
    @Test func `of a sealed body is this`() throws {
        let sealed: [UInt8] = [
            0x01, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f, 0x20, 0x7e, 0x6b, 0x44, 0xc7, 0x7d,
            0xad,
            0xf5, 0x5f, 0xb2, 0x50, 0x84, 0x5e, 0x51, 0xab, 0x9a, 0x6a, 0x4c, 0xe4, 0xc9, 0x85, 0x5c, 0xee, 0xf0, 0xfe, 0xbc,
            0x9c,
            0x2a, 0xe1,
        ]
        #expect(try WireSample.codec().unseal(sealed) == Array("a secret body".utf8))
    }
}
