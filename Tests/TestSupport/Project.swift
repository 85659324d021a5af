import Foundation

/// Where things are in the project that is being tested.
public enum Project {
    /// The directory with `Package.swift` and `seeds/`.
    public static let root: String = {
        var url = URL(fileURLWithPath: #filePath)
        while url.path != "/" {
            url.deleteLastPathComponent()
            let names = ["Package.swift", "seeds"].map { url.appending(path: $0).path }
            if names.allSatisfy(FileManager.default.fileExists) { return url.path }
        }
        return FileManager.default.currentDirectoryPath
    }()

    /// The directory of the executables: the tests are built beside them.
    public static func products() throws -> String {
        let bundles = Bundle.allBundles.filter { $0.bundlePath.hasSuffix(".xctest") }.map(\.bundleURL)
        let places = (bundles + [Bundle.main.bundleURL, URL(fileURLWithPath: CommandLine.arguments[0])]).flatMap {
            [$0.deletingLastPathComponent().path, $0.path]
        }
        guard let place = places.first(where: { FileManager.default.isExecutableFile(atPath: $0 + "/lede-query") })
        else { throw NoProducts(places: places) }
        return place
    }

    private struct NoProducts: Error, CustomStringConvertible {
        let places: [String]
        var description: String { "no lede-query beside the tests; looked in \(places)" }
    }
}
