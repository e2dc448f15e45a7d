package import Core
import Testing

/// What a document store must do, put to each implementation alike (VER-13).
package enum DocumentContract {
    package struct Clause: Sendable, CustomStringConvertible {
        package let description: String
        package let ask: @Sendable (any DocumentStore) throws -> Void
    }

    /// Where documents without an end are kept, and one whose time is over.
    package static let clauses = [
        Clause(description: "what is put is got, byte by byte, with its size and SHA-256") { store in
            let bytes: [UInt8] = [0, 1, 2, 255, 0]
            let kept = try store.put(document("1", bytes))
            #expect(kept.size == 5 && kept.mediaType == "application/pdf" && kept.subject == "company/1" && kept.purge == nil)
            #expect(kept.sha256 == "79eebf0b2aae05b2490234d0b884581935b2e28127f06a74a5b48e758f86bd25")
            let got = try #require(try store.get(kept.id))
            #expect(got.bytes == bytes && got.about == kept)
        },
        Clause(description: "the same id again changes nothing, and tells what is kept") { store in
            let kept = try store.put(document("1", [1]))
            let again = try store.put(document("1", [2, 3]))
            #expect(again == kept)
            let got = try store.get(kept.id)
            #expect(got?.bytes == [1])
        },
        Clause(description: "what is not there is nothing, whatever it is called") { store in
            let (unknown, nonsense) = (try store.get(document("9", []).id), try store.get("no id at all"))
            #expect(unknown == nil && nonsense == nil)
        },
        Clause(description: "an empty document is one") { store in
            let kept = try store.put(document("1", []))
            let got = try store.get(kept.id)
            #expect(kept.size == 0 && got?.bytes == [])
        },
        Clause(description: "what has had its time is got no more") { store in
            var old = document("1", [1])
            old.purge = Moment(seconds: 1)
            _ = try store.put(old)
            let got = try store.get(old.id)
            #expect(got == nil)
        },
    ]

    package static func document(_ digit: Character, _ bytes: [UInt8]) -> Document {
        Document(
            id: "0193a1b2-0000-7000-8000-00000000000\(digit)", subject: "company/1", mediaType: "application/pdf", bytes: bytes)
    }
}
