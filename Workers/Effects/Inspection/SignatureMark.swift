import CInspection
import Core

/// What OpenSSL says of one signature or timestamp, in words and verdicts.
struct SignatureMark {
    private let result: cinspection_signature

    init(_ result: cinspection_signature) {
        self.result = result
    }

    var stampedAt: Int64 { result.stamped_at }

    private static func text<T>(_ characters: T) -> String {
        withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    private static func time(_ seconds: Int64) -> String { Moment(seconds: seconds).description }

    func judgeIntegrity(_ finding: inout SignatureFinding) {
        let (signer, reason) = (Self.text(result.signer), Self.text(result.reason))
        if !signer.isEmpty { finding.note("by \(signer)") }
        switch result.integrity {
        case CINSPECTION_INTACT: break
        case CINSPECTION_DIGEST_DIFFERS: finding.fault(.altered, reason)
        case CINSPECTION_SIGNATURE_WRONG: finding.fault(.altered, "the signature is wrong (\(reason))")
        case CINSPECTION_CANNOT_TELL: finding.leaveOpen("\(reason) (\(Self.text(result.algorithm)))")
        default: finding.fault(.broken, "the signature cannot be read (\(reason))")
        }
        if result.is_bound < 0 { finding.fault(.altered, "it is of another certificate than the one that came with it") }
    }

    /// By the timestamp in it, else by one of the document, else it was there when the document came. Never by what it says.
    func judgeSigner(_ finding: inout SignatureFinding, isCAdES: Bool, documentStamp: Int64?, received: Moment) {
        let (authority, reason) = (Self.text(result.authority), Self.text(result.stamp_reason))
        if !reason.isEmpty { finding.note("its timestamp by \(authority) does not count: \(reason)") }
        let time: String
        if result.stamped_at > 0 {
            time = "at \(Self.time(result.stamped_at)) by \(authority)"
        } else if let documentStamp {
            time = "not after \(Self.time(documentStamp)) by a timestamp of the document"
        } else {
            time = "at an unknown time before it came on \(received)"
        }
        finding.note("signed \(time)")
        if isCAdES, result.is_bound == 0, result.integrity == CINSPECTION_INTACT {
            finding.fault(.untrusted, "it does not say whose it is within what is signed, as its form requires")
        }
        judgeChain(&finding)
    }

    func judgeTimestamp(_ finding: inout SignatureFinding) {
        if result.stamped_at > 0 { finding.note("made at \(Self.time(result.stamped_at))") }
        if result.integrity == CINSPECTION_INTACT, result.is_bound == 0 {
            finding.fault(.untrusted, "it does not say whose it is within what is signed")
        }
        judgeChain(&finding)
    }

    private func judgeChain(_ finding: inout SignatureFinding) {
        guard result.integrity == CINSPECTION_INTACT else { return }
        switch result.chain {
        case CINSPECTION_TRUSTED: finding.note("its chain leads to a trusted certificate")
        case CINSPECTION_OUT_OF_TIME:
            let (from, to) = (Self.time(result.valid_from), Self.time(result.valid_to))
            finding.fault(.expired, "its certificate, of \(from) to \(to), or one above it was not valid then")
        default: finding.fault(.untrusted, "not trusted: \(Self.text(result.chain_reason))")
        }
    }
}
