package import Core

/// Publishes one message and waits for its answer: `RabbitQuestions`, one at a time.
package final class RabbitAnswers {
    package enum Answer: Hashable, Sendable {
        case answered(Delivery)
        /// It was accepted, and nobody answered in time.
        case silent
        /// No queue wanted it.
        case returned(reason: String)
        /// The broker refused it: try again later.
        case refused
    }

    private let questions: RabbitQuestions

    package init(at url: RabbitURL) throws(Failure) {
        questions = try RabbitQuestions(at: url, window: 1)
    }

    /// An answer belongs to the question where its correlation id is the question's, or where one of the two has none.
    package func ask(_ parcel: Parcel, within patience: Pause) throws(Failure) -> Answer {
        try questions.forget()
        try questions.ask(parcel)
        if let answer = try questions.settle(within: patience).first?.answer { return answer }
        try questions.requireConfirmed()
        return .silent
    }

    package func close() { questions.close() }
}
