/// What `--version` prints.
enum Release {
    static let version = "0.1.0"
}
