/// What documents are accepted, and for how long they are kept (VER-13).
package struct DocumentPolicy: Policy {
    package static let name = "documents"

    /// The largest that is accepted, in millions of bytes.
    package var largestMegabytes: Int64
    /// Days after which its bytes are deleted, where nobody says otherwise. A tombstone stays.
    package var keepDays: Int64

    package init(largestMegabytes: Int64, keepDays: Int64) {
        self.largestMegabytes = largestMegabytes
        self.keepDays = keepDays
    }

    package init(from form: inout Form) {
        largestMegabytes = form.integer("largestMegabytes", "the largest that is accepted, in millions of bytes", in: 1...100)
        keepDays = form.integer("keepDays", "days after which its bytes are deleted", in: 1...36_500)
    }

    package static let cautious = DocumentPolicy(largestMegabytes: 10, keepDays: 3653)
}
