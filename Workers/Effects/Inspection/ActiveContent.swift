import Core

/// What a PDF could do when it is opened, and what it carries along. Looked for in every object, whether it is reached or not.
struct ActiveContent {
    private(set) var found: [Alarm: Set<String>] = [:]
    private var steps = 0

    /// A file with more than this is no certificate, and looking at all of it would take too long.
    private static let mostSteps = 2_000_000

    private static let actions: Set<String> = [
        "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/RichMediaExecute", "/Rendition", "/Movie", "/Sound", "/GoToE",
        "/GoToR",
    ]
    private static let annotations: Set<String> = ["/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"]

    init(_ file: PDFFile) throws(PDFFile.Failure) {
        guard let objects = file.objects else { throw .unreadable("its objects cannot be listed") }
        for object in objects { look(at: object) }
        openAction(file.root["/OpenAction"])
        if steps > Self.mostSteps { found[.oversized] = ["more than \(Self.mostSteps) values"] }
    }

    private mutating func look(at object: PDFObject) {
        var waiting = [object]
        while let next = waiting.popLast(), steps <= Self.mostSteps {
            steps += 1
            for item in next.items where item.identity == 0 { waiting.append(item) }
            guard next.isDictionary || next.isStream else { continue }
            for key in next.keys {
                let value = next[key]
                judge(key, value)
                if value.identity == 0, value.isDictionary || value.isArray { waiting.append(value) }
            }
        }
    }

    private mutating func judge(_ key: String, _ value: PDFObject) {
        switch key {
        case "/JS": note(.activeContent, "JavaScript")
        case "/XFA": note(.activeContent, "an XFA form")
        case "/AA": if value.isDictionary, !value.keys.isEmpty { note(.activeContent, "actions of its own accord (AA)") }
        case "/S": if let name = value.name, Self.actions.contains(name) { note(.activeContent, "an action \(name)") }
        case "/Subtype":
            if let name = value.name, Self.annotations.contains(name) { note(.activeContent, "an annotation \(name)") }
            if value.name == "/FileAttachment" { note(.embeddedFiles, "an attachment") }
        case "/EF", "/EmbeddedFiles": if !value.keys.isEmpty { note(.embeddedFiles, "files in it") }
        default: break
        }
    }

    /// To turn to a page is harmless.
    private mutating func openAction(_ action: PDFObject) {
        guard action.isDictionary, let name = action["/S"].name, name != "/GoTo" else { return }
        note(.activeContent, "an action \(name) when it is opened")
    }

    private mutating func note(_ alarm: Alarm, _ what: String) { found[alarm, default: []].insert(what) }
}
