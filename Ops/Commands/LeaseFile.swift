import Core
import Queues
import Workers

/// An address plan as CSV: one event for each line, or all that is wrong with it.
struct LeaseFile {
    struct Entry {
        let line: Int
        let duty: Duty
        let address: String
        let data: Object
    }

    static let columns = ["kind", "address", "holder", "from", "to", "contact", "language", "ports", "protected", "note"]
    private static let required = ["kind", "address", "from"]
    /// Which column a field of the event comes from.
    private static let sources = [
        "prefix": "address", "organisationId": "holder", "organisationName": "holder", "portFirst": "ports",
        "portLast": "ports", "addressId": "address", "prefixId": "address",
    ]

    private(set) var prefixes: [Entry] = []
    private(set) var leases: [Entry] = []
    private(set) var problems: [Complaint.Line] = []

    init(_ bytes: [UInt8]) {
        let rows: [CSVText.Row]
        do throws(CSVText.Defect) {
            rows = try CSVText.rows(bytes)
        } catch {
            problems = [.init("line \(error.line): \(error.message)", remedy: "write the file as RFC 4180 has it, in UTF-8")]
            return
        }
        let header = (rows.first?.fields ?? []).map { Self.trimmed($0).lowercased() }
        let unknown = header.filter { !Self.columns.contains($0) }
        let missing = Self.required.filter { !header.contains($0) }
        guard unknown.isEmpty, missing.isEmpty, Set(header).count == header.count else {
            let wrong = unknown.map { "“\($0)” is no column" } + missing.map { "the column “\($0)” is missing" }
            problems = [
                .init(
                    "line 1: " + (wrong.isEmpty ? "a column stands twice" : wrong.joined(separator: ", ")),
                    remedy: "the first line names the columns: \(Self.columns.joined(separator: ","))")
            ]
            return
        }
        guard let prefix = Schema.duty(of: PrefixAnnounced.type.name), let lease = Schema.duty(of: AddressAssigned.type.name)
        else { return }
        for row in rows.dropFirst() { read(row, header, prefix, lease) }
    }

    private mutating func read(_ row: CSVText.Row, _ header: [String], _ prefix: Duty, _ lease: Duty) {
        guard row.fields.count == header.count else {
            problem(
                row, nil, "\(row.fields.count) fields, where the first line names \(header.count)", "quote fields with commas")
            return
        }
        var cells: [String: String] = [:]
        for (name, value) in zip(header, row.fields) where !Self.trimmed(value).isEmpty { cells[name] = Self.trimmed(value) }
        for name in ["from", "to"] {
            // A day is its first instant in UTC.
            if let day = cells[name], day.utf8.count == 10, day.utf8.filter({ $0 == UInt8(ascii: "-") }).count == 2 {
                cells[name] = day + "T00:00:00Z"
            }
        }
        let address = cells["address"] ?? ""
        switch cells["kind"] {
        case "prefix":
            if let data = prefixData(row, cells) { check(row, prefix, address, data) }
        case "lease":
            if let data = leaseData(row, cells) { check(row, lease, address, data) }
        default: problem(row, "kind", "“\(cells["kind"] ?? "")” is no kind", "write prefix or lease")
        }
    }

    private mutating func prefixData(_ row: CSVText.Row, _ cells: [String: String]) -> Object? {
        for name in ["holder", "contact", "language", "ports"] where cells[name] != nil {
            problem(row, name, "a prefix has no \(name)", "leave it empty, or write a lease")
            return nil
        }
        var data: Object = [
            "prefixId": .string(Self.id("prefix", [cells["address"], cells["from"]])), "prefix": .text(cells["address"]),
            "from": .text(cells["from"]),
        ]
        data["to"] = cells["to"].map(Value.string)
        data["note"] = cells["note"].map(Value.string)
        switch cells["protected"]?.lowercased() {
        case nil, "no", "false", "0": break
        case "yes", "true", "1": data["protected"] = true
        case .some(let other):
            problem(row, "protected", "“\(other)” is neither yes nor no", "write yes or no")
            return nil
        }
        return data
    }

    private mutating func leaseData(_ row: CSVText.Row, _ cells: [String: String]) -> Object? {
        if cells["protected"] != nil {
            problem(row, "protected", "a lease is not protected, a prefix is", "leave it empty, or write a prefix")
            return nil
        }
        guard let holder = cells["holder"] else {
            problem(row, "holder", "a lease has no holder", "give the organisation's id or name")
            return nil
        }
        // An organisation without an id here has one made of its name: the same name is the same holder.
        let organisation = UUIDText.canonical(holder) ?? Self.id("organisation", [holder.lowercased()])
        var data: Object = [
            "addressId": .string(
                Self.id("lease", [cells["address"], organisation, cells["from"], cells["ports"]])),
            "address": .text(cells["address"]), "organisationId": .string(organisation), "from": .text(cells["from"]),
        ]
        if UUIDText.canonical(holder) == nil { data["organisationName"] = .string(holder) }
        for name in ["to", "contact", "language"] { data[name] = cells[name].map(Value.string) }
        if let text = cells["ports"] {
            guard let ports = PortRange(text) else {
                problem(row, "ports", "“\(text)” is no range of ports", "write it like 1024-2047, or nothing for all")
                return nil
            }
            data["portFirst"] = .integer(Int64(ports.first))
            data["portLast"] = .integer(Int64(ports.last))
        }
        return data
    }

    private mutating func check(_ row: CSVText.Row, _ duty: Duty, _ address: String, _ data: Object) {
        let found = duty.problems(in: data)
        for reason in found {
            let field = reason.field.map { Self.sources[$0] ?? $0 }
            problem(row, field, reason.message, reason.remedy)
        }
        guard found.isEmpty else { return }
        let entry = Entry(line: row.line, duty: duty, address: address, data: data)
        if duty.type == PrefixAnnounced.type { prefixes.append(entry) } else { leases.append(entry) }
    }

    private mutating func problem(_ row: CSVText.Row, _ field: String?, _ message: String, _ remedy: String) {
        problems.append(.init("line \(row.line)\(field.map { ", \($0)" } ?? ""): \(message)", remedy: remedy))
    }

    /// The same for the same content for ever, so that importing twice changes nothing.
    private static func id(_ kind: String, _ parts: [String?]) -> String {
        var bits = Digest(of: ([kind] + parts.map { $0 ?? "" }).joined(separator: "\n")).bits
        bits = bits & ~(0xF << 76) | 0x8 << 76
        bits = bits & ~(0x3 << 62) | 0x2 << 62
        return UUIDText.text(bits)
    }

    private static func trimmed(_ text: String) -> String {
        var part = Substring(text)
        while let first = part.unicodeScalars.first, first.properties.isWhitespace { part.unicodeScalars.removeFirst() }
        while let last = part.unicodeScalars.last, last.properties.isWhitespace { part.unicodeScalars.removeLast() }
        return String(part)
    }
}
