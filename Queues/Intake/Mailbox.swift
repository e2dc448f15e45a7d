import CGMime

/// The first mailbox of an address field.
struct Mailbox {
    /// As written, a bare local part included (`MAILER-DAEMON`).
    let address: String
    let name: String?
    /// Whether the field has this mailbox and no other entry.
    let isAlone: Bool

    init?(_ field: String) {
        guard field.utf8.count <= 4096, IntakeScreen.colons(in: field) <= 20,
            let list = internet_address_list_parse(nil, field)
        else { return nil }
        defer { g_object_unref(list) }
        for index in 0..<internet_address_list_length(list) {
            guard let entry = internet_address_list_get_address(list, index), let mailbox = guichet_mailbox(entry),
                let address = internet_address_mailbox_get_addr(mailbox)
            else { continue }
            self.address = String(cString: address)
            name = internet_address_get_name(entry).flatMap { MailText.short(String(cString: $0)) }
            isAlone = internet_address_list_length(list) == 1
            return
        }
        return nil
    }

    /// In lower case.
    var domain: String? {
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[1].isEmpty ? parts[1].lowercased() : nil
    }

    /// In lower case.
    var local: String { address.split(separator: "@", omittingEmptySubsequences: false).first?.lowercased() ?? "" }
}
