package import Core

/// abuse.notice.wanted -> Correspondence
package enum PostponeNotice: Decider {
    package static func reference(of input: NoticeWanted) -> Reference { .id(input.correspondence) }

    package static func decide(
        _ input: NoticeWanted, given state: Correspondence?, in circumstances: Circumstances
    ) -> Decision<Correspondence.Happening> {
        Correspondence.postpone(input, given: state, in: circumstances)
    }
}
