import Core
import Yams

/// The same value as YAML, in the order it has.
enum YAMLLayout {
    static func text(_ value: Value) throws -> String {
        try Yams.serialize(node: node(value), width: -1, allowUnicode: true)
    }

    private static func node(_ value: Value) -> Yams.Node {
        switch value {
        case .null: Yams.Node("null", Tag(.null))
        case .bool(let flag): Yams.Node(flag ? "true" : "false", Tag(.bool))
        case .integer(let number): Yams.Node(String(number), Tag(.int))
        case .number(let number): Yams.Node(number.description, Tag(.float))
        // Quoted, so that no text is read as a number, a date or a truth.
        case .string(let text): Yams.Node(text, Tag(.str), .doubleQuoted)
        case .array(let values): Yams.Node(values.map(node), Tag(.seq))
        case .object(let object):
            Yams.Node(object.members.map { (Yams.Node($0.name, Tag(.str)), node($0.value)) }, Tag(.map))
        }
    }
}
