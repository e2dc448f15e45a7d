import Core
import Testing
import Workers

@testable import guichet

@Suite struct `An address plan` {
    private func plan(_ lines: String...) -> LeaseFile {
        LeaseFile(
            Array((["kind,address,holder,from,to,contact,language,ports,protected"] + lines).joined(separator: "\r\n").utf8))
    }

    @Test func `becomes one event for each line, whose id is that of its content`() {
        let lines = [
            "prefix,192.0.2.0/24,,2020-01-01,,,,,yes", "",
            "lease,192.0.2.7,\"Lyon, Ville de\",2026-03-01,,noc@lyon.example,fr,,",
            "lease,192.0.2.8,0193a1b2-0000-7000-8000-000000000001,2026-03-01T08:00:00+01:00,2026-10-01,,en,1024-2047,",
        ]
        let file = LeaseFile(
            Array((["kind,address,holder,from,to,contact,language,ports,protected"] + lines).joined(separator: "\n").utf8))
        #expect(file.problems == [])
        #expect(file.prefixes.map(\.line) == [2] && file.leases.map(\.line) == [4, 5])
        #expect(file.prefixes[0].data["protected"] == true)
        #expect(file.leases[0].data["organisationName"] == "Lyon, Ville de")
        #expect(file.leases[1].data["organisationId"] == "0193a1b2-0000-7000-8000-000000000001")
        #expect(file.leases[1].data["portLast"] == 2047)
        let again = plan(lines[2], lines[2])
        #expect(
            again.leases.map { $0.data["addressId"] } == [file.leases[0].data["addressId"], file.leases[0].data["addressId"]])
        #expect(file.leases[0].data["addressId"] != file.leases[1].data["addressId"])
    }

    @Test(arguments: [
        ("lease,192.0.2.300,A,2026-03-01,,,,,", "line 2, address"), ("lease,192.0.2.1/24,A,2026-03-01,,,,,", "line 2, address"),
        ("lease,192.0.2.1,,2026-03-01,,,,,", "line 2, holder"), ("lease,192.0.2.1,A,,,,,,", "line 2, from"),
        ("lease,192.0.2.1,A,2026-02-30,,,,,", "line 2, from"), ("lease,192.0.2.1,A,2026-03-01,2026-02-01,,,,", "line 2, to"),
        ("lease,192.0.2.1,A,2026-03-01,,nobody,,,", "line 2, contact"),
        ("lease,192.0.2.1,A,2026-03-01,,,de,,", "line 2, language"),
        ("lease,192.0.2.1,A,2026-03-01,,,,9-1,", "line 2, ports"), ("lease,192.0.2.1,A,2026-03-01,,,,,yes", "line 2, protected"),
        ("prefix,192.0.2.0/24,A,2026-03-01,,,,,", "line 2, holder"), ("prefix,0.0.0.0/0,,2026-03-01,,,,,", "line 2, address"),
        ("prefix,192.0.2.0/24,,2026-03-01,,,,,maybe", "line 2, protected"), ("host,192.0.2.1,A,2026-03-01,,,,,", "line 2, kind"),
        ("lease,192.0.2.1,A,2026-03-01", "line 2"), ("lease,\"192.0.2.1,A,2026-03-01,,,,,", "line 2"),
        ("lease,192.0.2.1,\"A\"B,2026-03-01,,,,,", "line 2"),
    ])
    func `that is wrong says in which line and column`(line: String, place: String) {
        let file = plan(line)
        #expect(file.problems.count == 1 && file.problems[0].message.hasPrefix("\(place): "), "\(file.problems)")
        #expect(file.problems[0].remedy != nil && file.leases.isEmpty && file.prefixes.isEmpty)
    }

    @Test func `that is wrong in many lines says all of them`() {
        #expect(plan("lease,x,A,y,,,,,", "host,,,,,,,,").problems.count == 3)
    }

    @Test(arguments: ["", "kind,address", "kind,address,from,colour", "kind,address,from,from"])
    func `names its columns first`(header: String) {
        let file = LeaseFile(Array("\(header)\nlease,192.0.2.1\n".utf8))
        #expect(file.problems.count == 1 && file.problems[0].message.hasPrefix("line 1: "), "\(file.problems)")
    }
}
