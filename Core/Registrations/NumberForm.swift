/// One form that numbers take in a country: what it looks like, what may stand around it, and what makes it right.
struct NumberForm: Sendable {
    enum Prefix: Sendable {
        /// The country's letters do not belong to it, but may stand before it.
        case tolerated
        /// They make it this kind; without them, a word like `VAT` must.
        case telling
    }

    /// What a number came to.
    struct Finding {
        let text: String
        let stem: String
        /// Of the key where the number does not lead to that of the register: `VAT`.
        var family: String?
        /// Where the number shows that it is of another country.
        var country: String?
    }

    typealias Judge = @Sendable (NumberBody) throws(NumberProblem) -> Finding

    let kind: NumberKind
    let shapes: [NumberBody]
    /// For a person: `9 digits`.
    let looks: String
    /// A right one.
    let example: String
    /// Words that say that this kind follows.
    let labels: Set<String>
    let prefix: Prefix
    let judge: Judge

    init(
        _ kind: NumberKind, _ shapes: [String], looks: String, example: String, labels: Set<String> = [],
        prefix: Prefix = .tolerated, judge: @escaping Judge
    ) {
        self.kind = kind
        self.shapes = shapes.map { NumberBody($0) }
        self.looks = looks
        self.example = example
        self.labels = kind == .vat ? labels.union(NumberForm.taxLabels) : labels
        self.prefix = prefix
        self.judge = judge
    }

    /// A VAT number, which is `telling` where the country's own number is the same without its letters.
    static func vat(
        _ shapes: [String], looks: String, example: String, labels: Set<String> = [], prefix: Prefix = .tolerated,
        judge: @escaping Judge
    ) -> NumberForm {
        NumberForm(.vat, shapes, looks: looks, example: example, labels: labels, prefix: prefix, judge: judge)
    }

    private static let taxLabels: Set<String> = [
        "VAT", "TVA", "MWST", "UST", "USTID", "USTIDNR", "IVA", "BTW", "NIPT", "TIN", "MOMS", "DPH", "DIC", "PVN", "PVM", "ALV",
        "KMKR", "DDV", "PDV", "DDS",
    ]
}
