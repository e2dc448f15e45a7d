/// The data model of JSON. Rooms hand data to each other in it; only `Queues/Wire` knows its bytes.
package enum Value: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([Value])
    case object(Object)

    package var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    package var integer: Int64? {
        if case .integer(let number) = self { number } else { nil }
    }

    package var bool: Bool? {
        if case .bool(let flag) = self { flag } else { nil }
    }

    package var object: Object? {
        if case .object(let object) = self { object } else { nil }
    }

    package var array: [Value]? {
        if case .array(let values) = self { values } else { nil }
    }

    package var isNull: Bool { self == .null }

    /// What an error message calls a value of this kind.
    package var kindName: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .integer, .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

/// Names with values, in the order they were written. Look-up is linear: events have few fields.
package struct Object: Hashable, Sendable {
    package struct Member: Hashable, Sendable {
        package let name: String
        package var value: Value

        package init(name: String, value: Value) {
            self.name = name
            self.value = value
        }
    }

    private enum Content: Sendable {
        case read([Member])
        case unread(UnreadObject)
    }

    private var content: Content

    package init(_ members: [Member] = []) {
        content = .read(members)
    }

    /// Kept as it came until somebody looks into it: details that no rule looks into are passed on as text.
    package init(unread object: UnreadObject) {
        content = .unread(object)
    }

    /// An unread object is read each time: take the members once where they are needed often.
    package var members: [Member] {
        get {
            switch content {
            case .read(let members): members
            case .unread(let object): object.members()
            }
        }
        _modify {
            var members = members
            // So that nobody else holds them while they are changed.
            content = .read([])
            defer { content = .read(members) }
            yield &members
        }
    }

    /// The text it came as, where nobody has changed it since.
    package var unreadText: [UInt8]? {
        if case .unread(let object) = content { object.text } else { nil }
    }

    package var isEmpty: Bool { members.isEmpty }

    package subscript(name: String) -> Value? {
        get {
            for member in members where member.name == name { return member.value }
            return nil
        }
        set {
            if let index = members.firstIndex(where: { $0.name == name }) {
                if let newValue { members[index].value = newValue } else { members.remove(at: index) }
            } else if let newValue {
                members.append(Member(name: name, value: newValue))
            }
        }
    }

    /// Two objects are the same where the same names have the same values, in whatever order.
    package static func == (left: Object, right: Object) -> Bool {
        let (own, others) = (left.members, right.members)
        guard own.count == others.count else { return false }
        if own == others { return true }
        let other = Object(others)
        return own.allSatisfy { other[$0.name] == $0.value }
    }

    package func hash(into hasher: inout Hasher) {
        let names = members.map(\.name).sorted()
        hasher.combine(names.count)
        hasher.combine(names)
    }
}

/// The checked text of an object, and who can read it.
package final class UnreadObject: Sendable {
    package let text: [UInt8]
    private let read: @Sendable ([UInt8]) -> [Object.Member]

    /// `read` must not fail: the text was found good before.
    package init(_ text: [UInt8], read: @escaping @Sendable ([UInt8]) -> [Object.Member]) {
        self.text = text
        self.read = read
    }

    fileprivate func members() -> [Object.Member] { read(text) }
}

extension Object: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, Value)...) {
        self.init(elements.map { Member(name: $0.0, value: $0.1) })
    }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByStringInterpolation
{
    package init(stringLiteral text: String) { self = .string(text) }
    package init(integerLiteral number: Int64) { self = .integer(number) }
    package init(booleanLiteral flag: Bool) { self = .bool(flag) }
    package init(arrayLiteral elements: Value...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, Value)...) {
        self = .object(Object(elements.map { Object.Member(name: $0.0, value: $0.1) }))
    }

    /// A missing text is null.
    package static func text(_ text: String?) -> Value { text.map(Value.string) ?? .null }

    /// A missing instant is null; a present one is its RFC 3339 text.
    package static func moment(_ moment: Moment?) -> Value { moment.map { .string($0.description) } ?? .null }
}
