import Core
import Foundation
import Yams

/// Policies as files: `abuse-2026-11-01.yaml`, one mapping each, with the instant from which it counts under `effective`.
///
/// Those built in count where the folder of `GUICHET_POLICIES` has none of that name. Everything wrong with any of them is said
/// at once, before anything starts.
struct PolicyFiles {
    private var problems: [SettingsProblems.Problem] = []

    struct File: Hashable {
        let name: String
        let text: String
    }

    /// - Parameter folder: nil for what is built in alone.
    static func policies(in folder: String?) throws(SettingsProblems) -> Policies {
        try policies(own: try files(in: folder), builtIn: BuiltInPolicies.files)
    }

    static func policies(own: [File], builtIn: [File]) throws(SettingsProblems) -> Policies {
        var reader = PolicyFiles()
        let known = [
            AbusePolicy.name, AccountPolicy.name, CalendarPolicy.name, CertificatePolicy.name, CompanyPolicy.name,
            DocumentPolicy.name, FirewallPolicy.name, NetworkPolicy.name, VerificationPolicy.name,
        ]
        for file in own where !known.contains(where: { isFile(file.name, of: $0) }) {
            reader.refuse(file.name, "is no policy this program knows", "name it like \(known[0])-2026-11-01.yaml")
        }
        let cautious = Policies.cautious
        let verification: Dated<VerificationPolicy>? = reader.versions(own, builtIn)
        let policies = Policies(
            abuse: reader.versions(own, builtIn) ?? cautious.abuse,
            accounts: reader.versions(own, builtIn) ?? cautious.accounts,
            calendars: reader.versions(own, builtIn) ?? cautious.calendars,
            certificates: reader.versions(own, builtIn) ?? cautious.certificates,
            companies: reader.versions(own, builtIn) ?? cautious.companies,
            documents: reader.versions(own, builtIn) ?? cautious.documents,
            firewall: reader.versions(own, builtIn) ?? cautious.firewall,
            network: reader.versions(own, builtIn) ?? cautious.network,
            verification: verification ?? cautious.verification)
        for version in verification?.all ?? [] { reader.requireCalendars(of: version, in: policies.calendars) }
        guard reader.problems.isEmpty else { throw SettingsProblems(problems: reader.problems) }
        return policies
    }

    private static func files(in folder: String?) throws(SettingsProblems) -> [File] {
        guard let folder else { return [] }
        do {
            let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".yaml") }
            return try names.sorted().map {
                File(name: $0, text: try String(contentsOf: URL(filePath: folder).appending(path: $0), encoding: .utf8))
            }
        } catch {
            throw SettingsProblems(problems: [
                .init(
                    name: "GUICHET_POLICIES", message: "names a folder whose files cannot be read as UTF-8 text",
                    remedy: "mend or unset it")
            ])
        }
    }

    private static func isFile(_ name: String, of policy: String) -> Bool {
        name.hasPrefix(policy + "-") && name.dropFirst(policy.count + 1).first?.isNumber == true
    }

    /// A clock without its calendar would never be due.
    private mutating func requireCalendars(of version: Dated<VerificationPolicy>.Version, in calendars: Dated<CalendarPolicy>) {
        let known = calendars.at(version.effective).policy
        for (field, name) in [("calendar", version.policy.calendar), ("officeCalendar", version.policy.officeCalendar)]
        where known[name] == nil {
            refuse(
                "\(version.name).yaml: \(field)", "“\(name)” is no calendar", "name one of \(known.names.joined(separator: ", "))"
            )
        }
    }

    private mutating func versions<P: Policy>(_ own: [File], _ builtIn: [File]) -> Dated<P>? {
        let mine = own.filter { Self.isFile($0.name, of: P.name) }
        let files = mine.isEmpty ? builtIn.filter { Self.isFile($0.name, of: P.name) } : mine
        return Dated(files.compactMap { version($0) })
    }

    private mutating func version<P: Policy>(_ file: File) -> Dated<P>.Version? {
        let object: Object
        do {
            guard case .object(let found) = try Yams.compose(yaml: file.text).map(Self.value) else {
                refuse(file.name, "is not a mapping", "write one `name: value` a line")
                return nil
            }
            object = found
        } catch {
            refuse(file.name, "is not YAML: \(error)", "mend it")
            return nil
        }
        var form = Form(object, digest: { $0 })
        let effective = form.moment("effective", "the instant from which it counts")
        let policy = P(from: &form)
        for problem in form.problems { refuse("\(file.name): \(problem.field ?? "")", problem.message, problem.remedy) }
        let stem = file.name.hasSuffix(".yaml") ? String(file.name.dropLast(5)) : file.name
        return form.problems.isEmpty ? Dated.Version(effective: effective, name: stem, policy: policy) : nil
    }

    private mutating func refuse(_ name: String, _ message: String, _ remedy: String) {
        problems.append(.init(name: name, message: message, remedy: remedy))
    }

    /// A plain scalar is a number, a truth or nothing where it looks like one; a quoted one is text.
    private static func value(_ node: Node) -> Value {
        switch node {
        case .mapping(let mapping):
            return .object(Object(mapping.map { Object.Member(name: $0.key.scalar?.string ?? "", value: value($0.value)) }))
        case .sequence(let sequence): return .array(sequence.map(value))
        case .scalar(let scalar):
            let text = scalar.string
            guard scalar.style == .plain else { return .string(text) }
            switch text {
            case "", "null", "~": return .null
            case "true": return true
            case "false": return false
            default: return Int64(text).map(Value.integer) ?? Double(text).map(Value.number) ?? .string(text)
            }
        case .alias: return .null
        }
    }
}
