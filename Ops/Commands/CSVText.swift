/// Rows of fields separated by commas, as RFC 4180 writes them: a field in quotes may hold commas, line breaks and, doubled,
/// quotes. A byte order mark and empty lines are passed over.
struct CSVText {
    struct Row: Hashable {
        /// Of the file, from 1: where the row begins.
        let line: Int
        let fields: [String]
    }

    struct Defect: Error, Hashable {
        let line: Int
        let message: String
    }

    static func rows(_ bytes: [UInt8]) throws(Defect) -> [Row] {
        var rows: [Row] = []
        var fields: [String] = []
        var field: [UInt8] = []
        var (line, start) = (1, 1)
        var place = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var (isQuoted, wasQuoted) = (false, false)

        func text(_ bytes: [UInt8], _ line: Int) throws(Defect) -> String {
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw Defect(line: line, message: "not UTF-8")
            }
            return text
        }

        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            if isQuoted {
                if byte == UInt8(ascii: "\"") {
                    if place < bytes.count, bytes[place] == byte { field.append(byte); place += 1 } else { isQuoted = false }
                } else {
                    if byte == UInt8(ascii: "\n") { line += 1 }
                    field.append(byte)
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""):
                guard field.isEmpty, !wasQuoted else {
                    throw Defect(line: line, message: "a quote inside a field without quotes")
                }
                (isQuoted, wasQuoted) = (true, true)
            case UInt8(ascii: ","):
                fields.append(try text(field, line))
                field = []
                wasQuoted = false
            case UInt8(ascii: "\n"):
                if !(fields.isEmpty && field.isEmpty && !wasQuoted) {
                    fields.append(try text(field, line))
                    rows.append(Row(line: start, fields: fields))
                }
                (fields, field, wasQuoted) = ([], [], false)
                line += 1
                start = line
            case UInt8(ascii: "\r") where place >= bytes.count || bytes[place] == UInt8(ascii: "\n"): break
            default:
                if wasQuoted { throw Defect(line: line, message: "text after the closing quote of a field") }
                field.append(byte)
            }
        }
        if isQuoted { throw Defect(line: start, message: "a quote is not closed") }
        if !(fields.isEmpty && field.isEmpty && !wasQuoted) {
            fields.append(try text(field, line))
            rows.append(Row(line: start, fields: fields))
        }
        return rows
    }
}
