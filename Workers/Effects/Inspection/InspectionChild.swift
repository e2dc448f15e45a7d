import CInspection
package import Core
import Foundation

/// The process that looks at one document and ends: it reads the document, gives up all it could do besides, and looks.
package enum InspectionChild {
    package enum Task: String, Sendable {
        /// Structure and signatures of a PDF; answers `Findings`.
        case structure
        /// Becomes `pdftotext`.
        case text
        /// Tries what it must not be able to do; answers what it could do all the same.
        case probe
    }

    /// Of one process. A good document takes a fraction of each.
    package enum Limits {
        static let memory: UInt64 = 512 << 20
        static let processorSeconds: UInt32 = 10
        package static let patience = Pause.seconds(20)
        /// Of what it may answer.
        static let answer = 1 << 20
    }

    /// Ends the process: 0 where it answered.
    package static func run(_ task: Task, trust folder: String?, received: Moment) -> Never {
        // The anchors are read before a byte of the document is.
        let trust = task == .structure ? Trust(folder: folder) ?? Trust(folder: nil) : nil
        var limits = cinspection_limits(
            memory: Limits.memory, seconds: Limits.processorSeconds, may_execute: task == .text ? 1 : 0)
        guard cinspection_confine(&limits) == 0 else { exit(Ending.unconfined) }
        switch task {
        case .text:
            execute(TextReader.arguments)
            exit(Ending.noReader)
        case .probe:
            let holes = ConfinementProbe.holes(memory: Limits.memory)
            answer(Data(holes.joined(separator: "\n").utf8))
        case .structure:
            guard let trust else { exit(Ending.unconfined) }
            look(trust, received)
        }
    }

    package enum Ending {
        /// The confinement cannot be had here.
        static let unconfined: Int32 = 71
        /// There is no `pdftotext`.
        static let noReader: Int32 = 72
    }

    private static func look(_ trust: Trust, _ received: Moment) -> Never {
        do {
            let bytes = Array(try FileHandle.standardInput.readToEnd() ?? Data())
            let findings = PDFInspection.findings(of: bytes, trust: trust, received: received)
            answer(try JSONEncoder().encode(findings))
        } catch {
            exit(1)
        }
    }

    private static func answer(_ data: Data) -> Never {
        do {
            try FileHandle.standardOutput.write(contentsOf: data)
        } catch {
            exit(1)
        }
        exit(0)
    }

    private static func execute(_ words: [String]) {
        let copies = words.map { strdup($0) } + [nil]
        defer { for copy in copies { free(copy) } }
        let environment: [UnsafeMutablePointer<CChar>?] = [nil]
        _ = execve(TextReader.path, copies, environment)
    }
}
