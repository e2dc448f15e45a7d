import Core

/// What a text came to as the number of a company.
struct RegistrationFinding {
    let given: String
    /// Nil where it is no number at all.
    let number: RegistrationNumber?
    /// Why no company can be registered by it; nil where one can.
    let problem: NumberProblem?
    let certificates: NationalCertificates?

    init(_ given: String, country: String, _ policy: CertificatePolicy) {
        self.given = given
        number = if case .success(let number) = RegistrationNumber.read(given, country: country) { number } else { nil }
        problem = if case .failure(let problem) = policy.number(given, country: country) { problem } else { nil }
        certificates = number.flatMap { policy.country($0.country) }
    }

    var value: Value {
        let why: Value = problem.map { ["message": .string($0.message), "remedy": .string($0.remedy)] } ?? .null
        var object: Object = [
            "given": .string(given), "country": .text(number?.country), "accepted": .bool(problem == nil),
            "kind": .text(number?.kind.rawValue), "number": .text(number?.text), "key": .text(number?.key),
        ]
        RegistrationCountry.describe(certificates, in: &object)
        object["problem"] = why
        return .object(object)
    }

    /// Empty where it is no number: then the complaint says it all.
    var text: String {
        guard let number else { return "" }
        var table = Table(("COUNTRY", .left), ("KIND", .left), ("NUMBER", .left), ("KEY", .left), ("REGISTERS", .left))
        table.rows = [
            [
                .init(number.country), .init(number.kind.rawValue), .init(number.text), .init(number.key),
                problem == nil ? .init("yes", .green) : .init("no", .red),
            ]
        ]
        guard problem == nil, let certificates else { return table.text(.standardOutput) }
        return table.text(.standardOutput) + "\n\n" + RegistrationCountry.documents(of: certificates)
    }
}
