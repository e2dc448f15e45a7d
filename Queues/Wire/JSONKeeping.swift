import Core
import Glibc

/// Passing over an object without making anything of it. Only the plain is passed over: names of ASCII without escapes, at
/// most 24 of them in one object, short numbers without exponents, no `\\u` in strings. All else is read as ever, so that
/// what is refused and why has one source.
extension JSONReader {
    /// The text of the object that begins here, or nil where it is not plain, or too short to be worth it.
    mutating func kept(depth: Int) -> [UInt8]? {
        var scan = self
        var names: [Range<Int>] = []
        names.reserveCapacity(16)
        guard scan.passObject(depth: depth, &names) else {
            // Once is enough: trying again inside would cost its length once for each level.
            keepingDepth = .max
            return nil
        }
        let length = scan.position - position
        guard length >= Self.worthKeeping else { return nil }
        let text = Array(UnsafeBufferPointer(start: base + position, count: length))
        position = scan.position
        remaining = scan.remaining
        return text
    }

    private static let worthKeeping = 48
    private static let mostNames = 24

    private mutating func passValue(depth: Int, _ names: inout [Range<Int>]) -> Bool {
        skipSpace()
        guard position < end else { return false }
        if base[position] == UInt8(ascii: "{") {
            remaining -= 1
            return remaining >= 0 && passObject(depth: depth, &names)
        }
        remaining -= 1
        guard remaining >= 0 else { return false }
        switch base[position] {
        case UInt8(ascii: "\""):
            position += 1
            return passString()
        case UInt8(ascii: "["): return passArray(depth: depth, &names)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return passNumber()
        case UInt8(ascii: "t"): return pass("true")
        case UInt8(ascii: "f"): return pass("false")
        case UInt8(ascii: "n"): return pass("null")
        default: return false
        }
    }

    private mutating func passObject(depth: Int, _ names: inout [Range<Int>]) -> Bool {
        guard depth < limits.depth else { return false }
        position += 1
        if take(UInt8(ascii: "}")) { return true }
        let own = names.count
        while true {
            guard take(UInt8(ascii: "\"")), let name = passName(), names.count - own < Self.mostNames else { return false }
            for index in own..<names.count where names[index].count == name.count {
                if memcmp(base + names[index].lowerBound, base + name.lowerBound, name.count) == 0 { return false }
            }
            names.append(name)
            guard take(UInt8(ascii: ":")), passValue(depth: depth + 1, &names) else { return false }
            if take(UInt8(ascii: ",")) { continue }
            names.removeLast(names.count - own)
            return take(UInt8(ascii: "}"))
        }
    }

    private mutating func passArray(depth: Int, _ names: inout [Range<Int>]) -> Bool {
        guard depth < limits.depth else { return false }
        position += 1
        if take(UInt8(ascii: "]")) { return true }
        while true {
            guard passValue(depth: depth + 1, &names) else { return false }
            if take(UInt8(ascii: ",")) { continue }
            return take(UInt8(ascii: "]"))
        }
    }

    mutating func passName() -> Range<Int>? {
        let start = position
        var letters: UInt64 = 0
        position = JSONScan.special(in: base, from: position, to: end, seen: &letters)
        guard position < end, base[position] == UInt8(ascii: "\""), position - start <= limits.name,
            JSONScan.isASCII(letters)
        else { return nil }
        position += 1
        return start..<(position - 1)
    }

    private mutating func passString() -> Bool {
        let start = position
        var letters: UInt64 = 0
        while true {
            position = JSONScan.special(in: base, from: position, to: end, seen: &letters)
            guard position < end else { return false }
            if base[position] == UInt8(ascii: "\"") { break }
            guard base[position] == UInt8(ascii: "\\"), position + 1 < end else { return false }
            switch base[position + 1] {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
                UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
                position += 2
            default: return false
            }
        }
        position += 1
        if JSONScan.isASCII(letters) { return true }
        let run = UnsafeBufferPointer(start: base + start, count: position - 1 - start)
        // What is wrong with it is for the reader to say.
        do { _ = try UTF8Span(validating: run.span) } catch { return false }
        return true
    }

    /// Up to 15 digits: exact as an integer and as a double.
    private mutating func passNumber() -> Bool {
        if base[position] == UInt8(ascii: "-") { position += 1 }
        let start = position
        passDigits()
        let whole = position - start
        guard whole > 0, whole == 1 || base[start] != UInt8(ascii: "0") else { return false }
        var fraction = 0
        if position < end, base[position] == UInt8(ascii: ".") {
            position += 1
            let first = position
            passDigits()
            fraction = position - first
            guard fraction > 0 else { return false }
        }
        guard whole + fraction <= 15 else { return false }
        return position == end || base[position] | 0x20 != UInt8(ascii: "e")
    }

    private mutating func passDigits() {
        while position < end, (0x30...0x39).contains(base[position]) { position += 1 }
    }

    private mutating func pass(_ word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        guard position + length <= end, memcmp(base + position, word.utf8Start, length) == 0 else { return false }
        position += length
        return true
    }
}

extension JSONText {
    /// An object kept as this text, which was passed over and found good.
    static func unread(_ text: [UInt8]) -> Object {
        Object(
            unread: UnreadObject(text) { text in
                // What was passed over is read without objection.
                do { return try parse(text).object?.members ?? [] } catch { return [] }
            })
    }
}
