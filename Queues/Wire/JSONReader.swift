import Core

/// One pass over one text. The depth is counted before each descent, so that deep input costs no stack.
struct JSONReader {
    let base: UnsafePointer<UInt8>
    let end: Int
    let limits: JSONText.Limits
    var position = 0
    var remaining: Int
    /// Objects this deep and deeper are kept as text.
    var keepingDepth: Int
    /// Objects that still get room for an event's usual number of fields at once; later ones grow, which costs less memory.
    private var roomy = 32

    init(base: UnsafePointer<UInt8>, end: Int, limits: JSONText.Limits, keepingDepth: Int = .max) {
        self.base = base
        self.keepingDepth = keepingDepth
        self.end = end
        self.limits = limits
        remaining = limits.count
    }

    mutating func document() throws(Failure) -> Value {
        let value = try value(depth: 0)
        skipSpace()
        guard position == end else { throw malformed("text after the value") }
        return value
    }

    mutating func value(depth: Int) throws(Failure) -> Value {
        skipSpace()
        guard position < end else { throw malformed("the text ends where a value should be") }
        remaining -= 1
        guard remaining >= 0 else { throw malformed("more than \(limits.count) values") }
        switch base[position] {
        case UInt8(ascii: "\""):
            position += 1
            return .string(try string())
        case UInt8(ascii: "{"):
            if depth + 1 >= keepingDepth, let text = kept(depth: depth) { return .object(JSONText.unread(text)) }
            try descend(depth)
            return .object(try object(depth: depth + 1))
        case UInt8(ascii: "["):
            try descend(depth)
            return .array(try array(depth: depth + 1))
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        case UInt8(ascii: "t"):
            try word("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try word("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try word("null")
            return .null
        default: throw malformed("a value should be")
        }
    }

    private mutating func descend(_ depth: Int) throws(Failure) {
        guard depth < limits.depth else { throw malformed("nested deeper than \(limits.depth) levels") }
        position += 1
    }

    private mutating func object(depth: Int) throws(Failure) -> Object {
        if take(UInt8(ascii: "}")) { return Object() }
        var members: [Object.Member] = []
        if roomy > 0 {
            roomy -= 1
            members.reserveCapacity(12)
        }
        var known = Names()
        while true {
            guard take(UInt8(ascii: "\"")) else { throw malformed("a name in quotes should be") }
            let start = position
            let name = try string()
            guard name.utf8.count <= limits.name else {
                position = start
                throw malformed("a name of more than \(limits.name) bytes")
            }
            guard known.insert(name, beside: members) else {
                position = start
                throw malformed("a name for the second time in one object")
            }
            guard take(UInt8(ascii: ":")) else { throw malformed("a colon should be") }
            members.append(Object.Member(name: name, value: try value(depth: depth)))
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "}")) else { throw malformed("a comma or the object's end should be") }
            return Object(members)
        }
    }

    private mutating func array(depth: Int) throws(Failure) -> [Value] {
        if take(UInt8(ascii: "]")) { return [] }
        var values: [Value] = []
        while true {
            values.append(try value(depth: depth))
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "]")) else { throw malformed("a comma or the array's end should be") }
            return values
        }
    }

    mutating func word(_ word: StaticString) throws(Failure) {
        let length = word.utf8CodeUnitCount
        guard position + length <= end else { throw malformed("the text ends inside a word") }
        for index in 0..<length where base[position + index] != word.utf8Start[index] {
            throw malformed("a value should be")
        }
        position += length
    }

    /// Skips white space, and then `byte` where it is next.
    mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard position < end, base[position] == byte else { return false }
        position += 1
        return true
    }

    mutating func skipSpace() {
        while position < end {
            switch base[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    func malformed(_ what: String) -> Failure {
        .malformed(field: "data", message: "not JSON: \(what) at byte \(position)")
    }
}

/// The names of one object so far: few are compared one by one, many are hashed.
private struct Names {
    private var many: Set<String> = []

    /// False where the name was there before.
    mutating func insert(_ name: String, beside members: [Object.Member]) -> Bool {
        if members.count < 24 {
            for member in members where member.name == name { return false }
            return true
        }
        if many.isEmpty { many = Set(members.lazy.map(\.name)) }
        return many.insert(name).inserted
    }
}
