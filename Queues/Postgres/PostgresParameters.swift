import Core

/// A Swift value with a binary form in PostgreSQL's protocol.
protocol PostgresValue {
    /// Object id of the type, fixed by PostgreSQL's catalogue.
    static var oid: UInt32 { get }
    func append(to bytes: inout [UInt8])
}

/// The parameters of one statement, in binary, in one buffer that is used again for the next.
struct PostgresParameters {
    /// Never empty: an empty value needs an address too.
    private(set) var bytes: [UInt8] = [0]
    private(set) var spans: [Span] = []
    /// What `column` has bound since `reset`, in order.
    private(set) var columns: [Column] = []

    struct Span {
        var start: Int
        /// -1 for NULL.
        var length: Int
        var isBinary: Bool
    }

    /// One column of many rows: an array, or one value that all rows share.
    struct Column {
        let type: UInt32
        let isShared: Bool
        /// What the server makes of it.
        var cast: UInt32?
    }

    mutating func reset() {
        // One huge batch must not keep its memory for ever.
        bytes.removeAll(keepingCapacity: bytes.capacity <= 4 << 20)
        bytes.append(0)
        spans.removeAll(keepingCapacity: true)
        columns.removeAll(keepingCapacity: true)
    }

    /// Few rows are alike by chance, and each pattern of shared columns is a statement that the server has to remember.
    private static let enoughToShare = 16

    /// A column that all rows may well share: bound once then, since each array costs the server a pass over its rows.
    mutating func column<Item, T: PostgresValue & Equatable>(
        sharing isAllowed: Bool, _ items: [Item], as cast: UInt32? = nil, _ element: (borrowing Item) -> T?
    ) {
        guard isAllowed, items.count >= Self.enoughToShare, let first = items.first.map(element),
            items.dropFirst().allSatisfy({ element($0) == first })
        else {
            return column(items, as: cast, element)
        }
        columns.append(Column(type: T.oid, isShared: true, cast: cast))
        value(first)
    }

    mutating func column<Item, T: PostgresValue>(
        _ items: [Item], as cast: UInt32? = nil, _ element: (borrowing Item) -> T?
    ) {
        columns.append(Column(type: T.oid, isShared: false, cast: cast))
        array(items, element)
    }

    mutating func value<T: PostgresValue>(_ value: T?) {
        let start = bytes.count
        value?.append(to: &bytes)
        spans.append(Span(start: start, length: value == nil ? -1 : bytes.count - start, isBinary: true))
    }

    /// A one-dimensional array; nil elements become NULL.
    mutating func array<Item, T: PostgresValue>(_ items: [Item], _ element: (borrowing Item) -> T?) {
        let start = bytes.count
        appendBigEndian(Int32(1))
        appendBigEndian(Int32(0))
        appendBigEndian(T.oid)
        appendBigEndian(Int32(clamping: items.count))
        appendBigEndian(Int32(1))
        var hasNull = false
        // Through the buffer, because a loop over the array would copy each item, once for each of its columns.
        items.withUnsafeBufferPointer { items in
            for index in items.indices {
                guard let value = element(items[index]) else {
                    hasNull = true
                    appendBigEndian(Int32(-1))
                    continue
                }
                let mark = bytes.count
                appendBigEndian(Int32(0))
                value.append(to: &bytes)
                patch(Int32(clamping: bytes.count - mark - 4), at: mark)
            }
        }
        if hasNull { patch(1, at: start + 4) }
        spans.append(Span(start: start, length: bytes.count - start, isBinary: true))
    }

    mutating func array<Item: PostgresValue>(_ items: [Item]) {
        array(items) { item in copy item }
    }

    /// An array in its text form, so that the server reads the elements as whatever type the statement compares them with.
    mutating func untyped(_ texts: [String]) {
        let start = bytes.count
        bytes.append(UInt8(ascii: "{"))
        for (index, text) in texts.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes.append(UInt8(ascii: "\""))
            for byte in text.utf8 {
                // A NUL would end the text early; this invalid byte makes the server refuse the value instead.
                if byte == 0 { bytes.append(0xFF); continue }
                if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { bytes.append(UInt8(ascii: "\\")) }
                bytes.append(byte)
            }
            bytes.append(UInt8(ascii: "\""))
        }
        bytes.append(UInt8(ascii: "}"))
        bytes.append(0)
        spans.append(Span(start: start, length: bytes.count - start - 1, isBinary: false))
    }

    private mutating func appendBigEndian<I: FixedWidthInteger>(_ number: I) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }

    private mutating func patch(_ number: Int32, at position: Int) {
        let unsigned = UInt32(bitPattern: number)
        for index in 0..<4 { bytes[position + index] = UInt8(truncatingIfNeeded: unsigned >> UInt32(24 - 8 * index)) }
    }
}
