import Core
import Queues
import Testing

@Suite struct `Objects kept as text` {
    @Test(arguments: [
        #"{"name":"Example","quota":{"cpu":64,"memory":256.5},"list":[1,-2,{"a":null}],"open":true,"note":"a \"b\" \\ \n"}"#,
        #"{ "name" : "Zürich, 東京 😀" , "empty" : { } , "none" : [ ] , "long" : "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" }"#,
        #"{"a":{"x":1,"y":2},"b":{"x":1,"y":2},"c":"the same names in two objects are no matter at all"}"#,
    ])
    func `are written as they came and read as ever`(_ text: String) throws {
        let kept = try #require(try JSONText.parse(Array(text.utf8), keepingDepth: 1).object)
        let read = try #require(try JSONText.parse(Array(text.utf8)).object)
        #expect(kept.unreadText == Array(text.utf8))
        #expect(read.unreadText == nil)
        #expect(kept == read)
        #expect(kept.hashValue == read.hashValue)
        #expect(kept["nothing"] == nil)
        #expect(JSONText.bytes(.object(kept)) == Array(text.utf8))
    }

    @Test func `are kept no longer once they are changed`() throws {
        let text = #"{"name":"Example GmbH","street":"Some Street 12","plan":"large"}"#
        var kept = try #require(try JSONText.parse(Array(text.utf8), keepingDepth: 1).object)
        kept["plan"] = "small"
        #expect(kept.unreadText == nil)
        #expect(kept["plan"] == "small")
        #expect(kept["name"] == "Example GmbH")
        #expect(String(decoding: JSONText.bytes(.object(kept)), as: UTF8.self).hasSuffix(#","plan":"small"}"#))
    }

    @Test(arguments: [
        #"{"a":"","b":1}"#, #"{"é":1,"padding":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}"#,
        #"{"a\u0062":1,"padding":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}"#,
        #"{"a":"\u00e9","padding":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}"#,
        #"{"a":1e3,"padding":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}"#,
        #"{"a":12345678901234567890,"padding":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}"#,
    ])
    func `are only those that are plain and long enough`(_ text: String) throws {
        let object = try #require(try JSONText.parse(Array(text.utf8), keepingDepth: 1).object)
        #expect(object.unreadText == nil)
        #expect(object == (try JSONText.parse(Array(text.utf8)).object))
    }

    /// Whatever is refused when it is read is refused when it would be kept, and in the same words.
    @Test func `are refused as if they were read`() {
        let good = Array(
            #"{"name":"Zürich","quota":{"cpu":64.25,"list":[1,-2,true,false,null]},"a":"\\\"\n","b":{"c":{"d":[{}]}}}"#.utf8)
        var dice = WireDice(seed: 7)
        for _ in 0..<40_000 {
            var text = good
            for _ in 0..<Int.random(in: 1...3, using: &dice) {
                let place = Int.random(in: text.indices, using: &dice)
                switch Int.random(in: 0...3, using: &dice) {
                case 0: text[place] = UInt8.random(in: 0...255, using: &dice)
                case 1: text.remove(at: place)
                case 2: text.insert(text[Int.random(in: text.indices, using: &dice)], at: place)
                default: text.swapAt(place, Int.random(in: text.indices, using: &dice))
                }
            }
            #expect(outcome(text, keepingDepth: 1) == outcome(text, keepingDepth: .max))
        }
    }

    @Test func `count toward the limits`() throws {
        let text = Array((#"{"a":["# + String(repeating: "1,", count: 100) + "1]}").utf8)
        let limits = JSONText.Limits(count: 50)
        #expect(throws: Failure.self) { try JSONText.parse(text, limits: limits, keepingDepth: 1) }
        let deep = Array((String(repeating: #"{"abcdefgh":"#, count: 70) + "1" + String(repeating: "}", count: 70)).utf8)
        #expect(throws: Failure.self) { try JSONText.parse(deep, keepingDepth: 3) }
    }

    private func outcome(_ text: [UInt8], keepingDepth: Int) -> String {
        do throws(Failure) {
            let value = try JSONText.parse(text, keepingDepth: keepingDepth)
            // Read again from its own text, so that a number is written in one way.
            return String(describing: try JSONText.parse(JSONText.bytes(value)))
        } catch {
            return error.message
        }
    }
}
