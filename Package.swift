// swift-tools-version: 6.1
import PackageDescription

/// `LEDE_STRICT=1` (set by CI) turns every warning into an error; a reader's own build is never
/// stopped by a warning that only a newer compiler gives.
let strict = Context.environment["LEDE_STRICT"] == "1"
let settings: [SwiftSetting] = strict ? [.unsafeFlags(["-warnings-as-errors"])] : []

func systemLibrary(_ name: String, apt: String, brew: String, pkgConfig: String? = nil) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt]), .brew([brew])])
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
        systemLibrary("CLibXML2", apt: "libxml2-dev", brew: "libxml2", pkgConfig: "libxml-2.0"),
        systemLibrary("CZstd", apt: "libzstd-dev", brew: "zstd"),
        systemLibrary("CXXHash", apt: "libxxhash-dev", brew: "xxhash"),
        // A bridge in C to simdjson, which is C++.
        .target(name: "SimdJSON", linkerSettings: [.linkedLibrary("simdjson")]),
        // A bridge in C to what SQLite offers through variadic functions only.
        .target(name: "SQLiteDefence", dependencies: [sqlite]),

        // Floor 1: text and articles; neither knows the other, nor SQLite.
        .target(name: "TextAnalysis", dependencies: ["CStemmer", "CUtf8proc"], swiftSettings: settings),
        .target(name: "ArticleModel", swiftSettings: settings),
        .target(
            name: "Articles", dependencies: ["ArticleModel", "CLibArchive", "CLibXML2", "SimdJSON", yams],
            swiftSettings: settings),

        // Floor 2: the file, and how it is read. A query is a process of its own, so nothing that takes long to start
        // comes in here: neither Foundation nor what builds on it.
        .target(
            name: "IndexFile", dependencies: ["TextAnalysis", "ArticleModel", "CZstd", "SQLiteDefence", sqlite],
            swiftSettings: settings),

        // Floor 3, one side: how it is written.
        .target(
            name: "PassageIndex",
            dependencies: ["IndexFile", "TextAnalysis", "ArticleModel", "Articles", "CZstd", "CXXHash", grdb, sqlite],
            swiftSettings: settings),

        // Floor 3: the search.
        .target(
            name: "PassageSearch",
            dependencies: ["IndexFile", "TextAnalysis", "ArticleModel", heap],
            swiftSettings: settings),

        // Floor 4: the commands.
        .target(
            name: "LedeCommands",
            dependencies: ["TextAnalysis", "ArticleModel", "IndexFile", "PassageSearch"], swiftSettings: settings),
        .target(
            name: "IndexCommands",
            dependencies: ["LedeCommands", "TextAnalysis", "Articles", "PassageIndex", argumentParser, yams],
            swiftSettings: settings),

        // Floor 5: the executables, and the library for Swift programs.
        .executableTarget(name: "lede-index", dependencies: ["IndexCommands"], swiftSettings: settings),
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
            dependencies: ["PassageIndex", "IndexFile", "Articles", "TextAnalysis", "TestSupport", grdb],
            swiftSettings: settings),
        .testTarget(
            name: "PassageSearchTests",
            dependencies: [
                "PassageSearch", "PassageIndex", "IndexFile", "Articles", "TextAnalysis", "TestSupport", grdb,
            ],
            swiftSettings: settings),
        .testTarget(
            name: "ArticlesTests", dependencies: ["ArticleModel", "Articles", "CLibArchive", "TestSupport"],
            exclude: ["Pages"],
            swiftSettings: settings),
        .testTarget(
            name: "LedeCommandsTests",
            dependencies: [
                "LedeCommands", "IndexCommands", "lede-index", "lede-query", "TextAnalysis", "Articles", "PassageIndex",
                "PassageSearch",
                "TestSupport", argumentParser,
            ],
            exclude: ["Transcripts"], swiftSettings: settings),

        // Of what is promised whatever goes wrong. Both commands are also built so that SQLite's storage fails on
        // request: the shipped ones have no such thing in them.
        .target(name: "FaultInjection", dependencies: [sqlite], path: "Tests/FaultInjection"),
        .executableTarget(
            name: "lede-index-faulty", dependencies: ["FaultInjection", "IndexCommands", "PassageIndex"],
            path: "Tests/FaultyIndex", swiftSettings: settings),
        .executableTarget(
            name: "lede-query-faulty", dependencies: ["FaultInjection", "LedeCommands"], path: "Tests/FaultyQuery",
            swiftSettings: settings),
        .testTarget(
            name: "ReliabilityTests",
            dependencies: [
                "lede-index", "lede-query", "lede-index-faulty", "lede-query-faulty", "LedeCommands", "IndexFile",
                "PassageIndex", "PassageSearch", "Articles", "TextAnalysis", "TestSupport", grdb, sqlite,
            ],
            exclude: ["Indexes"], swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
