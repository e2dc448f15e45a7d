/// A language mails are written in. French comes first (NOT-4).
package enum Locale: String, CaseIterable, Sendable {
    case french = "fr"
    case english = "en"
}
