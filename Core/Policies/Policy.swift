/// Numbers and lists that the business may change without the code: a data file with the date from which it counts.
package protocol Policy: Hashable, Sendable {
    /// What its files are called, before the date: `abuse`.
    static var name: String { get }
    /// Reads every field; what is missing or unfit is noted in the form.
    init(from form: inout Form)
}
