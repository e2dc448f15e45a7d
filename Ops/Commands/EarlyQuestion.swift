import Core
import Foundation
import Queues
import Synchronization

/// A question whose answer comes only after something else was published: asked by a thread of its own.
final class EarlyQuestion: Sendable {
    private let answered = DispatchSemaphore(value: 0)
    private let result = Mutex<Result<(Publication.Fate, Int64), any Error>?>(nil)

    init(_ publication: Publication, to broker: RabbitURL, within patience: Pause) {
        let thread = Thread { [self] in
            let start = WallClock.now()
            let result = Result {
                let fate = try publication.ask(of: broker, within: patience)
                return (fate, WallClock.now().milliseconds - start.milliseconds)
            }
            self.result.withLock { $0 = result }
            answered.signal()
        }
        // librabbitmq decodes nested tables recursively.
        thread.stackSize = 8 << 20
        thread.start()
    }

    /// Long enough for it to be published first; where it is not, the day is only less instructive.
    func awaitSending() {
        Thread.sleep(forTimeInterval: 0.5)
    }

    /// Waits for the answer, with how long it took.
    func fate() throws -> (Publication.Fate, Int64) {
        answered.wait()
        guard let result = result.withLock({ $0 }) else { return (.silent, 0) }
        return try result.get()
    }
}
