import Core
import Yams

/// The same value as YAML, in the order it has.
enum YAMLLayout {
    static func text(_ value: Value) throws -> String {
        try Yams.serialize(node: node(value), width: -1, allowUnicode: true)
    }

    private static func node(_ value: Value) -> Node {
        switch value {
        case .null: Node("null", Tag(.null))
        case .bool(let flag): Node(flag ? "true" : "false", Tag(.bool))
        case .integer(let number): Node(String(number), Tag(.int))
        case .number(let number): Node(number.description, Tag(.float))
        // Quoted, so that no text is read as a number, a date or a truth.
        case .string(let text): Node(text, Tag(.str), .doubleQuoted)
        case .array(let values): Node(values.map(node), Tag(.seq))
        case .object(let object):
            Node(object.members.map { (Node($0.name, Tag(.str)), node($0.value)) }, Tag(.map))
        }
    }
}
