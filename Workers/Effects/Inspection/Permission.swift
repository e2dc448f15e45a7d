/// What may be changed in a document after one of its signatures (ISO 32000, DocMDP and FieldMDP).
struct Permission {
    /// 1: nothing; 2: fields may be filled in and further signatures made; 3: and notes made, which are not accepted here.
    private(set) var level = 2
    private var locks: [PDFObject] = []

    init(of signature: PDFObject, in field: PDFObject) {
        for reference in signature["/Reference"].items {
            let parameters = reference["/TransformParams"]
            switch reference["/TransformMethod"].name {
            case "/DocMDP": level = min(level, parameters["/P"].integer ?? 2)
            case "/FieldMDP": locks.append(parameters)
            default: break
            }
        }
        let lock = field["/Lock"]
        if lock.isDictionary {
            locks.append(lock)
            if let own = lock["/P"].integer { level = min(level, own) }
        }
    }

    var allowsSignatures: Bool { level >= 2 }

    /// - Parameter name: of a field, with its parents': a lock on a parent locks it too.
    func allowsFilling(_ name: String) -> Bool { level >= 2 && !locks.contains { Self.locks($0, name) } }

    private static func locks(_ lock: PDFObject, _ name: String) -> Bool {
        let isNamed = lock["/Fields"].items.contains { item in
            item.string.map { name == $0 || name.hasPrefix("\($0).") } ?? false
        }
        switch lock["/Action"].name {
        case "/Include": return isNamed
        case "/Exclude": return !isNamed
        default: return true
        }
    }
}
