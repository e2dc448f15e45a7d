/// Fields that are lists.
extension Form {
    /// Texts in a list; a missing list is empty.
    package mutating func texts(_ name: String, _ meaning: String, limit: Int = 1000) -> [String] {
        let field = Field(name, .texts(limit: limit), meaning, isRequired: false)
        if isDescribing {
            fields.append(field)
            return []
        }
        switch source[name] {
        case nil, .null: return []
        case .array(let values) where values.count <= limit:
            let texts = values.compactMap(\.string)
            if texts.count == values.count, texts.allSatisfy({ Form.plain($0, limit: 1000) != nil }) { return texts }
            problems.append(field.unfit("the list"))
        case .array(let values): problems.append(field.unfit("a list of \(values.count)"))
        case .some(let other): problems.append(field.wrongKind(other))
        }
        return []
    }

    /// Objects in a list, each read as a form of its own; a missing list is empty. Problems name the place: `bands[2].score`.
    package mutating func list<Element>(
        _ name: String, _ meaning: String, limit: Int = 1000, _ read: (inout Form) -> Element
    ) -> [Element] {
        let field = Field(name, .objects(limit: limit), meaning, isRequired: false)
        if isDescribing {
            fields.append(field)
            return []
        }
        switch source[name] {
        case nil, .null: return []
        case .array(let values) where values.count <= limit:
            return values.enumerated().compactMap { place, value in
                guard let object = value.object else {
                    problems.append(Field("\(name)[\(place)]", .object, meaning).wrongKind(value))
                    return nil
                }
                var form = Form(object, conceals: conceals, digest: digest, reader: reader)
                let element = read(&form)
                problems += form.problems.map { $0.within("\(name)[\(place)]") }
                return element
            }
        case .array(let values): problems.append(field.unfit("a list of \(values.count)"))
        case .some(let other): problems.append(field.wrongKind(other))
        }
        return []
    }

    /// An object with fields of its own, read as a form. Problems name the place: `document.size`.
    package mutating func nested<Part>(_ name: String, _ meaning: String, _ read: (inout Form) -> Part) -> Part {
        var inner = Form(source[name]?.object ?? Object(), conceals: conceals, digest: digest, reader: reader)
        if isDescribing { inner = Form() }
        let part = read(&inner)
        let field = Field(name, .form(inner.fields), meaning)
        switch source[name] {
        case _ where isDescribing: fields.append(field)
        case .object: problems += inner.problems.map { $0.within(name) }
        case nil, .null: problems.append(Field(name, .object, meaning).missing)
        case .some(let other): problems.append(Field(name, .object, meaning).wrongKind(other))
        }
        return part
    }

    /// The same; nil where it is missing.
    package mutating func optionalNested<Part>(
        _ name: String, _ meaning: String, _ read: (inout Form) -> Part
    ) -> Part? {
        if !isDescribing, source[name]?.isNull ?? true { return nil }
        let part = nested(name, meaning, read)
        if isDescribing, let last = fields.indices.last { fields[last] = fields[last].asOptional }
        return isDescribing ? nil : part
    }

    /// A SHA-256, kept in lower case.
    package mutating func sha256(_ name: String, _ meaning: String) -> String {
        read(Field(name, .sha256, meaning), else: "") { text in
            let isDigit = { (byte: UInt8) in
                (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
            }
            return text.utf8.count == 64 && text.utf8.allSatisfy(isDigit) ? text.lowercased() : nil
        }
    }
}
