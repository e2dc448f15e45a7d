import Core
import Foundation
import Testing

@testable import Mail

@Suite struct `The templates` {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../Workers/Effects/Mail/Templates").standardized.path

    @Test func `on disk are those on the shelf, word for word`() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder).sorted()
        let shelf = TemplateShelf.sources.map { "\($0.name).\($0.locale.rawValue).mustache" }.sorted()
        #expect(files == shelf)
        for source in TemplateShelf.sources {
            let path = "\(Self.folder)/\(source.name).\(source.locale.rawValue).mustache"
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(source.bytes), "\(path)")
        }
    }

    @Test(arguments: Set(TemplateShelf.sources.map(\.name)))
    func `ask for the same names in every language`(name: String) throws {
        let asked = try Core.Locale.allCases.map { try TemplateShelf.template(name, $0).names }
        #expect(asked.allSatisfy { $0 == asked[0] }, "\(name): \(asked)")
        #expect(asked[0].count == 3 && asked[0][1] == asked[0][2], "text and HTML ask for the same: \(asked[0])")
    }

    @Test func `have a version that changes with a word`() throws {
        let one = try MailTemplate("S\n--- text\nT\n--- html\nH", name: "t", locale: .french)
        let other = try MailTemplate("S\n--- text\nT.\n--- html\nH", name: "t", locale: .french)
        #expect(one.version != other.version)
    }

    @Test(arguments: ["only a subject", "S\n--- text\nno HTML", "S\n--- text\n{{#open}}\n--- html\nH"])
    func `without their three parts are our fault`(source: String) {
        #expect { try MailTemplate(source, name: "t", locale: .french) } throws: { error in
            if case .fatal(let text) = error as? Failure { text.contains("t.fr") } else { false }
        }
    }

    @Test func `that nobody wrote make a command malformed`() throws {
        #expect(throws: Failure.malformed(field: "template", message: "there is no template “nope” in “fr”")) {
            try written(Samples.command(template: "nope"))
        }
    }
}

@Suite struct `Filling in a template` {
    let template: MailTemplate

    init() throws {
        template = try MailTemplate(
            """
            For {{name}}
            --- text
            {{name}} until {{moment(until)}}
            --- html
            <a title="{{name}}">{{{name}}}</a>{{moment(until)}}
            """,
            name: "t", locale: .english)
    }

    @Test func `writes plain text plainly and escapes HTML, even where Mustache would not`() throws {
        let name = "<b>&\"'</b>\"\u{301}"
        let letter = try template.render(["name": name, "until": "2026-11-22T12:00:00Z"])
        #expect(letter.subject == "For " + name)
        #expect(letter.text == name + " until 22 November 2026 at 12:00 (UTC)\n")
        let escaped = "&lt;b&gt;&amp;&quot;&#39;&lt;/b&gt;&quot;\u{301}"
        #expect(letter.html == "<a title=\"\(escaped)\">\(escaped)</a>22 November 2026 at 12:00 (UTC)")
    }

    @Test func `does not read a value as a template`() throws {
        let letter = try template.render(["name": "{{until}}", "until": "2026-11-22T12:00:00Z"])
        #expect(letter.subject == "For {{until}}")
    }

    @Test func `names every value that is missing or unfit`() {
        #expect(
            throws: Failure.malformed(
                field: "values", message: "the template t.en: “name” is missing; “until” is no RFC 3339 instant")
        ) { try template.render(["until": "tomorrow"]) }
    }

    @Test func `names the missing key of a section and of a part`() throws {
        let template = try MailTemplate(
            "S\n--- text\n{{#section}}x{{/section}}{{^none}}y{{/none}}{{name.first}}\n--- html\nH", name: "t", locale: .french)
        #expect { try template.render(["name": "Ada"]) } throws: { error in
            guard case .malformed("values", let text) = error as? Failure else { return false }
            return text.contains("“section”") && text.contains("“none”")
        }
    }

    @Test(arguments: ["Bcc: eve@example.org", "\u{0}", "\u{7F}"].flatMap { ["Ada\r\n" + $0, "Ada\n" + $0, "Ada\r" + $0] })
    func `refuses a control character in the subject`(name: String) {
        #expect { try template.render(["name": name, "until": "2026-11-22T12:00:00Z"]) } throws: { error in
            if case .malformed("values", let text) = error as? Failure { text.contains("subject") } else { false }
        }
    }
}

@Suite struct `An instant in a mail` {
    @Test(arguments: [
        ("2026-11-22T12:00:00Z", "22 novembre 2026 à 13:00 (UTC+01:00)", "22 November 2026 at 12:00 (UTC)"),
        ("2026-07-31T22:30:00Z", "1er août 2026 à 00:30 (UTC+02:00)", "31 July 2026 at 22:30 (UTC)"),
        ("2026-03-29T00:59:59Z", "29 mars 2026 à 01:59 (UTC+01:00)", "29 March 2026 at 00:59 (UTC)"),
        ("2026-03-29T01:00:00Z", "29 mars 2026 à 03:00 (UTC+02:00)", "29 March 2026 at 01:00 (UTC)"),
        ("2026-12-31T23:00:00Z", "1er janvier 2027 à 00:00 (UTC+01:00)", "31 December 2026 at 23:00 (UTC)"),
    ])
    func `is the reader's, with its distance from UTC`(instant: String, french: String, english: String) throws {
        let moment = try #require(Moment(rfc3339: instant))
        #expect(LocalMoment.text(moment, in: .french) == french)
        #expect(LocalMoment.text(moment, in: .english) == english)
    }
}
