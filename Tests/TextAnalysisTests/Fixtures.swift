import Foundation

/// The data files beside the tests.
enum Fixtures {
    /// The lines of a file of two columns with a tab between; empty where the file is missing or holds none, which
    /// the tests that walk it must notice.
    static func pairs(_ path: String) -> [(String, String)] {
        guard let folder = Bundle.module.url(forResource: "Fixtures", withExtension: nil),
            let data = try? Data(contentsOf: folder.appendingPathComponent(path))
        else { return [] }
        return String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap { line in
            let columns = line.split(separator: "\t", maxSplits: 1)
            return columns.count == 2 ? (String(columns[0]), String(columns[1])) : nil
        }
    }
}
