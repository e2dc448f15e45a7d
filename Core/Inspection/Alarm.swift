/// What a reviewer must look at before approving a document. The codes are kept for ever.
package enum Alarm: String, CaseIterable, Sendable {
    /// None of the kinds of documents that are accepted.
    case unacceptable = "unacceptable"
    case encrypted = "encrypted"
    /// It ends before it should.
    case truncated = "truncated"
    /// Its structure is not whole: readers may see different things in it.
    case damaged = "damaged"
    /// It could do something when it is opened: scripts, programs, forms that send themselves.
    case activeContent = "active-content"
    case embeddedFiles = "embedded-files"
    /// There is more in it than its end.
    case trailingData = "trailing-data"
    /// It would unpack to far more than it is.
    case oversized = "oversized"
    /// It holds pages that are not shown.
    case hiddenContent = "hidden-content"
    /// Signed in a way that cannot be verified here.
    case cannotTell = "cannot-tell"
    /// The inspection died of it, or took too long.
    case inspectionFailed = "inspection-failed"
}
