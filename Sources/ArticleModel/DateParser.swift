/// Reads dates as articles write them; see `PublicationDate`.
enum DateParser {
    /// The date in ISO 8601, in UTC; `nil` when the text is none.
    static func date(in text: String) -> String? {
        if let date = CivilTime.canonical(text) { return date }
        let words = words(of: text)
        guard !words.isEmpty, words.count <= 12 else { return nil }
        var reading = Reading()
        for word in words {
            guard reading.take(word) else { return nil }
        }
        return reading.text
    }

    /// The words between spaces and commas; the `T` between an ISO date and its time counts as a space.
    private static func words(of text: String) -> [Substring] {
        let words = text.split { $0.isWhitespace || $0 == "," || $0 == "(" || $0 == ")" }
        guard let first = words.first, let separator = first.firstIndex(where: { $0 == "T" || $0 == "t" }),
            // Not the one of “12th”.
            first[..<separator].count >= 8, first[..<separator].allSatisfy({ $0.isNumber || $0 == "-" || $0 == "/" })
        else { return words }
        return [first[..<separator], first[first.index(after: separator)...]] + words.dropFirst()
    }

    /// What the words so far say.
    private struct Reading {
        private var year: Int?
        private var month: Int?
        private var day: Int?
        private var time: (hour: Int, minute: Int, second: Int)?
        private var isAfternoon: Bool?
        /// Minutes east of Greenwich.
        private var zone: Int?

        mutating func take(_ word: Substring) -> Bool {
            if word.contains(":") { return takeTime(word) }
            if let first = word.first, first == "+" || first == "-" { return takeOffset(word) }
            if word.contains(where: { $0 == "-" || $0 == "/" }) { return takeNumericDate(word) }
            if word.filter({ $0 == "." }).count == 2, word.first?.isNumber == true { return takeDottedDate(word) }
            if word.first?.isNumber == true { return takeNumber(word) }
            return takeName(word)
        }

        // MARK: Dates in numbers

        private mutating func takeNumericDate(_ word: Substring) -> Bool {
            let parts = word.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "/" }
            if word.contains("-"), parts.count == 3, let named = DateNames.month(parts[1]) {
                return set(year: Self.year(parts[2]), month: named, day: Self.number(parts[0]))
            }
            let numbers = parts.compactMap { Self.number($0) }
            guard numbers.count == parts.count else { return false }
            switch (parts[0].count, numbers.count) {
            case (4, 3): return set(year: numbers[0], month: numbers[1], day: numbers[2])
            case (4, 2): return set(year: numbers[0], month: numbers[1], day: nil)
            case (_, 3) where parts[2].count == 4:
                let isDayFirst = numbers[0] > 12
                return set(
                    year: numbers[2], month: numbers[isDayFirst ? 1 : 0], day: numbers[isDayFirst ? 0 : 1])
            default: return false
            }
        }

        private mutating func takeDottedDate(_ word: Substring) -> Bool {
            let parts = word.split(separator: ".", omittingEmptySubsequences: false)
            let (year, day) = parts[0].count == 4 ? (parts[0], parts[2]) : (parts[2], parts[0])
            guard let month = Self.number(parts[1]), let day = Self.number(day) else { return false }
            return set(year: Self.year(year), month: month, day: day)
        }

        /// A year, a day (`12`, `12th`, `12.`) or eight digits.
        private mutating func takeNumber(_ word: Substring) -> Bool {
            let digits = word.prefix { $0.isNumber }
            let suffix = word.dropFirst(digits.count).lowercased()
            if ["am", "pm", "a.m.", "p.m."].contains(suffix), let hour = Self.number(digits), time == nil {
                time = (hour, 0, 0)
                return takeName(Substring(suffix))
            }
            guard ["", "st", "nd", "rd", "th", "."].contains(suffix), let number = Self.number(digits) else {
                return false
            }
            switch digits.count {
            case 8 where suffix.isEmpty:
                return set(year: number / 10_000, month: number / 100 % 100, day: number % 100)
            case 4 where suffix.isEmpty && year == nil:
                year = number
                return true
            case ...2 where day == nil:
                day = number
                return true
            case 2 where suffix.isEmpty && month != nil && year == nil:
                year = Self.year(digits)
                return true
            default: return false
            }
        }

        private mutating func set(year: Int?, month: Int?, day: Int?) -> Bool {
            guard self.year == nil, self.month == nil, self.day == nil, let year else { return false }
            (self.year, self.month, self.day) = (year, month, day)
            return true
        }

        // MARK: Times and zones

        /// `10:30`, `10:30:15.25`, with `Z`, an offset, `am` or `pm` right behind it.
        private mutating func takeTime(_ word: Substring) -> Bool {
            guard time == nil else { return takeOffset(word) }
            let clock = word.prefix { $0.isNumber || $0 == ":" || $0 == "." }
            var parts = clock.split(separator: ":", omittingEmptySubsequences: false)
            var rest = word.dropFirst(clock.count)
            if let last = parts.last, last.hasSuffix(".") {
                // `10:30p.m.` has its dots behind the letters, so a dot here is stray.
                parts[parts.count - 1] = last.dropLast()
            }
            guard (2...3).contains(parts.count), let hour = Self.number(parts[0]), let minute = Self.number(parts[1])
            else { return false }
            let second = parts.count == 3 ? Self.number(parts[2].prefix { $0 != "." }) : 0
            guard let second else { return false }
            time = (hour, minute, second)
            guard let first = rest.first else { return true }
            if first == "+" || first == "-" || first == "−" { return takeOffset(rest) }
            if rest.hasSuffix(",") { rest = rest.dropLast() }
            return takeName(rest)
        }

        /// `+09:00`, `-0400`, `+9`.
        private mutating func takeOffset(_ word: Substring) -> Bool {
            guard zone == nil, let sign = word.first, "+-−".contains(sign) else { return false }
            let digits = word.dropFirst().filter { $0 != ":" }
            guard (1...4).contains(digits.count), let number = Self.number(digits) else { return false }
            let minutes = digits.count <= 2 ? number * 60 : number / 100 * 60 + number % 100
            zone = sign == "+" ? minutes : -minutes
            return minutes <= 14 * 60
        }

        private mutating func takeName(_ word: Substring) -> Bool {
            let name = word.lowercased().filter { $0 != "." }
            if name == "am" || name == "pm" {
                isAfternoon = name == "pm"
                return time != nil
            }
            if let number = DateNames.month(word) {
                defer { month = number }
                return month == nil
            }
            if let minutes = DateNames.zones[name] {
                // Behind an offset the name says the same once more: `+0000 (UTC)`.
                zone = zone ?? minutes
                return true
            }
            return DateNames.passedOver.contains(name) || DateNames.isWeekday(name)
        }

        // MARK: The whole

        var text: String? {
            guard let year, (1...9999).contains(year) else { return nil }
            let paddedYear = CivilTime.padded(year, 4)
            guard let month else { return day == nil && time == nil ? paddedYear : nil }
            guard let day else {
                return (1...12).contains(month) && time == nil ? "\(paddedYear)-\(CivilTime.padded(month, 2))" : nil
            }
            var civil = CivilTime(year: year, month: month, day: day)
            guard let time else { return civil.isValid ? civil.dayText : nil }
            (civil.hour, civil.minute, civil.second) = time
            if let isAfternoon {
                guard (1...12).contains(civil.hour) else { return nil }
                civil.hour = civil.hour % 12 + (isAfternoon ? 12 : 0)
            }
            let isMidnightAtEnd = civil.hour == 24 && civil.minute == 0 && civil.second == 0
            if isMidnightAtEnd { civil.hour = 0 }
            guard civil.isValid else { return nil }
            let instant = CivilTime(unixTime: civil.unixTime - (zone ?? 0) * 60 + (isMidnightAtEnd ? 86_400 : 0))
            return instant.isValid ? instant.text : nil
        }

        private static func number(_ digits: some StringProtocol) -> Int? {
            digits.allSatisfy { $0.isASCII && $0.isNumber } ? Int(digits) : nil
        }

        /// A year in four digits, or in two as RFC 822 has it: from 50 on they are of the last century (RFC 2822).
        private static func year(_ digits: some StringProtocol) -> Int? {
            guard let number = number(digits), digits.count == 4 || digits.count == 2 else { return nil }
            return digits.count == 4 ? number : number + (number < 50 ? 2000 : 1900)
        }
    }
}

/// The names in English dates.
private enum DateNames {
    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    private static let fullMonths = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]
    private static let weekdays = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]
    /// Words that newspapers put about a date.
    static let passedOver: Set<String> = ["at", "on", "of", "the", "published", "updated", "posted"]
    /// Minutes east of Greenwich.
    static let zones: [String: Int] = [
        "z": 0, "ut": 0, "utc": 0, "gmt": 0, "est": -300, "edt": -240, "et": -300, "cst": -360, "cdt": -300,
        "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "bst": 60, "cet": 60, "cest": 120, "msk": 180, "ist": 330,
        "jst": 540, "kst": 540,
    ]

    /// A month by its name or an abbreviation of three letters or more (`Sept.`).
    static func month(_ word: some StringProtocol) -> Int? {
        let name = word.lowercased().filter { $0 != "." }
        guard name.count >= 3, let month = months.firstIndex(of: String(name.prefix(3))),
            fullMonths[month].hasPrefix(name)
        else { return nil }
        return month + 1
    }

    static func isWeekday(_ name: String) -> Bool {
        name.count >= 3 && weekdays.contains { $0.hasPrefix(name) }
    }
}
