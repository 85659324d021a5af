// swift-tools-version: 6.1
import PackageDescription

/// `LEDE_STRICT=1` (set by CI) turns every warning into an error; a reader's own build is never
/// stopped by a warning that only a newer compiler gives.
let strict = Context.environment["LEDE_STRICT"] == "1"
let settings: [SwiftSetting] = strict ? [.unsafeFlags(["-warnings-as-errors"])] : []

func systemLibrary(_ name: String, apt: String, brew: String) -> Target {
    .systemLibrary(name: name, providers: [.apt([apt]), .brew([brew])])
}

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let heap = Target.Dependency.product(name: "HeapModule", package: "swift-collections")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
    name: "Lede",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "Lede", targets: ["Lede"]),
        .executable(name: "lede-index", targets: ["lede-index"]),
        .executable(name: "lede-query", targets: ["lede-query"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    ],
    targets: [
        // Floor 0: the system's C libraries.
        systemLibrary("CStemmer", apt: "libstemmer-dev", brew: "snowball"),
        systemLibrary("CUtf8proc", apt: "libutf8proc-dev", brew: "utf8proc"),
        systemLibrary("CLibArchive", apt: "libarchive-dev", brew: "libarchive"),
        systemLibrary("CZstd", apt: "libzstd-dev", brew: "zstd"),
        systemLibrary("CXXHash", apt: "libxxhash-dev", brew: "xxhash"),

        // Floor 1: text and articles; neither knows the other, nor SQLite.
        .target(name: "TextAnalysis", dependencies: ["CStemmer", "CUtf8proc"], swiftSettings: settings),
        .target(name: "Articles", dependencies: ["CLibArchive", yams], swiftSettings: settings),

        // Floor 2: the file.
        .target(
            name: "PassageIndex",
            dependencies: ["TextAnalysis", "Articles", "CZstd", "CXXHash", grdb, sqlite],
            swiftSettings: settings),

        // Floor 3: the search.
        .target(
            name: "PassageSearch",
            dependencies: ["PassageIndex", "TextAnalysis", heap],
            swiftSettings: settings),

        // Floor 4: the commands.
        .target(
            name: "LedeCommands",
            dependencies: ["TextAnalysis", "Articles", "PassageIndex", "PassageSearch", argumentParser],
            swiftSettings: settings),

        // Floor 5: the executables, and the library for Swift programs.
        .executableTarget(name: "lede-index", dependencies: ["LedeCommands"], swiftSettings: settings),
        .executableTarget(name: "lede-query", dependencies: ["LedeCommands"], swiftSettings: settings),
        .target(
            name: "Lede",
            dependencies: ["TextAnalysis", "Articles", "PassageIndex", "PassageSearch"],
            swiftSettings: settings),

        // Tests.
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
        .testTarget(
            name: "TextAnalysisTests", dependencies: ["TextAnalysis", "TestSupport"],
            resources: [.copy("Fixtures")], swiftSettings: settings),
        .testTarget(
            name: "PassageIndexTests",
            dependencies: ["PassageIndex", "Articles", "TextAnalysis", "TestSupport", grdb], swiftSettings: settings),
        .testTarget(
            name: "PassageSearchTests",
            dependencies: ["PassageSearch", "PassageIndex", "Articles", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "ArticlesTests", dependencies: ["Articles", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "LedeCommandsTests",
            dependencies: [
                "LedeCommands", "lede-index", "lede-query", "TextAnalysis", "Articles", "PassageIndex", "PassageSearch",
                "TestSupport", argumentParser,
            ],
            exclude: ["Transcripts"], swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6]
)
