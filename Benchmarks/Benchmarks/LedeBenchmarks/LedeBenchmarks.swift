import Benchmark
import Lede

/// Analysis, index build, refresh and query latency; each benchmark checks its answer.
///
/// For the first three the corpus is worked through once an iteration: megabytes a second are its size, which
/// their names tell, by the time.
let benchmarks: @Sendable () -> Void = {
    let metrics: [BenchmarkMetric] = [.wallClock, .peakMemoryResident]
    let megabytes = Corpus.shared.textBytes / 1_000_000

    Benchmark(
        "Analysis of \(megabytes) MB: tokens and passages, one core",
        configuration: .init(metrics: metrics, warmupIterations: 1, maxDuration: .seconds(10), maxIterations: 10)
    ) { benchmark in
        let segmenter = PassageSegmenter(.english)
        var analyzer = Analyzer(.english)
        var stream = TokenStream()
        var tokens = 0
        var passages = 0
        benchmark.startMeasurement()
        for article in Corpus.shared.articles {
            analyzer.trim()
            stream.removeAll()
            article.body.withUTF8Span { text in
                analyzer.analyze(text, into: &stream)
                passages += segmenter.passages(of: text, stream).count
            }
            tokens += stream.tokens.count
        }
        benchmark.stopMeasurement()
        precondition(tokens > passages && passages >= Corpus.shared.articles.count / 2, "too few tokens or passages")
    }

    for sample in FormatSample.all {
        Benchmark(
            "Reading \(sample.bytes / 1_000_000) MB: \(sample.name), one core",
            configuration: .init(metrics: metrics, warmupIterations: 1, maxDuration: .seconds(5), maxIterations: 10)
        ) { benchmark in
            benchmark.startMeasurement()
            let count = try sample.read()
            benchmark.stopMeasurement()
            precondition(count == sample.articles, "not every article was read")
        }
    }

    for jobs in [1, 2] {
        Benchmark(
            "Build of \(megabytes) MB: in bulk, \(jobs) \(jobs == 1 ? "thread" : "threads")",
            configuration: .init(metrics: metrics, warmupIterations: 0, maxDuration: .seconds(60), maxIterations: 3)
        ) { benchmark in
            let index = TemporaryIndex()
            benchmark.startMeasurement()
            let summary = try index.build(jobs: jobs)
            benchmark.stopMeasurement()
            precondition(summary.added == Corpus.shared.articles.count, "not every article was added")
        }
    }

    Benchmark(
        "Build of \(Corpus.few.textBytes / 1_000_000) MB: one by one, as for a few articles",
        configuration: .init(metrics: metrics, warmupIterations: 0, maxDuration: .seconds(20), maxIterations: 10)
    ) { benchmark in
        let index = TemporaryIndex()
        benchmark.startMeasurement()
        let summary = try index.build(from: Corpus.few)
        benchmark.stopMeasurement()
        precondition(summary.added == Corpus.few.articles.count, "not every article was added")
    }

    Benchmark(
        "Batch: \(Corpus.few.articles.count) new articles into an index of \(Corpus.shared.articles.count)",
        configuration: .init(metrics: metrics, warmupIterations: 0, maxDuration: .seconds(20), maxIterations: 10)
    ) { benchmark in
        let index = try TemporaryIndex(copying: .shared)
        benchmark.startMeasurement()
        let summary = try index.build(from: Corpus.few)
        benchmark.stopMeasurement()
        precondition(summary.added == Corpus.few.articles.count, "not every article was added")
    }

    Benchmark(
        "Refresh: nothing changed",
        configuration: .init(metrics: metrics, warmupIterations: 1, maxDuration: .seconds(5), maxIterations: 50)
    ) { benchmark in
        let index = TemporaryIndex.shared
        benchmark.startMeasurement()
        let summary = try index.build()
        benchmark.stopMeasurement()
        precondition(summary.unchanged == Corpus.shared.articles.count, "something changed")
    }

    Benchmark(
        "Refresh: nothing changed in \(ManyFiles.count) files",
        configuration: .init(metrics: metrics, warmupIterations: 1, maxDuration: .seconds(5), maxIterations: 20)
    ) { benchmark in
        let files = ManyFiles.shared
        benchmark.startMeasurement()
        let summary = try files.refresh()
        benchmark.stopMeasurement()
        precondition(summary.unchanged == ManyFiles.count, "something changed")
    }

    for kind in QueryClass.all {
        Benchmark(
            "Query, \(kind.name): the best 10 articles",
            configuration: .init(metrics: metrics, warmupIterations: 3, maxDuration: .seconds(3), maxIterations: 300)
        ) { benchmark in
            let searcher = try Searcher(path: TemporaryIndex.shared.path)
            let count = try searcher.count(kind.request)
            _ = try searcher.articles(kind.request)
            benchmark.startMeasurement()
            let articles = try searcher.articles(kind.request)
            benchmark.stopMeasurement()
            precondition(articles.count == min(count, 10), "another answer")
        }

        Benchmark(
            "Query, \(kind.name): with their passages",
            configuration: .init(metrics: metrics, warmupIterations: 3, maxDuration: .seconds(3), maxIterations: 300)
        ) { benchmark in
            let searcher = try Searcher(path: TemporaryIndex.shared.path)
            let count = try searcher.count(kind.request)
            _ = try searcher.search(kind.request)
            benchmark.startMeasurement()
            let results = try searcher.search(kind.request)
            benchmark.stopMeasurement()
            precondition(results.hits.count == min(count, 10), "another answer")
        }
    }

    Benchmark(
        "Query: a search is cancelled, until it has ended",
        configuration: .init(metrics: metrics, warmupIterations: 3, maxDuration: .seconds(5), maxIterations: 200)
    ) { benchmark in
        let service = try SearchService(path: TemporaryIndex.shared.path)
        let search = Task { try await service.search(SearchRequest(query: "a* c* p* s* t* \"of the\"~50")) }
        try await Task.sleep(for: .milliseconds(2))
        benchmark.startMeasurement()
        search.cancel()
        _ = await search.result
        benchmark.stopMeasurement()
    }
}
