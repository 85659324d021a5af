import GRDB
import GRDBSQLite
import IndexFile
import TextAnalysis

/// The FTS5 tokenizer `lede` of one connection.
///
/// It does three things, told apart by a text's first byte:
/// - a text from the writer, which has analysed the article already, is only a sign (`handedOver`) for the tokens
///   that lie ready in `fields`: so an article is analysed once, in its own language;
/// - a text from the query planner (`verbatim`) holds finished terms;
/// - any other text is analysed in the index's default language, so that other programs can search the file.
final class LedeTokenizer {
    /// Begins a text that stands for the tokens of the field whose number follows as a digit.
    static let handedOver: UInt8 = 2
    /// Begins each finished term of a text.
    static let verbatim = IndexFormat.termMark

    /// The analysed fields of the article that is being written, in the order of the FTS5 table's columns, and the
    /// terms their tokens point into.
    ///
    /// The analyzer shares `terms`, and would copy them to go on: so they are lent for one statement only.
    private var fields: [TokenStream] = []
    private var terms: [UInt8] = []
    private var analyzer = Analyzer(.english)

    /// Registers the tokenizer with a connection, which owns it from then on.
    static func register(_ database: Database) throws -> LedeTokenizer {
        let interface = try FTS5Interface(database)
        let tokenizer = LedeTokenizer()
        var methods = fts5_tokenizer(xCreate: create, xDelete: { _ in }, xTokenize: tokenize)
        let code = interface.pointer.pointee.xCreateTokenizer(
            interface.pointer, "lede", Unmanaged.passRetained(tokenizer).toOpaque(), &methods, FTS5Interface.release)
        guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
        return tokenizer
    }

    /// Lends an article's tokens to the statements that `body` runs.
    func handOver<Result>(
        _ fields: [TokenStream], terms: [UInt8], to body: () throws -> Result
    ) rethrows -> Result {
        self.fields = fields
        self.terms = terms
        defer {
            self.fields = []
            self.terms = []
        }
        return try body()
    }

    /// The text that stands for the handed-over field `number`.
    static func sign(forField number: Int) -> String { "\u{2}\(number)" }

    private typealias TokenCallback =
        @convention(c) (
            UnsafeMutableRawPointer?, CInt, UnsafePointer<CChar>?, CInt, CInt, CInt
        ) -> CInt

    /// The instance FTS5 asks for is the connection's tokenizer itself; the registration keeps it alive.
    private static let create:
        @convention(c) (
            UnsafeMutableRawPointer?, UnsafeMutablePointer<UnsafePointer<CChar>?>?, CInt,
            UnsafeMutablePointer<OpaquePointer?>?
        ) -> CInt = { context, _, _, instance in
            guard let context else { return SQLITE_ERROR }
            instance?.pointee = OpaquePointer(context)
            return SQLITE_OK
        }

    private static let tokenize:
        @convention(c) (
            OpaquePointer?, UnsafeMutableRawPointer?, CInt, UnsafePointer<CChar>?, CInt, TokenCallback?
        ) -> CInt = { instance, context, _, text, length, callback in
            guard let instance, let text, let callback, length > 0 else { return SQLITE_OK }
            let tokenizer = Unmanaged<LedeTokenizer>.fromOpaque(UnsafeRawPointer(instance)).takeUnretainedValue()
            let bytes = UnsafeBufferPointer(
                start: UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self), count: Int(length))
            switch bytes[0] {
            case handedOver:
                let field = Int(length > 1 ? bytes[1] &- UInt8(ascii: "0") : 0)
                guard tokenizer.fields.indices.contains(field) else { return SQLITE_ERROR }
                return replay(tokenizer.fields[field], tokenizer.terms, context, callback)
            case verbatim:
                return splitVerbatim(bytes, context, callback)
            default:
                var stream = TokenStream()
                tokenizer.analyzer.trim()
                tokenizer.analyzer.analyze(Span(_unsafeElements: bytes), into: &stream)
                return replay(stream, tokenizer.analyzer.terms, context, callback)
            }
        }

    /// Hands tokens to FTS5; tokens of one position are one place of the document.
    private static func replay(
        _ stream: TokenStream, _ terms: [UInt8], _ context: UnsafeMutableRawPointer?, _ callback: TokenCallback
    ) -> CInt {
        terms.withUnsafeBytes { bytes in
            var lastPosition = UInt32.max
            for token in stream.tokens {
                let range = token.termRange
                let term = bytes.baseAddress?.advanced(by: range.lowerBound).assumingMemoryBound(to: CChar.self)
                let flags = token.position == lastPosition ? FTS5_TOKEN_COLOCATED : 0
                lastPosition = token.position
                let code = callback(
                    context, flags, term, CInt(truncatingIfNeeded: range.count),
                    CInt(truncatingIfNeeded: token.start), CInt(truncatingIfNeeded: token.end))
                if code != SQLITE_OK { return code }
            }
            return SQLITE_OK
        }
    }

    private static func splitVerbatim(
        _ bytes: UnsafeBufferPointer<UInt8>, _ context: UnsafeMutableRawPointer?, _ callback: TokenCallback
    ) -> CInt {
        for term in bytes.split(separator: verbatim) {
            let slice = UnsafeBufferPointer(rebasing: term)
            let code = slice.withMemoryRebound(to: CChar.self) { characters in
                callback(
                    context, 0, characters.baseAddress, CInt(characters.count), CInt(term.startIndex),
                    CInt(term.endIndex))
            }
            if code != SQLITE_OK { return code }
        }
        return SQLITE_OK
    }
}
