import Testing

@testable import Articles

/// Mails, mailboxes, saved pages and web archives are known by how they begin.
@Suite struct EnvelopeRecognitionTests {
    @Test(arguments: [
        ("Subject: a\nFrom: b@c.example\n\nIt sank.", "mail"),
        ("Received: from a\n by b\nReturn-Path: <a@b>\nSubject: a\n\nIt sank.", "mail"),
        ("Subject: a ferry\n\nIt sank.", "text"),
        ("From: a\nto: b", "text"),
        ("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\nSubject: x\n\n--b\n", "mhtml"),
        // A newsletter with its pictures.
        ("Received: x\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\nSubject: x\n\n--b\n", "mail"),
        ("From a@b Tue Sep 12 08:30:00 2023\nSubject: x\n\nIt sank.", "mbox"),
        ("From - Tue Sep  5 08:30:00 2023\r\nX-Mozilla-Status: 1\r\n\r\nIt sank.", "mbox"),
        ("From here to there\nSubject: x\n", "text"),
        ("From a@b Tue Sep 12 08:30:00 2023\nit sank.", "text"),
        ("WARC/1.1\r\nWARC-Type: warcinfo\r\n", "warc"),
        ("WARC/2.0\r\n", "text"),
    ])
    func theBeginningTellsTheFormat(text: String, expected: String) {
        let bytes = Array(text.utf8)
        #expect(
            bytes.withUnsafeBufferPointer { ReaderRegistry.reader(forFileNamed: "a", beginning: $0).name } == expected)
    }
}
