import Core

/// The CloudEvents attributes of one message as they were found, not yet checked. Null is as good as missing.
struct Attributes {
    var specversion: Value?
    var id: Value?
    var source: Value?
    var type: Value?
    var subject: Value?
    var time: Value?
    /// The time, where it was read as such.
    var moment: Moment?
    var sequence: Value?
    var traceparent: Value?
    var datacontenttype: Value?
    var data: Value?

    init() {}

    /// Structured mode: the members of the event.
    init(event: Object) throws(Failure) {
        for member in event.members {
            // By length first: most names are then told by one comparison.
            switch (member.name.utf8.count, member.name) {
            case (4, "data"): data = member.value
            case (11, "data_base64"):
                throw .malformed(field: "data_base64", message: "data in Base64; data must be a JSON object")
            default: note(member.name, member.value)
            }
        }
    }

    /// Binary mode: the headers of one prefix. The AMQP binding knows two, HTTP's is a common mistake.
    init(headers: Object, data: Value?) throws(Failure) {
        var prefix: StaticString?
        for member in headers.members {
            guard let found = Self.prefix(of: member.name) else { continue }
            guard prefix == nil || prefix?.utf8Start == found.utf8Start else {
                throw .malformed(field: "headers", message: "attributes under more than one prefix")
            }
            prefix = found
            note(String(decoding: member.name.utf8.dropFirst(found.utf8CodeUnitCount), as: UTF8.self), member.value)
        }
        guard prefix != nil else {
            throw .malformed(
                field: "headers", message: "no attributes: a body of application/json needs them as cloudEvents_… headers")
        }
        self.data = data
    }

    private mutating func note(_ name: String, _ value: Value) {
        if case .null = value { return }
        switch (name.utf8.count, name) {
        case (11, "specversion"): specversion = value
        case (2, "id"): id = value
        case (6, "source"): source = value
        case (4, "type"): type = value
        case (7, "subject"): subject = value
        case (4, "time"): time = value
        case (8, "sequence"): sequence = value
        case (11, "traceparent"): traceparent = value
        case (15, "datacontenttype"): datacontenttype = value
        default: break
        }
    }

    private static func prefix(of name: String) -> StaticString? {
        for prefix in prefixes where name.utf8.count > prefix.utf8CodeUnitCount {
            let text = UnsafeBufferPointer(start: prefix.utf8Start, count: prefix.utf8CodeUnitCount)
            if name.utf8.starts(with: text) { return prefix }
        }
        return nil
    }

    private static let prefixes: [StaticString] = ["cloudEvents_", "cloudEvents:", "ce-"]
}
