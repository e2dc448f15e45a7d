import Core
import Foundation
import Queues

/// An independent judge of JSON Schemas: Python's `jsonschema`.
enum SchemaJudge {
    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    struct Case {
        let schema: String
        let instance: Value
        let isGood: Bool
    }

    /// The cases it judges otherwise, each with its reason. Throws where a schema itself is wrong.
    static func disagreements(_ schemas: [String: Value], _ cases: [Case]) throws -> [String] {
        let question: Value = [
            "schemas": .object(Object(schemas.map { .init(name: $0.key, value: $0.value) })),
            "cases": .array(cases.map { ["schema": .string($0.schema), "instance": $0.instance, "good": .bool($0.isGood)] }),
        ]
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(
            "guichet-schemas-\(ProcessInfo.processInfo.processIdentifier)-\(UInt32.random(in: .min ... .max)).json")
        try Data(JSONText.bytes(question)).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let answer = try run([try python(), "-c", script, file.path])
        guard answer.status == 0 else { throw Missing(description: "the judge failed: \(answer.text)") }
        return try JSONText.parse(Array(answer.text.utf8)).array?.compactMap(\.string) ?? []
    }

    private static func python() throws -> String {
        for candidate in ["python3", "/usr/bin/python3"] where try run([candidate, "-c", "import jsonschema"]).status == 0 {
            return candidate
        }
        throw Missing(description: "install python3-jsonschema: the schemas are judged by it")
    }

    private static func run(_ words: [String]) throws -> (status: Int32, text: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = words
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let bytes = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: bytes, as: UTF8.self))
    }

    private static let script = """
        import json, sys
        from jsonschema import Draft202012Validator, Draft7Validator
        asked = json.load(open(sys.argv[1], encoding="utf-8"))
        judges = {}
        for name, schema in asked["schemas"].items():
            Draft202012Validator.check_schema(schema)
            Draft7Validator.check_schema({k: v for k, v in schema.items() if k != "$schema"})
            judges[name] = [Draft202012Validator(schema), Draft7Validator(schema)]
        wrong = []
        for case in asked["cases"]:
            for judge in judges[case["schema"]]:
                faults = [error.message for error in judge.iter_errors(case["instance"])]
                if (not faults) != case["good"]:
                    wrong.append("%s %r: %s" % (case["schema"], case["instance"], faults or "accepted"))
        print(json.dumps(wrong[:20]))
        """
}
