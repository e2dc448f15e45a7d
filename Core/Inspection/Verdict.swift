/// What a look at the signatures of a document came to. It advises the reviewer; it never decides.
package enum Verdict: String, CaseIterable, Sendable {
    /// Every signature covers what it must, is whole, and its chain leads to a trusted root at a trusted time.
    case valid
    /// Whole, but by nobody we trust.
    case untrusted
    /// Bytes were changed or added after signing.
    case altered
    /// The certificate was not valid at the trusted time of signing.
    case expired
    /// The file, or a signature in it, cannot be read or is malformed.
    case broken
    /// It carries no signature: most certificates are like this.
    case unsigned
}
