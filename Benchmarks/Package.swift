// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "LedeBenchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "Lede", path: ".."),
        // Without its traits the package needs no allocator of its own.
        .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.0", traits: []),
    ],
    targets: [
        .executableTarget(
            name: "LedeBenchmarks",
            dependencies: [
                .product(name: "Lede", package: "Lede"),
                .product(name: "Benchmark", package: "benchmark"),
            ],
            path: "Benchmarks/LedeBenchmarks",
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
    ],
    swiftLanguageModes: [.v6]
)
