import Core
import Testing

@Suite struct `What follows from an event` {
    @Test func `has an id that is the same each time, and a UUID of its own version`() {
        let circumstances = Samples.circumstances(cause: "/portal 1")
        let id = circumstances.derivedId("mail")
        #expect(id == Samples.circumstances(cause: "/portal 1").derivedId("mail"))
        #expect(id != circumstances.derivedId("token"))
        #expect(id != Samples.circumstances(cause: "/portal 2").derivedId("mail"))
        let bits = UUIDText.bits(id) ?? 0
        #expect(bits >> 76 & 0xF == 8 && bits >> 62 & 0x3 == 2)
    }

    @Test func `is of a stream where it has a subject and a sequence`() {
        var envelope = Envelope(id: "1", source: "/portal", type: "a.b", subject: "account/1", sequence: 1)
        #expect(envelope.stream == Stream(source: "/portal", subject: "account/1"))
        envelope.sequence = nil
        #expect(envelope.stream == nil)
        #expect(Stream(source: "a", subject: "z") < Stream(source: "b", subject: "a"))
    }
}

@Suite struct `An object` {
    @Test func `is the same in whatever order its names are written`() {
        let one: Object = ["a": 1, "b": ["c": .null]]
        let other: Object = ["b": ["c": .null], "a": 1]
        #expect(one == other && one.hashValue == other.hashValue)
        #expect(one != ["a": 1] && one != ["a": 1, "b": .null])
    }

    @Test func `forgets a name that is set to nothing, and keeps one that is null`() {
        var object: Object = ["a": 1, "b": 2]
        object["a"] = nil
        object["b"] = .null
        object["c"] = "x"
        #expect(object.members.map(\.name) == ["b", "c"] && object["b"]?.isNull == true)
    }
}
