import ArgumentParser
import Core
import Foundation

/// How a command ends, for whoever calls it: the statuses of sysexits, and 1 where a rule said no.
enum ExitStatus: Int32, CaseIterable {
    case done = 0
    case refused = 1
    case usage = 64
    case badInput = 65
    case unavailable = 69
    case ourFault = 70
    case badSettings = 78
}

extension ExitStatus {
    /// The one place where an error becomes a status and what a person reads of it.
    static func complaint(about error: any Error) -> Complaint {
        switch error {
        case let complaint as Complaint: complaint
        case let problems as SettingsProblems:
            Complaint(.badSettings, problems.problems.map { .init("\($0.name) \($0.message)", remedy: $0.remedy) })
        case let failure as Failure: complaint(about: failure)
        default: Complaint(.ourFault, "\(error)", remedy: "this is a defect of guichet: please report it with what you ran")
        }
    }

    private static func complaint(about failure: Failure) -> Complaint {
        switch failure {
        case .malformed: Complaint(.badInput, failure.message, remedy: "mend what was given, and try again")
        case .transient:
            Complaint(.unavailable, failure.message, remedy: "see that the server runs and can be reached: guichet doctor")
        case .conflict: Complaint(.refused, failure.message, remedy: "the database holds something that excludes this")
        case .fatal: Complaint(.ourFault, failure.message, remedy: "guichet doctor says what is not as it should be")
        }
    }

    /// Ends the process as this error asks; help and usage as ArgumentParser has them.
    static func leave(with error: any Error) -> Never {
        let isTheirs = error is ExitCode || Guichet.exitCode(for: error) != .failure || error is ValidationError
        if isTheirs, Guichet.exitCode(for: error) == .validationFailure {
            let message = Guichet.fullMessage(for: error)
            Terminal.remark(message.hasPrefix("Error: ") ? "guichet: " + message.dropFirst("Error: ".count) : message)
            Foundation.exit(usage.rawValue)
        }
        if isTheirs { Guichet.exit(withError: error) }
        let complaint = complaint(about: error)
        Terminal.complain(complaint)
        Foundation.exit(complaint.status.rawValue)
    }
}
