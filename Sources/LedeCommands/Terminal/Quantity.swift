/// Numbers as a person reads them; the same in every locale.
package enum Quantity {
    /// `37,554`
    package static func count(_ number: Int) -> String {
        let digits = String(number.magnitude)
        var text = number < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text += "," }
            text.append(digit)
        }
        return text
    }

    /// `1 article`, `2 articles`
    package static func count(_ number: Int, _ singular: String, _ plural: String? = nil) -> String {
        "\(count(number)) \(number == 1 ? singular : plural ?? singular + "s")"
    }

    /// Decimal units, one digit behind the point: `228.0 MB`.
    package static func bytes(_ number: Double) -> String {
        if number < 1000 { return "\(Int(number)) B" }
        let units = ["kB", "MB", "GB", "TB"]
        var value = number / 1000
        var unit = 0
        // What rounds to 1,000.0 of a unit is 1.0 of the next.
        while value >= 999.95, unit < units.count - 1 {
            value /= 1000
            unit += 1
        }
        return "\(fixed(value, digits: 1)) \(units[unit])"
    }

    /// Two digits behind the point below a second, then one; from two minutes on `2 min 05 s`.
    package static func seconds(_ number: Double) -> String {
        if number < 1 { return "\(fixed(number, digits: 2)) s" }
        if number < 120 { return "\(fixed(number, digits: 1)) s" }
        let seconds = Int(number.rounded())
        if seconds < 7200 { return "\(seconds / 60) min \(twoDigits(seconds % 60)) s" }
        return "\(count(seconds / 3600)) h \(twoDigits(seconds / 60 % 60)) min"
    }

    /// `number` with exactly `digits` digits behind the point.
    package static func fixed(_ number: Double, digits: Int) -> String {
        var scale = 1
        for _ in 0..<digits { scale *= 10 }
        let scaled = (number * Double(scale)).rounded()
        guard scaled.isFinite, scaled.magnitude < 1e18 else { return "\(number)" }
        let units = Int(scaled.magnitude)
        let sign = scaled < 0 ? "-" : ""
        guard digits > 0 else { return sign + String(units) }
        let fraction = String(units % scale)
        return "\(sign)\(units / scale)." + String(repeating: "0", count: digits - fraction.count) + fraction
    }

    package static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
