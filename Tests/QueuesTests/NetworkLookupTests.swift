import Core
import Support
import Testing

@testable import Queues

/// NET-8: a look-up reads a handful of pages, however many leases there are. `Ops/Bench/lookups.py` measures it over a million.
@Suite struct `A look-up among many leases` {
    private let database: PostgresDatabase
    private static let count = 20_000

    init() throws {
        database = try PostgresDatabase()
        // Four holders of each address, one after the other, and a tenth of them of IPv6 prefixes.
        try database.run(
            """
            SET session_replication_role = replica;
            INSERT INTO prefixes (id, version, prefix, valid_from, protected) VALUES
                (gen_random_uuid(), 1, '10.0.0.0/8', '2020-01-01', false), (gen_random_uuid(), 1, '2001:db8::/32', '2020-01-01', false);
            INSERT INTO ip_leases (id, version, address, organisation_id, language, valid_from, valid_to, known_at)
            SELECT gen_random_uuid(), 1,
                CASE WHEN n % 40 < 4 THEN format('2001:db8:%s:%s::/64', to_hex(n / 4 >> 16), to_hex(n / 4 & 65535))::inet
                ELSE '10.0.0.0'::inet + n / 4 END,
                lpad(to_hex(n), 32, '0')::uuid, 'fr', timestamptz '2025-01-01' + n % 4 * interval '100 days',
                timestamptz '2025-01-01' + n % 4 * interval '100 days' + interval '90 days', now()
            FROM generate_series(0, \(Self.count - 1)) AS n;
            DROP TABLE IF EXISTS abuse_cases CASCADE;
            CREATE TABLE abuse_cases (id uuid PRIMARY KEY, state text, target inet, open_key text, closed_at timestamptz, outcome text);
            CREATE INDEX abuse_cases_of_target ON abuse_cases (target);
            ANALYZE ip_leases;
            """)
    }

    private func address(_ n: Int) throws -> IPAddress {
        let text = n % 40 < 4 ? "2001:db8:\(String((n / 4) >> 16, radix: 16)):\(String((n / 4) & 65535, radix: 16))::7" : nil
        return try #require(text.map { IPAddress($0) } ?? IPAddress(.v4, bits: 0x0A00_0000 + UInt128(n / 4)))
    }

    @Test func `finds the holder of that time, or nobody`() throws {
        let store = PostgresStore(database.settings)
        defer { store.close() }
        let start = try #require(Moment(rfc3339: "2025-01-01T00:00:00Z"))
        var expected: [Ask: String?] = [:]
        for n in stride(from: 0, to: Self.count, by: 97) {
            let term = start.adding(.days(Int64(n % 4) * 100))
            let held = Attribution.ask(try address(n), port: nil, at: term.adding(.days(45)), purpose: "test")
            expected[held] = String(repeating: "0", count: 8 - String(n, radix: 16).count) + String(n, radix: 16)
            expected[Attribution.ask(try address(n), port: 25, at: term.adding(.days(95)), purpose: "test")] = .some(nil)
        }
        var question = Question(queue: "guichet.provisioning")
        question.asks = Array(expected.keys)
        let answers = try store.open(question).answers
        _ = try store.commit(Changes())
        for (ask, organisation) in expected {
            let answer = Attribution.answer(try #require(answers[ask]), policy: .cautious)
            guard let organisation else {
                #expect(answer == .unattributable, "\(ask)")
                continue
            }
            guard case .held(let holder) = answer else { return #expect(Bool(false), "\(ask) \(answer)") }
            #expect(holder.organisation?.replacing("-", with: "").hasSuffix(organisation) == true)
        }
        #expect(try database.query("SELECT count(*)::text FROM lookups") == [["\(expected.count)"]])
    }

    @Test(arguments: ["attribution", "address_past"]) func `goes by the index of the constraint`(name: String) throws {
        let session = PostgresSession(database.settings, planning: .byIndex)
        try session.connect()
        defer { session.drop() }
        let known = try #require(Asks.known.first { $0.name == name })
        try session.run(script: "SET plan_cache_mode = force_generic_plan; PREPARE asked (json) AS \(known.query)")
        let asked = try (0..<100).map { n in
            "{\"n\": \(n), \"address\": \"\(try address(n * 190))\", \"at\": \"2025-03-01\", \"starts\": \"2025-03-01\", \"purpose\": \"test\"}"
        }
        try session.send(
            Statement(
                "test:explain \(name)",
                "EXPLAIN (ANALYZE, BUFFERS, TIMING OFF) EXECUTE asked('[\(asked.joined(separator: ","))]')"))
        let reply = try session.finish()[0]
        let lines = (0..<reply.count).map { reply.text($0, 0) }
        let plan = lines.joined(separator: "\n")
        #expect(plan.contains("Index Scan using ip_leases_no_overlap on ip_leases"), "\(plan)")
        #expect(!plan.contains("Seq Scan"), "\(plan)")
        // Pages read for one look-up, the heap's included: the tree is three levels high.
        for (line, more) in zip(lines, lines.dropFirst().map { $0 } + [""]) where line.contains("using ip_leases_no_overlap") {
            #expect(more.contains("Index Cond"), "\(plan)")
        }
        for place in lines.indices where lines[place].contains("using ip_leases_no_overlap") {
            let buffers = try #require(lines[place...].first { $0.contains("Buffers: shared") })
            let pages = buffers.split { !$0.isNumber }.compactMap { Int($0) }.reduce(0, +)
            #expect(pages < 100 * 12, "\(buffers)")
        }
    }
}
