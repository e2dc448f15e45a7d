package import Core

/// abuse.digest.due -> Correspondence, and one mail
package enum SendDigest: Decider {
    package static func reference(of input: DigestCameDue) -> Reference { .id(input.correspondence) }

    package static func decide(
        _ input: DigestCameDue, given state: Correspondence?, in circumstances: Circumstances
    ) -> Decision<Correspondence.Happening> {
        Correspondence.digest(input, given: state, in: circumstances)
    }
}
