/// The link of a mail. It names its token; the token itself exists only in the mail (NOT-3).
package struct NotificationLink: Hashable, Sendable {
    /// With `tokenId`, what the token is derived from.
    package let purpose: String
    package let tokenId: String
    /// Below the public URL: `/verify`.
    package let path: String

    package init(purpose: String, tokenId: String, path: String) {
        self.purpose = purpose
        self.tokenId = tokenId
        self.path = path
    }
}
