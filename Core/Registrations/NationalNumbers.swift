/// The numbers of one country.
struct NationalNumbers: Sendable {
    /// Reads what is more than one run of characters, such as a number with its court; nil where it is nothing of the kind.
    typealias Sentence = @Sendable (NumberSpelling) throws(NumberProblem) -> RegistrationNumber?

    let code: String
    /// Letters before its VAT numbers.
    let prefixes: [String]
    let sentence: Sentence
    /// What sentences look like.
    let sentenceLooks: [NumberLook]
    let forms: [NumberForm]
    /// Words that name any of them.
    let labels: Set<String>

    init(
        _ code: String, prefixes: [String]? = nil, forms: [NumberForm], sentenceLooks: [NumberLook] = [],
        sentence: @escaping Sentence = noSentence
    ) {
        self.code = code
        self.prefixes = prefixes ?? [code]
        self.sentence = sentence
        self.sentenceLooks = sentenceLooks
        self.forms = forms
        labels = forms.reduce(into: []) { $0.formUnion($1.labels) }
    }

    private static func noSentence(_ spelling: NumberSpelling) throws(NumberProblem) -> RegistrationNumber? { nil }

    /// Each kind once.
    var looks: [NumberLook] {
        sentenceLooks
            + forms.filter { !$0.looks.isEmpty }.map { NumberLook(kind: $0.kind, looks: $0.looks, example: $0.example) }
    }
}

/// Every country whose numbers are known.
enum NumberBook {
    static let countries: [String: NationalNumbers] = {
        let all: [NationalNumbers] = [
            .austria, .belgium, .bulgaria, .croatia, .cyprus, .czechia, .denmark, .estonia, .finland, .france, .germany,
            .greece, .hungary, .ireland, .italy, .latvia, .lithuania, .luxembourg, .malta, .monaco, .netherlands, .norway,
            .poland, .portugal, .romania, .slovakia, .slovenia, .spain, .sweden, .switzerland, .unitedKingdom,
        ]
        return Dictionary(uniqueKeysWithValues: all.map { ($0.code, $0) })
    }()

    /// The code of ISO 3166-1, of those that people use instead too.
    static func code(of country: String) -> String? {
        guard country.utf8.count == 2, country.utf8.allSatisfy({ (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) })
        else {
            return nil
        }
        let code = country.uppercased()
        return ["EL": "GR", "XI": "GB", "UK": "GB"][code] ?? code
    }
}
