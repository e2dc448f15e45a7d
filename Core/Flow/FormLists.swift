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
}
