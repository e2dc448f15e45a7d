import Core

/// PostgreSQL counts from 2000-01-01.
enum PostgresEpoch {
    static let microseconds: Int64 = 946_684_800_000_000
    static let days: Int32 = 10_957
}

extension String: PostgresValue {
    static var oid: UInt32 { PostgresType.text }
    func append(to bytes: inout [UInt8]) {
        var text = self
        text.withUTF8 { bytes.append(contentsOf: $0) }
    }
}

extension UInt128: PostgresValue {
    static var oid: UInt32 { PostgresType.uuid }
    func append(to bytes: inout [UInt8]) { appendNumber(self, to: &bytes) }
}

extension Int64: PostgresValue {
    static var oid: UInt32 { PostgresType.int8 }
    func append(to bytes: inout [UInt8]) { appendNumber(self, to: &bytes) }
}

extension Int32: PostgresValue {
    static var oid: UInt32 { PostgresType.int4 }
    func append(to bytes: inout [UInt8]) { appendNumber(self, to: &bytes) }
}

extension Int16: PostgresValue {
    static var oid: UInt32 { PostgresType.int2 }
    func append(to bytes: inout [UInt8]) { appendNumber(self, to: &bytes) }
}

extension Bool: PostgresValue {
    static var oid: UInt32 { PostgresType.bool }
    func append(to bytes: inout [UInt8]) { bytes.append(self ? 1 : 0) }
}

extension [UInt8]: PostgresValue {
    static var oid: UInt32 { PostgresType.bytea }
    func append(to bytes: inout [UInt8]) { bytes.append(contentsOf: self) }
}

/// An instant out of PostgreSQL's range is its nearest infinity, or is refused by the server.
extension Moment: PostgresValue {
    static var oid: UInt32 { PostgresType.timestamptz }
    func append(to bytes: inout [UInt8]) {
        let (shifted, overflow) = microseconds.subtractingReportingOverflow(PostgresEpoch.microseconds)
        appendNumber(self == .distantFuture ? Int64.max : overflow ? Int64.min : shifted, to: &bytes)
    }

    /// PostgreSQL's `infinity`.
    static let distantFuture = Moment(microseconds: .max)
    /// PostgreSQL's `-infinity`.
    static let distantPast = Moment(microseconds: .min)
}

extension Day: PostgresValue {
    static var oid: UInt32 { PostgresType.date }
    func append(to bytes: inout [UInt8]) {
        let (shifted, overflow) = number.subtractingReportingOverflow(PostgresEpoch.days)
        appendNumber(overflow ? Int32.min : shifted, to: &bytes)
    }
}

/// Text that is JSON already, sent as `jsonb`.
struct JSONB: PostgresValue, Equatable {
    let text: [UInt8]

    static var oid: UInt32 { PostgresType.jsonb }
    func append(to bytes: inout [UInt8]) {
        bytes.append(1)  // version of the binary form
        bytes.append(contentsOf: text)
    }
}

/// An object, written as `json` right into the parameter.
struct JSONOf: PostgresValue {
    let object: Object

    static var oid: UInt32 { PostgresType.json }
    func append(to bytes: inout [UInt8]) { JSONText.append(object, to: &bytes) }
}

/// A value, written as `jsonb` right into the parameter.
struct JSONBOf: PostgresValue {
    let value: Value

    static var oid: UInt32 { PostgresType.jsonb }
    func append(to bytes: inout [UInt8]) {
        bytes.append(1)
        JSONText.append(value, to: &bytes)
    }
}

extension Double: PostgresValue {
    static var oid: UInt32 { PostgresType.float8 }
    func append(to bytes: inout [UInt8]) { appendNumber(bitPattern, to: &bytes) }
}

private func appendNumber<I: FixedWidthInteger>(_ number: I, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
}
