/// Object ids of the types this room reads and writes; they are part of PostgreSQL's protocol.
enum PostgresType {
    static let bool: UInt32 = 16
    static let bytea: UInt32 = 17
    static let int8: UInt32 = 20
    static let int2: UInt32 = 21
    static let int4: UInt32 = 23
    static let text: UInt32 = 25
    static let json: UInt32 = 114
    static let cidr: UInt32 = 650
    static let float8: UInt32 = 701
    static let inet: UInt32 = 869
    static let varchar: UInt32 = 1043
    static let date: UInt32 = 1082
    static let timestamptz: UInt32 = 1184
    static let uuid: UInt32 = 2950
    static let jsonb: UInt32 = 3802

    /// What SQL calls it.
    static func name(_ type: UInt32) -> String {
        switch type {
        case bool: "boolean"
        case bytea: "bytea"
        case int8: "bigint"
        case int2: "smallint"
        case int4: "integer"
        case json: "json"
        case cidr: "cidr"
        case float8: "double precision"
        case inet: "inet"
        case date: "date"
        case timestamptz: "timestamptz"
        case uuid: "uuid"
        case jsonb: "jsonb"
        default: "text"
        }
    }
}
