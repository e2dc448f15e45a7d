import Core
import Queues
import Testing

@testable import guichet

@Suite struct `A table` {
    @Test func `lines its columns up, numbers at the right`() {
        var table = Table(("NAME", .left), ("N", .right), ("NOTE", .left))
        table.rows = [["Amélie", "7", "x"], ["Bo", "12345", ""]]
        #expect(table.text() == "NAME        N  NOTE\nAmélie      7  x\nBo      12345  ")
    }

    @Test(arguments: [("Ame\u{301}lie", 6), ("日本", 4), ("😀", 2), ("a\u{200D}", 1), ("abc", 3), ("é", 1), ("", 0)])
    func `knows how wide a text is`(text: String, width: Int) {
        #expect(TextWidth.of(text) == width)
    }

    @Test func `lets no text from outside move the cursor`() {
        var table = Table(("A", .left))
        table.rows = [[.init("x\n\u{1B}[2J\u{9B}y")]]
        #expect(table.text() == "A\nx  [2J y")
    }

    @Test func `is coloured on a terminal alone, unless NO_COLOR is set`() {
        #expect(Paint(isTerminal: true, environment: [:])("x", .red) == "\u{1B}[31mx\u{1B}[0m")
        #expect(Paint(isTerminal: false, environment: [:])("x", .red) == "x")
        #expect(Paint(isTerminal: true, environment: ["NO_COLOR": "1"])("x", .red) == "x")
        #expect(Paint(isTerminal: true, environment: ["TERM": "dumb"])("x", .red) == "x")
    }
}

@Suite struct `An answer in JSON` {
    @Test func `reads back as what it was`() throws {
        let value: Value = ["a": [1, 2], "b": [["c": .null], [:]], "d": [], "e": "x\n\"y\"", "f": .number(1.5), "g": true]
        #expect(try JSONText.parse(Array(JSONLayout.text(value).utf8)) == value)
    }

    @Test func `has two spaces for each level`() {
        #expect(JSONLayout.text(["a": ["b": [1, 2]]]) == "{\n  \"a\": {\n    \"b\": [1,2]\n  }\n}")
    }
}

@Suite struct `The exit status` {
    @Test func `says of each failure what a script must know`() {
        #expect(ExitStatus.complaint(about: Failure.malformed(field: "a", message: "b")).status == .badInput)
        #expect(ExitStatus.complaint(about: Failure.transient("a")).status == .unavailable)
        #expect(ExitStatus.complaint(about: Failure.conflict(constraint: "a", message: "b")).status == .refused)
        #expect(ExitStatus.complaint(about: Failure.fatal("a")).status == .ourFault)
        let problems = SettingsProblems(problems: [.init(name: "X", message: "is missing", remedy: "set it")])
        #expect(ExitStatus.complaint(about: problems).status == .badSettings)
        #expect(ExitStatus.complaint(about: problems).description == "guichet: X is missing\n  set it")
        #expect(ExitStatus.allCases.map(\.rawValue) == [0, 1, 64, 65, 69, 70, 78])
    }
}
