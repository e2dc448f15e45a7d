/// The years that calendars know. No work is counted outside of them, so that every search ends.
package enum Horizon {
    package static let years = 1970...2199

    /// From the Monday before the first year to the end of the last.
    static let days = Day(number: -3)..<Day(number: 84_006)
}

extension [Day] {
    /// How many days of a list in order lie before this one.
    func countBefore(_ day: Day) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < day { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
