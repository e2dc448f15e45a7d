/// The arithmetic of check digits. Each takes the digits as values and answers with a number; what it means is the caller's.
enum CheckDigits {
    /// The digits each times its weight, added.
    static func sum(_ values: [Int], _ weights: [Int]) -> Int { zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } }

    /// The sum of Luhn's rule (ISO/IEC 7812-1) modulo 10; 0 for a number that ends in its right check digit.
    static func luhn(_ values: [Int]) -> Int {
        values.reversed().enumerated().reduce(0) { sum, digit in
            let value = digit.offset.isMultiple(of: 2) ? digit.element : digit.element * 2
            return sum + value / 10 + value % 10
        } % 10
    }

    /// The digit that makes these pass Luhn's rule.
    static func luhnDigit(_ values: [Int]) -> Int { (10 - luhn(values + [0])) % 10 }

    /// The check digit of ISO/IEC 7064, MOD 11,10.
    static func mod11And10(_ values: [Int]) -> Int {
        let product = values.reduce(10) { product, value in
            let sum = (product + value) % 10
            return (sum == 0 ? 10 : sum) * 2 % 11
        }
        return (11 - product) % 10
    }

    /// The number written by digits and by letters as two digits each, modulo 97 (ISO/IEC 7064, MOD 97-10).
    static func mod97(_ values: [Int]) -> Int {
        values.reduce(0) { ($0 * ($1 > 9 ? 100 : 10) + $1) % 97 }
    }

    /// Weights 1 to 9 in turn, modulo 11; where that gives 10, again from weight 3. Estonia, Lithuania and Bulgaria.
    static func twice11(_ values: [Int], cycle: Int = 9) -> Int {
        let once = sum(values, values.indices.map { $0 % cycle + 1 }) % 11
        if once < 10 { return once }
        return sum(values, values.indices.map { ($0 + 2) % cycle + 1 }) % 11 % 10
    }
}
