/// Questions about people and companies that decisions ask.
extension Ask {
    /// One row for an account that exists: `state`, `email`, `locale`, `full_name`, `is_partner`.
    package static func account(_ id: String) -> Ask { Ask("account", ["account": .string(id)]) }

    /// One row for a company that exists: `standing`, `legal_name`, `country`, `registration_number`, `company_type`,
    /// `registrant`; and of the person in it `member_state`, `role`, `scope_kind`, `scope_id`, null where there is none.
    package static func membership(of account: String, in company: String) -> Ask {
        Ask("membership", ["account": .string(account), "company": .string(company)])
    }

    /// One row for each administrator of a company: `account`, `email`, `locale`.
    package static func administrators(of company: String) -> Ask {
        Ask("administrators", ["company": .string(company)])
    }

    /// One row for a document that is in the store: `subject`, `media_type`, `size`, `sha256` (hexadecimal), `received_at`.
    package static func document(_ id: String) -> Ask { Ask("document", ["document": .string(id)]) }
}
