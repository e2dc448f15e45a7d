import CInspection

/// The certificates that chains are traced to.
package final class Trust {
    let trust: OpaquePointer

    /// Nil where the folder cannot be read. No folder: nothing is trusted.
    package init?(folder: String?) {
        guard let trust = cinspection_trust_open(folder ?? "") else { return nil }
        self.trust = trust
    }

    deinit { cinspection_trust_close(trust) }

    package var anchors: Int { Int(cinspection_trust_anchors(trust)) }

    /// Certificates that lie on the way to an anchor, in DER. They are trusted no more for that.
    func add(_ certificate: [UInt8]) { cinspection_trust_add(trust, certificate, certificate.count) }
}
