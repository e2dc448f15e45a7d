import Core

/// What numbers and documents of one country look like.
struct RegistrationCountry {
    let certificates: NationalCertificates
    let looks: [NumberLook]

    /// Nil where its companies cannot be registered.
    init?(of country: String, _ policy: CertificatePolicy) {
        guard let certificates = policy.country(country.uppercased()) else { return nil }
        self.init(certificates)
    }

    init(_ certificates: NationalCertificates) {
        self.certificates = certificates
        looks = RegistrationNumber.looks(in: certificates.code)
    }

    var value: Value {
        var object: Object = [
            "country": .string(certificates.code),
            "numbers": .array(
                looks.map { look in
                    [
                        "kind": .string(look.kind.rawValue), "looks": .string(look.looks), "example": .string(look.example),
                        "accepted": .bool(certificates.numbers.contains(look.kind)),
                    ]
                }),
        ]
        Self.describe(certificates, in: &object)
        return .object(object)
    }

    var text: String {
        var table = Table(("NUMBER", .left), ("REGISTERS", .left), ("EXAMPLE", .left), ("LOOKS LIKE", .left))
        table.rows = looks.map { look in
            let isAccepted = certificates.numbers.contains(look.kind)
            return [
                .init(look.kind.rawValue), isAccepted ? .init("yes", .green) : .init("no"), .init(look.example),
                .init(look.looks),
            ]
        }
        return table.text(.standardOutput) + "\n\n" + Self.documents(of: certificates)
    }

    // MARK: Documents

    static func documents(of certificates: NationalCertificates) -> String {
        var table = Table(("DOCUMENT", .left), ("NAME", .left), ("NOT OLDER THAN", .right), ("SIGNED", .left))
        table.rows = certificates.documents.map { row(of: $0) }
        let site = certificates.site.map { " (\($0))" } ?? ""
        return table.text(.standardOutput) + "\nissued by \(certificates.authority)\(site)"
    }

    static func row(of document: CertificateKind) -> [Table.Cell] {
        [
            .init(document.kind), .init(document.name), .init(document.maximumAgeDays.map { "\($0) d" } ?? "any age"),
            .init(document.isSigned ? "usually" : "-"),
        ]
    }

    static func describe(_ certificates: NationalCertificates?, in object: inout Object) {
        object["documents"] = .array((certificates?.documents ?? []).map(value))
        object["authority"] = .text(certificates?.authority)
        object["site"] = .text(certificates?.site)
    }

    private static func value(of document: CertificateKind) -> Value {
        [
            "kind": .string(document.kind), "name": .string(document.name), "french": .string(document.french),
            "english": .string(document.english), "maximumAgeDays": document.maximumAgeDays.map(Value.integer) ?? .null,
            "signed": .bool(document.isSigned),
        ]
    }
}

/// Every country whose companies can be registered.
struct RegistrationCountries {
    let policy: CertificatePolicy

    var value: Value { .array(policy.entries.map { RegistrationCountry($0).value }) }

    var text: String {
        var table = Table(
            ("COUNTRY", .left), ("NUMBERS", .left), ("DOCUMENT", .left), ("NAME", .left), ("NOT OLDER THAN", .right),
            ("SIGNED", .left))
        for country in policy.entries {
            for (place, document) in country.documents.enumerated() {
                let isFirst = place == 0
                table.rows.append(
                    [
                        .init(isFirst ? country.code : ""),
                        .init(isFirst ? country.numbers.map(\.rawValue).joined(separator: ", ") : ""),
                    ] + RegistrationCountry.row(of: document))
            }
        }
        return table.text(.standardOutput)
    }
}
