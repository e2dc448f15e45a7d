/// What a reporter is told, once per case (ABU-5). None says who the customer is.
package enum AnswerCode: String, CaseIterable, Sendable {
    case received
    case notOurs = "not_ours"
    case tooOld = "too_old"
    case attributed
    /// Only once a block was read back from the gateways.
    case actioned
    case needMoreInfo = "need_more_info"

    package var template: String { "abuse-answer-\(rawValue.split(separator: "_").joined(separator: "-"))" }
}
