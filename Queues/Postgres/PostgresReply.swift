import CPostgres
import Core

/// The rows one statement answered, in binary. Owns the result and frees it.
final class PostgresReply {
    private let result: OpaquePointer

    init(owning result: OpaquePointer) {
        self.result = result
    }

    deinit { PQclear(result) }

    var count: Int { Int(PQntuples(result)) }
    var width: Int { Int(PQnfields(result)) }
    /// `COMMIT`, `INSERT 0 3`.
    var tag: String { PQcmdStatus(result).map { String(cString: $0) } ?? "" }
    /// Rows written.
    var affected: Int { PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0 }

    func name(of column: Int) -> String {
        PQfname(result, Int32(column)).map { String(cString: $0) } ?? ""
    }

    func type(of column: Int) -> UInt32 { PQftype(result, Int32(column)) }

    func isNull(_ row: Int, _ column: Int) -> Bool { PQgetisnull(result, Int32(row), Int32(column)) == 1 }

    /// Valid as long as this reply.
    func raw(_ row: Int, _ column: Int) -> UnsafeRawBufferPointer {
        let length = Int(PQgetlength(result, Int32(row), Int32(column)))
        return UnsafeRawBufferPointer(start: PQgetvalue(result, Int32(row), Int32(column)), count: length)
    }

    func text(_ row: Int, _ column: Int) -> String {
        String(decoding: raw(row, column), as: UTF8.self)
    }

    func optionalText(_ row: Int, _ column: Int) -> String? {
        isNull(row, column) ? nil : text(row, column)
    }

    func bytes(_ row: Int, _ column: Int) -> [UInt8] { Array(raw(row, column)) }

    func uuid(_ row: Int, _ column: Int) throws(Failure) -> UInt128 { try number(row, column) }
    func int64(_ row: Int, _ column: Int) throws(Failure) -> Int64 { try number(row, column) }
    func int32(_ row: Int, _ column: Int) throws(Failure) -> Int32 { try number(row, column) }
    func int16(_ row: Int, _ column: Int) throws(Failure) -> Int16 { try number(row, column) }

    /// `inet` or `cidr`: family, bits of the mask, a flag, length, and the address itself.
    func prefix(_ row: Int, _ column: Int) throws(Failure) -> IPPrefix {
        let bytes = bytes(row, column)
        guard bytes.count >= 4, bytes.count == 4 + Int(bytes[3]), bytes[3] == 4 || bytes[3] == 16 else {
            throw .fatal("column \(name(of: column)) is no address")
        }
        let bits = bytes.dropFirst(4).reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
        return IPPrefix(IPAddress(bytes[3] == 4 ? .v4 : .v6, bits: bits), length: Int(bytes[1]))
    }

    func bool(_ row: Int, _ column: Int) throws(Failure) -> Bool {
        let byte: UInt8 = try number(row, column)
        return byte != 0
    }

    func double(_ row: Int, _ column: Int) throws(Failure) -> Double {
        Double(bitPattern: try number(row, column))
    }

    func moment(_ row: Int, _ column: Int) throws(Failure) -> Moment {
        let microseconds: Int64 = try number(row, column)
        if microseconds == .max { return .distantFuture }
        if microseconds == .min { return .distantPast }
        let (shifted, overflow) = microseconds.addingReportingOverflow(PostgresEpoch.microseconds)
        return overflow ? .distantFuture : Moment(microseconds: shifted)
    }

    func optionalMoment(_ row: Int, _ column: Int) throws(Failure) -> Moment? {
        isNull(row, column) ? nil : try moment(row, column)
    }

    func day(_ row: Int, _ column: Int) throws(Failure) -> Day {
        let days: Int32 = try number(row, column)
        return Day(number: days &+ PostgresEpoch.days)
    }

    /// The text of a `json` or `jsonb` value.
    func json(_ row: Int, _ column: Int) -> [UInt8] {
        let raw = raw(row, column)
        return type(of: column) == PostgresType.jsonb ? Array(raw.dropFirst()) : Array(raw)
    }

    /// A `json` or `jsonb` value; objects stay unread until somebody looks into them.
    func value(_ row: Int, _ column: Int) throws(Failure) -> Value {
        let raw = raw(row, column)
        let text = type(of: column) == PostgresType.jsonb ? UnsafeRawBufferPointer(rebasing: raw.dropFirst()) : raw
        return try JSONText.parse(text, keepingDepth: 1)
    }

    private func number<I: FixedWidthInteger>(_ row: Int, _ column: Int) throws(Failure) -> I {
        let raw = raw(row, column)
        guard raw.count == MemoryLayout<I>.size, !isNull(row, column) else {
            throw .fatal("column “\(name(of: column))” has \(raw.count) bytes, not the \(MemoryLayout<I>.size) expected")
        }
        return I(bigEndian: raw.loadUnaligned(as: I.self))
    }
}
