package import Core

extension OperatorDesk {
    /// The company of this id or registration number, without waiting for whoever writes it now; of several with one number the
    /// live one, else the newest.
    package func company(_ text: String) throws(Failure) -> EntityRow? {
        if let id = UUIDText.canonical(text) { return try row(of: Company.table, where: "id", is: id) }
        let number = text.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        // Without its country a number may be one of several.
        let keys = RegistrationNumber.countries.compactMap { country in
            if case .success(let number) = RegistrationNumber.read(text, country: country) { number.key } else { nil }
        }
        let place = try session.send(.companyByNumber) {
            $0.untyped([text, number])
            $0.untyped(keys)
        }
        let reply = try session.finish()[place]
        return reply.count == 0 ? nil : try EntityRowReader(table: Company.table, reply: reply).row(0)
    }
}

extension Statement {
    fileprivate static let companyByNumber = Statement(
        "companies:by number",
        """
        SELECT * FROM companies WHERE registration_number = ANY ($1) OR identity = ANY ($2)
        ORDER BY registration_key IS NULL, registered_at DESC, id LIMIT 1
        """)
}
