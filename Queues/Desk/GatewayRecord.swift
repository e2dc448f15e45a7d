package import Core

/// A gateway, as it told of itself last.
package struct GatewayRecord: Hashable, Sendable {
    package let name: String
    package let node: String
    package let seen: Moment
    package let desired: Int64
    package let observed: Int64
    package let drift: Int64
    package let repairs: Int64
    package let problem: String?

    package var value: Value {
        [
            "name": .string(name), "node": .string(node), "seenAt": .moment(seen), "desired": .integer(desired),
            "observed": .integer(observed), "drift": .integer(drift), "repairs": .integer(repairs), "problem": .text(problem),
        ]
    }
}

/// A block, desired and observed.
package struct BlockRecord: Hashable, Sendable {
    package let id: String
    package let target: String
    package let state: String
    package let until: Moment?
    package let level: Int64
    package let reason: String
    package let note: String?
    package let revision: Int64
    /// By gateway: `revision`, `until` (null where it has it not), `problem`, `at`.
    package let observed: Object

    package var value: Value {
        [
            "id": .string(id), "target": .string(target), "state": .string(state), "until": .moment(until),
            "level": .integer(level), "reason": .string(reason), "note": .text(note), "revision": .integer(revision),
            "observed": .object(observed),
        ]
    }
}

extension OperatorDesk {
    package func gateways() throws(Failure) -> [GatewayRecord] {
        var gateways: [GatewayRecord] = []
        for row in try ask(.listGateways) {
            gateways.append(
                GatewayRecord(
                    name: try row.text("name"), node: try row.text("node"), seen: try row.moment("seen_at"),
                    desired: try row.integer("desired"), observed: try row.integer("observed"), drift: try row.integer("drift"),
                    repairs: try row.integer("repairs"), problem: try row.optionalText("problem")))
        }
        return gateways
    }

    /// Blocks that are desired or on their way out, the longest first. `around` an address or prefix, where one is given.
    package func blocks(around prefix: IPPrefix?, isOver: Bool, limit: Int) throws(Failure) -> [BlockRecord] {
        var blocks: [BlockRecord] = []
        let rows = try ask(.listBlocks) {
            $0.value(prefix?.description)
            $0.value(isOver)
            $0.value(Int64(limit))
        }
        for row in rows {
            blocks.append(
                BlockRecord(
                    id: UUIDText.text(try row.uuid("id")), target: try row.text("target"), state: try row.text("state"),
                    until: try row.optionalMoment("desired_until"), level: try row.integer("level"),
                    reason: try row.text("reason"), note: try row.optionalText("note"), revision: try row.integer("revision"),
                    observed: try row.object("observed")))
        }
        return blocks
    }

    /// False where there is no such gateway. It comes back by itself where it still looks after its wall.
    package func forgetGateway(_ name: String, _ operation: Operation) throws(Failure) -> Bool {
        try transaction { () throws(Failure) in
            let isThere = try !ask(.forgetGateway) { $0.value(name) }.isEmpty
            try note(operation.with(["gateway": .string(name)]), outcome: isThere ? "forgotten" : "not known")
            return isThere
        }
    }
}

extension Statement {
    fileprivate static let listGateways = Statement("gateways:list", "SELECT * FROM gateways ORDER BY name")

    fileprivate static let listBlocks = Statement(
        "blocks:list",
        """
        SELECT id, target, state, desired_until, level, reason, note, revision, observed
        FROM blocks
        WHERE ($1::text IS NULL OR prefix && $1::text::inet)
            AND ($2::boolean OR state IN ('requested', 'active', 'lifting'))
        ORDER BY desired_until DESC NULLS LAST, target
        LIMIT $3::bigint
        """)

    fileprivate static let forgetGateway = Statement(
        "gateways:forget", "DELETE FROM gateways WHERE name = $1::text RETURNING name")
}
