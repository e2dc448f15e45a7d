/// The fields of a form, by their identities: a field is what it is however it is reached.
struct FormFields {
    struct Field {
        let object: PDFObject
        /// `address.street`
        let name: String
        /// `/Tx`, `/Sig`: its own or inherited.
        let type: String?
    }

    private(set) var all: [Field] = []
    private var places: [Int64: Int] = [:]

    /// Forms with more fields than this, or deeper, are none that people fill in.
    private static let most = 20_000

    init(of file: PDFFile) {
        var waiting = file.root["/AcroForm"]["/Fields"].items.map { ($0, "", nil as String?) }
        while let (object, prefix, inherited) = waiting.popLast(), all.count < Self.most {
            guard object.isDictionary, object.identity == 0 || places[object.identity] == nil else { continue }
            let own = object["/T"].string
            let name = own.map { prefix.isEmpty ? $0 : "\(prefix).\($0)" } ?? prefix
            let type = object["/FT"].name ?? inherited
            if object.identity != 0 { places[object.identity] = all.count }
            all.append(Field(object: object, name: name, type: type))
            waiting += object["/Kids"].items.map { ($0, String(name.suffix(1000)), type) }
        }
    }

    subscript(identity: Int64) -> Field? { identity == 0 ? nil : places[identity].map { all[$0] } }
}
