import Foundation
import Yams

/// `guichet.yaml`: one flat mapping, each key a setting's name in lower case without `GUICHET_` (`database_url: …`).
struct SettingsFile: Hashable, Sendable {
    /// By the setting's name in the environment.
    let values: [String: String]
    let problems: [SettingsProblems.Problem]

    static let usual = "guichet.yaml"

    /// The text of the file named by `GUICHET_CONFIG`, or of `guichet.yaml` in the working directory; nil where there is none.
    static func read(environment: [String: String]) throws(SettingsProblems) -> String? {
        let named = environment["GUICHET_CONFIG"].flatMap { $0.isEmpty ? nil : $0 }
        let path = named ?? usual
        if named == nil && !FileManager.default.fileExists(atPath: path) { return nil }
        do {
            return try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw SettingsProblems(problems: [
                .init(
                    name: path, message: "cannot be read as UTF-8 text",
                    remedy: named == nil ? "mend or remove it" : "mend GUICHET_CONFIG, which names it, or unset it")
            ])
        }
    }

    init(_ text: String, known: Set<String>) {
        do {
            (values, problems) = Self.entries(of: try Yams.compose(yaml: text), known: known)
        } catch {
            values = [:]
            problems = [Self.problem("is not YAML\(Self.place(of: error))")]
        }
    }

    private static func entries(of node: Node?, known: Set<String>) -> ([String: String], [SettingsProblems.Problem]) {
        guard let node, node.scalar?.string != "" else { return ([:], []) }
        guard let mapping = node.mapping else { return ([:], [problem("is not a mapping of settings")]) }
        var values: [String: String] = [:]
        var problems: [SettingsProblems.Problem] = []
        for (key, value) in mapping {
            let line = key.mark.map { " (line \($0.line))" } ?? ""
            let name = "GUICHET_" + (key.scalar?.string ?? "").uppercased()
            if !known.contains(name) {
                problems.append(problem("has an unknown setting\(line)"))
            } else if let text = value.scalar?.string {
                values[name] = text
            } else {
                problems.append(
                    .init(name: name, message: "in \(usual)\(line) is not a single value", remedy: "write `name: value`"))
            }
        }
        return (values, problems)
    }

    private static func problem(_ message: String) -> SettingsProblems.Problem {
        .init(
            name: usual, message: message,
            remedy: "write one setting a line, named as in the environment but in lower case without GUICHET_")
    }

    /// The line alone: the parser's own message quotes the file.
    private static func place(of error: any Error) -> String {
        switch error as? YamlError {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): " (line \(mark.line))"
        case .duplicatedKeysInMapping: " (a setting stands in it twice)"
        default: ""
        }
    }
}
