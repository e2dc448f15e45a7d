import Core

/// Questions that deciders ask besides their own entity. Each is one statement for all askers of a batch: it reads `asked`, a
/// table of the parameters with a number `n`, and answers with `n` first and the columns that the asker knows.
enum Asks {
    /// One question, by the name its `Ask` has.
    struct Known: Sendable {
        let name: String
        let query: String

        /// - Parameter asked: the parameters and their types: `address inet, at timestamptz`.
        init(_ name: String, asked: String, _ query: String) {
            self.name = name
            self.query = "WITH asked AS (SELECT * FROM json_to_recordset($1::json) AS asked (n int, \(asked)))\n\(query)"
        }
    }

    /// Every question this program knows how to put.
    static let known: [Known] =
        ofNetwork + ofFirewall + ofAbuse + ofAccounts + ofCompanies + ofVerification + ofDocuments

    private static let statements = Dictionary(
        known.map { ($0.name, Statement("ask:\($0.name)", $0.query)) }, uniquingKeysWith: { first, _ in first })

    /// Asks that wait for their answers: the reply of each name, and who asked under which number.
    struct Pending {
        let asks: [Ask]
        let reply: Int
    }

    static func send(_ asks: [Ask], to session: PostgresSession) throws(Failure) -> [Pending] {
        var pending: [Pending] = []
        for (name, asks) in Dictionary(grouping: asks, by: \.name).sorted(by: { $0.key < $1.key }) {
            guard let statement = statements[name] else { throw .fatal("nobody knows how to ask “\(name)”") }
            let parameters = asks.enumerated().map { number, ask in
                Value.object(Object([Object.Member(name: "n", value: .integer(Int64(number)))] + ask.parameters.members))
            }
            var text: [UInt8] = []
            JSONText.append(Value.array(parameters), to: &text)
            pending.append(Pending(asks: asks, reply: try session.send(statement) { $0.value(PlainJSON(text: text)) }))
        }
        return pending
    }

    static func answers(_ pending: [Pending], in replies: [PostgresReply]) throws(Failure) -> [Ask: [Object]] {
        var answers: [Ask: [Object]] = [:]
        for question in pending {
            for ask in question.asks { answers[ask] = [] }
            let reader = EntityRowReader(table: question.asks[0].name, reply: replies[question.reply])
            for row in 0..<replies[question.reply].count {
                guard case .integer(let number) = try reader.value(row, 0, reader.columns[0]),
                    question.asks.indices.contains(Int(number))
                else { throw .fatal("the answer to “\(question.asks[0].name)” does not begin with its number") }
                var object = Object()
                for (place, column) in reader.columns.enumerated().dropFirst() {
                    let value = try reader.value(row, place, column)
                    object.members.append(Object.Member(name: column.name, value: value))
                }
                answers[question.asks[Int(number)], default: []].append(object)
            }
        }
        return answers
    }
}
