import Core
import Foundation

/// Reads settings by name, the environment first and then the file, and gathers what is wrong. Where a value is wrong it
/// answers a stand-in, so that the reading goes on to the next one; `problems` then is not empty.
struct SettingsReader {
    private let environment: [String: String]
    private let file: SettingsFile
    private(set) var problems: [SettingsProblems.Problem]

    init(environment: [String: String], file: SettingsFile) {
        self.environment = environment
        self.file = file
        problems = file.problems
    }

    /// An empty value is as good as none.
    func text(_ name: String) -> String? {
        [environment[name], file.values[name]].compactMap { $0?.trimmingCharacters(in: .whitespaces) }.first { !$0.isEmpty }
    }

    mutating func refuse(_ name: String, _ message: String, _ remedy: String) {
        problems.append(.init(name: name, message: message, remedy: remedy))
    }

    mutating func required(_ name: String, _ remedy: String) -> String? {
        let found = text(name)
        if found == nil { refuse(name, "is missing", remedy) }
        return found
    }

    /// A server's address: presence and scheme; the rest is for whoever connects.
    mutating func server(_ name: String, schemes: [String], example: String) -> Concealed {
        Concealed(checked(name, required(name, "set it, for example \(example)"), schemes, example) ?? "")
    }

    mutating func optionalServer(_ name: String, schemes: [String], example: String) -> Concealed? {
        checked(name, text(name), schemes, example).map(Concealed.init)
    }

    private mutating func checked(_ name: String, _ url: String?, _ schemes: [String], _ example: String) -> String? {
        guard let url else { return nil }
        let scheme = url.split(separator: ":", maxSplits: 1).first.map { $0.lowercased() } ?? ""
        if !schemes.contains(scheme) || !url.dropFirst(scheme.count).hasPrefix("://") {
            refuse(name, "is no \(schemes.joined(separator: " or ")) URL", "write it like \(example)")
        }
        return url
    }

    mutating func choice<Choice: RawRepresentable & CaseIterable>(_ name: String, otherwise: Choice) -> Choice
    where Choice.RawValue == String {
        guard let found = text(name) else { return otherwise }
        if let choice = Choice(rawValue: found.lowercased()) { return choice }
        refuse(name, "is not known", "choose one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
        return otherwise
    }

    mutating func number(_ name: String, in range: ClosedRange<Int>, otherwise: Int) -> Int {
        guard let found = text(name) else { return otherwise }
        if let number = Int(found), range.contains(number) { return number }
        refuse(name, "is not a whole number from \(range.lowerBound) to \(range.upperBound)", "unset it for \(otherwise)")
        return otherwise
    }
}
