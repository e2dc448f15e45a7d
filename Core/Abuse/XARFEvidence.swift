/// The evidence of a XARF 4 document: its payloads are what they claim to be. None of them is kept.
enum XARFEvidence {
    /// Bytes of one item, and of all.
    static let itemLimit = 5 << 20
    static let totalLimit = 15 << 20

    static func problems(of document: Object, digest: (String, [UInt8]) -> String?) -> [Reason] {
        guard case .array(let items) = document["evidence"] else { return [] }
        var problems: [Reason] = []
        var total = 0
        for (index, item) in items.prefix(50).enumerated() {
            guard let item = item.object, let payload = item["payload"]?.string else { continue }
            let place = "evidence[\(index)]"
            guard let bytes = Base64.bytes(of: payload, limit: itemLimit) else {
                problems.append(unfit("\(place).payload", "is no base64 of at most \(itemLimit) bytes", "encode it anew"))
                continue
            }
            total += bytes.count
            if let size = item["size"]?.integer, size != bytes.count {
                problems.append(unfit("\(place).size", "is not the payload's size", "give the bytes before encoding"))
            }
            guard let hash = item["hash"]?.string else { continue }
            let parts = hash.split(separator: ":", maxSplits: 1).map(String.init)
            guard parts.count == 2, let found = digest(parts[0], bytes), found != parts[1].lowercased() else { continue }
            problems.append(unfit("\(place).hash", "is not the payload's hash", "hash the bytes before encoding"))
        }
        if total > totalLimit { problems.append(unfit("evidence", "has more than \(totalLimit) bytes", "send less")) }
        return problems
    }

    private static func unfit(_ field: String, _ what: String, _ remedy: String) -> Reason {
        Reason(rule: "ABU-4", field: field, message: "“\(field)” \(what)", remedy: remedy)
    }
}
