/// Rows under a header, in columns that line up.
struct Table {
    struct Cell: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
        let text: String
        let colour: Paint.Colour?

        init(_ text: String, _ colour: Paint.Colour? = nil) {
            self.text = Self.oneLine(text)
            self.colour = colour
        }

        init(stringLiteral text: String) { self.init(text) }

        /// What came from outside must not move the cursor or break the table.
        private static func oneLine(_ text: String) -> String {
            guard text.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }) else {
                return text
            }
            return text.unicodeScalars.reduce(into: "") { line, scalar in
                let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
                line.unicodeScalars.append(isControl ? " " : scalar)
            }
        }
    }

    enum Side { case left, right }

    let header: [String]
    let sides: [Side]
    var rows: [[Cell]] = []

    /// Numbers read best at the right side.
    init(_ columns: (String, Side)...) {
        header = columns.map(\.0)
        sides = columns.map(\.1)
    }

    /// Lines without spaces at their ends.
    func text(_ paint: Paint = .none) -> String {
        let widths = header.indices.map { column in
            ([header[column]] + rows.filter { $0.count > column }.map { $0[column].text }).map(TextWidth.of).max() ?? 0
        }
        let heading = header.map { Cell($0, .bold) }
        return ([heading] + rows).map { line($0, widths, paint) }.joined(separator: "\n")
    }

    private func line(_ row: [Cell], _ widths: [Int], _ paint: Paint) -> String {
        var line = ""
        for (column, cell) in row.enumerated() where column < widths.count {
            if column > 0 { line += "  " }
            let fill = String(repeating: " ", count: widths[column] - TextWidth.of(cell.text))
            let isLast = column == row.count - 1
            line += sides[column] == .right ? fill : ""
            line += paint(cell.text, cell.colour)
            line += sides[column] == .left && !isLast ? fill : ""
        }
        return line
    }
}
