/// When an article was published, as exact as its source says it: a year, a month, a day, or an instant in UTC.
///
/// `text` is ISO 8601 (`2023`, `2023-09`, `2023-09-12`, `2023-09-12T08:30:00Z`), and the order of texts is that of time.
public struct PublicationDate: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
    public let text: String

    /// A date as the index stores it.
    public init?(stored text: String) {
        guard !text.isEmpty else { return nil }
        self.text = text
    }

    /// Reads a date in ISO 8601, RFC 822 or one of the forms newspapers use.
    ///
    /// A time without a zone is taken as UTC. Where day and month are both numbers, `12.09.2023` is the 12th of
    /// September, and `09/12/2023` is too (the American order) unless its first number can be no month.
    public init?(parsing text: String) {
        guard let date = DateParser.date(in: text) else { return nil }
        self.text = date
    }

    /// Seconds since 1970, as feeds write them; more than 10¹¹ are milliseconds.
    public init?(unixTime: Double) {
        let seconds = abs(unixTime) > 1e11 ? unixTime / 1000 : unixTime
        guard seconds.isFinite, abs(seconds) < 253_402_300_800 else { return nil }
        let time = CivilTime(unixTime: Int(seconds.rounded(.down)))
        guard time.isValid else { return nil }
        text = time.text
    }

    /// A text that is behind all dates of the year, month, day or second this one names, and before all later ones.
    public var end: String { text + "~" }

    public var description: String { text }

    public static func < (a: Self, b: Self) -> Bool { a.text < b.text }

    public init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// A second of the Gregorian calendar.
struct CivilTime {
    var year: Int
    var month: Int
    var day: Int
    var hour = 0
    var minute = 0
    var second = 0

    init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    init(unixTime: Int) {
        let days = unixTime.quotientRoundedDown(by: 86_400)
        let rest = unixTime - days * 86_400
        // Days to a date by eras of 400 years that begin in March (after Howard Hinnant, 2013).
        let shifted = days + 719_468
        let era = shifted.quotientRoundedDown(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        hour = rest / 3600
        minute = rest / 60 % 60
        second = rest % 60
    }

    var unixTime: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear.quotientRoundedDown(by: 400)
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return (era * 146_097 + dayOfEra - 719_468) * 86_400 + hour * 3600 + minute * 60 + second
    }

    var isValid: Bool {
        (1...9999).contains(year) && (1...12).contains(month) && (1...daysInMonth).contains(day)
            && (0...23).contains(hour) && (0...59).contains(minute) && (0...60).contains(second)
    }

    private var daysInMonth: Int {
        switch month {
        case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    var dayText: String { "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))" }

    var text: String {
        "\(dayText)T\(Self.padded(hour, 2)):\(Self.padded(minute, 2)):\(Self.padded(second, 2))Z"
    }

    /// The date in a text that is spelled as `PublicationDate` has it: a day, or a second of UTC with its `Z` or without.
    /// Most dates of most archives are, and are read so at a fraction of the cost of others.
    static func canonical(_ text: String) -> String? {
        var text = text
        let isCanonical = text.withUTF8 { bytes in
            let hasTime = bytes.count == 19 || bytes.count == 20
            let hasForm = zip(bytes, "0000-00-00T00:00:00Z".utf8).allSatisfy { byte, expected in
                expected == UInt8(ascii: "0") ? (0x30...0x39).contains(byte) : byte == expected
            }
            guard hasForm, hasTime || bytes.count == 10 else { return false }
            func number(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 * 10 + Int($1) - 0x30 } }
            var time = CivilTime(year: number(0..<4), month: number(5..<7), day: number(8..<10))
            if hasTime { (time.hour, time.minute, time.second) = (number(11..<13), number(14..<16), number(17..<19)) }
            return time.isValid && time.second < 60
        }
        guard isCanonical else { return nil }
        return text.utf8.count == 19 ? text + "Z" : text
    }

    static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension Int {
    fileprivate func quotientRoundedDown(by divisor: Int) -> Int {
        self >= 0 ? self / divisor : -((divisor - 1 - self) / divisor)
    }
}
