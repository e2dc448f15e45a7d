import Core
import Testing
import Workers

@testable import Queues
@testable import guichet

@Suite struct `The doctor` {
    private func database(
        version: Int32 = 150_000, commit: String = "on", fsync: String = "on", standby: Bool = false
    ) -> PostgresInspection {
        PostgresInspection(
            versionNumber: version, version: "x", synchronousCommit: commit, fsync: fsync, fullPageWrites: "on",
            isStandby: standby, now: Moment(microseconds: 0), uncertainty: .milliseconds(1), missingDays: [])
    }

    private func states(_ look: (inout DoctorReport) -> Void) -> Set<DoctorReport.State> {
        var report = DoctorReport()
        look(&report)
        return Set(report.findings.map(\.state))
    }

    @Test func `is content with a database that keeps what it commits`() {
        #expect(states { DoctorDatabase.judge(database(), .zero, &$0) } == [.ok])
        #expect(states { DoctorDatabase.judge(database(commit: "local"), .milliseconds(1900), &$0) } == [.ok])
    }

    @Test func `finds a database that is old, forgetful, a standby or out of time`() {
        for bad in [database(version: 130_009), database(commit: "off"), database(fsync: "off"), database(standby: true)] {
            #expect(states { DoctorDatabase.judge(bad, .zero, &$0) }.contains(.failure))
        }
        #expect(states { DoctorDatabase.judge(database(), .seconds(-3), &$0) } == [.ok, .warning])
    }

    @Test(arguments: [("3.10.8", DoctorReport.State.ok), ("4.0.1", .ok), ("3.9.29", .failure), ("", .warning), ("3.8", .failure)])
    func `knows which broker will do`(version: String, state: DoctorReport.State) {
        #expect(states { DoctorBroker.judge(version: version, &$0) } == [state])
    }

    @Test func `compares permissions and bindings with the roster`() {
        let grants = Grants(worker: "guichet")
        let right = grants.definitions(for: Set(grants.all.map(\.user))).object ?? Object()
        let users = Value.array(grants.all.map { ["name": .string($0.user)] })
        var definitions = right
        definitions["users"] = users
        #expect(states { DoctorPermissions.judge(BrokerDefinitions(of: "/", definitions), grants, &$0) } == [.ok])

        // Without topic permissions a producer may publish everything.
        definitions["topic_permissions"] = []
        #expect(states { DoctorPermissions.judge(BrokerDefinitions(of: "/", definitions), grants, &$0) }.contains(.failure))
        // On another virtual host nothing is right.
        #expect(
            states { DoctorPermissions.judge(BrokerDefinitions(of: "/other", right.merged(["users": users])), grants, &$0) }
                == [.failure, .warning])
        #expect(states { DoctorPermissions.judge(BrokerDefinitions(of: "/", [:]), Roster.topology(), &$0) } == [.failure])
    }

    @Test func `ends with the status of the worst it found`() {
        var report = DoctorReport()
        report.ok(.broker, "a")
        report.warn(.mail, "b", "c")
        #expect(report.status == .done)
        report.fail(.broker, "d", "e")
        #expect(report.status == .refused)
        report.note(.database, Failure.transient("gone"), "start it")
        #expect(report.status == .unavailable)
        report.fail(.settings, "f", "g")
        #expect(report.status == .badSettings)
        #expect(report.value.object?["healthy"] == false)
    }
}

extension Object {
    fileprivate func merged(_ other: Object) -> Object {
        var merged = self
        for member in other.members { merged[member.name] = member.value }
        return merged
    }
}
