/// Everything that is wrong with the settings, said at once and before anything starts. No message repeats a value: it may be a secret.
struct SettingsProblems: Error, Hashable, Sendable, CustomStringConvertible {
    struct Problem: Hashable, Sendable {
        /// The setting as the environment names it, or the file.
        let name: String
        let message: String
        let remedy: String
    }

    /// EX_CONFIG of sysexits: what the command exits with.
    static let exitStatus: Int32 = 78

    let problems: [Problem]

    var description: String { problems.map { "\($0.name) \($0.message); \($0.remedy)" }.joined(separator: "\n") }
}
