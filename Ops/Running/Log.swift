import Core
import Logging
import Synchronization
import Workers

/// Structured logs on standard error: one line each, with event id, subject and traceparent where there are any.
enum Log {
    private static let shared = Mutex<Logger?>(nil)

    /// Call once, before anything starts.
    static func begin(level: Logger.Level) {
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        var logger = Logger(label: "guichet")
        logger.logLevel = level
        let made = logger
        shared.withLock { $0 = made }
    }

    static func note(_ notice: Notice) {
        guard let logger = shared.withLock({ $0 }) else { return }
        let level: Logger.Level =
            switch notice.level {
            case .debug: .debug
            case .info: .info
            case .warning: .warning
            case .error: .error
            case .critical: .critical
            }
        logger.log(level: level, "\(notice.message)", metadata: notice.details.mapValues { .string($0) })
    }
}
