/// The text of a PDF is read by poppler's `pdftotext`: fonts, encodings and reading order are a library's work, and theirs is
/// the one that is looked after for all of Debian.
enum TextReader {
    static let path = "/usr/bin/pdftotext"

    /// From standard input to standard output, the first pages alone: a certificate names its company on the first.
    static let arguments = [path, "-q", "-enc", "UTF-8", "-nopgbrk", "-l", "10", "-", "-"]
}
