import Core
import Foundation
import Testing

@testable import Inspecting

@Suite(.serialized) struct `A process that looks at a document` {
    private struct Missing: Error, CustomStringConvertible {
        let description = "set GUICHET_TEST_BINARY to the guichet command"
    }

    private func inspector(patience: Pause = .seconds(30)) throws -> Inspector {
        guard let binary = ProcessInfo.processInfo.environment["GUICHET_TEST_BINARY"] else { throw Missing() }
        signal(SIGPIPE, SIG_IGN)
        return Inspector(
            InspectionSettings(trust: SignedSamples.folder.map { "\($0)/trust-anchors" }, program: binary, patience: patience))
    }

    private let asked = InspectionAsked(
        company: "", legalName: "Nobody", country: "FR", registrationNumber: "552081317", receivedAt: SignedSamples.received)

    private func shell(_ script: String, patience: Pause = .seconds(20), input: [UInt8] = []) throws -> ConfinedProcess.Ended {
        signal(SIGPIPE, SIG_IGN)
        let process = ConfinedProcess(path: "/bin/sh", arguments: ["-c", script], patience: patience, mostOutput: 1 << 20)
        return try process.run(on: input) {}
    }

    @Test func `can open no socket, make no file, start no process and have no more memory than it may`() throws {
        #expect(try inspector().holes() == [])
    }

    @Test func `that hangs, dies, says too much or reads nothing is ended, and told apart`() throws {
        let begun = ContinuousClock.now
        #expect(try shell("sleep 60", patience: .seconds(1)).isOutOfTime)
        #expect(try shell("exec >&-; sleep 60", patience: .seconds(20)).signal == SIGKILL)
        #expect(ContinuousClock.now - begun < .seconds(15))
        #expect(try shell("kill -SEGV $$").signal == SIGSEGV)
        #expect(try shell("exit 3").status == 3)
        #expect(try shell("cat /dev/zero").isTooTalkative)
        #expect(try shell("echo done", input: [UInt8](repeating: 1, count: 5_000_000)).output == Array("done\n".utf8))
    }

    @Test func `knows none of our secrets`() throws {
        setenv("GUICHET_SECRET", "a secret of this test that is long enough", 1)
        let found = String(decoding: try shell("env").output, as: UTF8.self)
        #expect(!found.contains("GUICHET_SECRET") && found.contains("LANG=C.UTF-8"))
    }

    @Test func `dies of a bomb alone: the document is broken, and the next one is looked at`() throws {
        let inspector = try inspector()
        var cost = Inspector.Cost()
        let bomb = try inspector.look(at: Bomb.objectStream(), asked: asked, cost: &cost) {}
        #expect(bomb.verdict == .broken && !bomb.alarms.isEmpty, "\(bomb)")
        #expect(cost.memory <= Int(InspectionChild.Limits.memory))
        let good = try inspector.look(at: SmallPDF().bytes, asked: asked, cost: &cost) {}
        #expect(good.verdict == .unsigned, "\(good)")
    }

    @Test func `that takes longer than it may is ended, and the document is broken`() throws {
        var cost = Inspector.Cost()
        let report = try inspector(patience: .milliseconds(1)).look(at: SmallPDF().bytes, asked: asked, cost: &cost) {}
        #expect(report.verdict == .broken && report.alarms == [.inspectionFailed])
        #expect(report.evidence.contains { $0.contains("longer than") }, "\(report.evidence)")
    }

    @Test func `that cannot be started is our failure, not the document's`() throws {
        let inspector = Inspector(InspectionSettings(trust: nil, program: "/nowhere/guichet"))
        var cost = Inspector.Cost()
        #expect(throws: Failure.self) { try inspector.look(at: SmallPDF().bytes, asked: asked, cost: &cost) {} }
    }

    @Test func `leaves our own memory as it was, however many documents there are`() throws {
        let inspector = try inspector()
        var cost = Inspector.Cost()
        let zeros = Array("%PDF-1.4\n".utf8) + [UInt8](repeating: 0, count: 5_000_000)
        _ = try inspector.look(at: zeros, asked: asked, cost: &cost) {}
        let before = Self.memory()
        for _ in 0..<10 { _ = try inspector.look(at: zeros, asked: asked, cost: &cost) {} }
        #expect(Self.memory() - before < 40 << 20)
    }

    private static func memory() -> Int {
        let text = FileManager.default.contents(atPath: "/proc/self/statm").map { String(decoding: $0, as: UTF8.self) } ?? ""
        return (text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 4096
    }
}
