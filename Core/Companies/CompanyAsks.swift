/// Questions about people and companies that decisions ask.
extension Ask {
    /// One row for an account that exists: `state`, `email` (null on a tombstone), `locale`, `full_name`, `is_partner`, `second_factor`
    /// (`none`, `enrolled`, `revoked`), `signed_up_at`, `confirmed_at`, `password_set_at`.
    package static func account(_ id: String) -> Ask { Ask("account", ["account": .string(id)]) }

    /// One row for a company that exists: `standing`, `standing_at`, `verified_until`, `orphaned_at`, `legal_name`, `country`,
    /// `registration_number`, `company_type`, `registrant`, `active_members`; and of the person in it `member_state`, `member_since`, `role`,
    /// `scope_kind`, `scope_id`, null where there is none.
    package static func membership(of account: String, in company: String) -> Ask {
        Ask("membership", ["account": .string(account), "company": .string(company)])
    }

    /// One row for each administrator of a company: `account`, `email`, `locale`.
    package static func administrators(of company: String) -> Ask {
        Ask("administrators", ["company": .string(company)])
    }

    /// One row for the live company that this person, who is no partner, registered as his own: `company`, `legal_name`.
    package static func ownCompany(of account: String) -> Ask { Ask("own company", ["account": .string(account)]) }

    /// One row where an account has this address: `account`, `locale`; and `member_state` in the company, null where none.
    package static func person(at email: String, in company: String) -> Ask {
        Ask("person at", ["email_key": .string(Account.key(of: email)), "company": .string(company)])
    }

    /// One row for an invitation that exists: `state`, `email`.
    package static func invitation(_ id: String) -> Ask { Ask("invitation", ["invitation": .string(id)]) }

    /// One row: how many invitations of the company are `open`.
    package static func openInvitations(of company: String) -> Ask {
        Ask("open invitations", ["company": .string(company)])
    }

    /// One row for a document that is in the store: `subject`, `media_type`, `size`, `sha256` (hexadecimal), `received_at`.
    package static func document(_ id: String) -> Ask { Ask("document", ["document": .string(id)]) }
}
