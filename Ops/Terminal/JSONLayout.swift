import Core
import Queues

/// JSON as a person reads it: two spaces for each level, short arrays of plain values on one line.
enum JSONLayout {
    static func text(_ value: Value) -> String { text(value, indent: "") }

    private static func text(_ value: Value, indent: String) -> String {
        switch value {
        case .object(let object) where !object.isEmpty:
            return block(
                object.members.map { member in
                    "\(compact(.string(member.name))): \(text(member.value, indent: indent + "  "))"
                }, "{", "}", indent)
        case .array(let values) where values.contains { $0.object != nil || $0.array != nil } || compact(value).count > 100:
            return block(values.map { text($0, indent: indent + "  ") }, "[", "]", indent)
        default: return compact(value)
        }
    }

    private static func block(_ lines: [String], _ opening: String, _ closing: String, _ indent: String) -> String {
        "\(opening)\n" + lines.map { "\(indent)  \($0)" }.joined(separator: ",\n") + "\n\(indent)\(closing)"
    }

    private static func compact(_ value: Value) -> String { String(decoding: JSONText.bytes(value), as: UTF8.self) }
}
