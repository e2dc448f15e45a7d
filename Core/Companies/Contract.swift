/// The identifier of a contract, as it stands on the invoice: `OCB000123` (ACC-14, PRV-13). It is kept as it was written.
package enum Contract {
    /// Letters and then digits. What offers call their contracts is not for this program to know better.
    package static func isPlausible(_ text: String) -> Bool {
        let letters = text.utf8.prefix { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) }
        let digits = text.utf8.dropFirst(letters.count)
        return (2...8).contains(letters.count) && (3...16).contains(digits.count)
            && digits.allSatisfy { (0x30...0x39).contains($0) }
    }
}

extension Form {
    package mutating func contract(_ name: String, _ meaning: String) -> String {
        let text = text(name, meaning, limit: 24, example: "OCB000123")
        refuseContract(text, name)
        return text
    }

    package mutating func optionalContract(_ name: String, _ meaning: String) -> String? {
        let text = optionalText(name, meaning, limit: 24)
        refuseContract(text, name)
        return text
    }

    mutating func refuseContract(_ text: String?, _ name: String) {
        guard let text, !text.isEmpty, !Contract.isPlausible(text) else { return }
        refuse(name, "“\(text)” is no contract", remedy: "write it as on the invoice: OCB000123")
    }
}
