/// What is complained of, in as few kinds as the rules tell apart.
package enum AbuseCategory: String, CaseIterable, Sendable {
    /// Unwanted mail: ARF `abuse`, XARF `messaging/*`.
    case spam
    /// ARF `fraud`, XARF `content/phishing`, `content/fraud` and their kin.
    case phishing
    /// ARF `virus`, XARF `content/malware`.
    case malware
    /// XARF `connection/*`: login attacks, scans, floods.
    case attack
    /// XARF `infrastructure/*`, `connection/infected_host`: a machine of the holder's is in other hands.
    case compromised
    case copyright
    /// XARF `vulnerability/*`: nothing happened yet.
    case vulnerability
    /// XARF `reputation/*`.
    case reputation
    /// XARF `content/csam`, `content/csem`: a restricted lane, nothing of the content is kept.
    case childAbuse = "child_abuse"
    /// ARF `auth-failure`, `dmarc`: about spoofing, told to the domain's owner. Never a complaint about the address's holder.
    case authentication
    /// ARF `not-spam`, `opt-out`: nobody complains of an address.
    case notAbuse = "not_abuse"
    case other
}
