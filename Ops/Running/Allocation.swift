import Foundation

/// glibc's memory allocation, as a worker needs it.
enum Allocation {
    private static let variable = "GLIBC_TUNABLES"
    private static let setting = "glibc.malloc.tcache_count"

    /// A batch frees what it allocated, thousands of pieces of each size at once. glibc keeps seven of a size at hand in each
    /// thread and sorts the rest into its arenas, which costs a worker a fifth of its time. How many it keeps is read from the
    /// environment before a program begins and never again, so the program begins once more, as the same process. Where that
    /// cannot be, it goes on as it is. To be called first of all, before there are threads, connections or signal handlers.
    static func prepare() {
        let present = ProcessInfo.processInfo.environment[variable] ?? ""
        if present.contains(setting) { return }
        setenv(variable, (present.isEmpty ? "" : present + ":") + setting + "=4000", 1)
        // By its path and not as /proc/self/exe: the process keeps its name.
        guard let own = realpath("/proc/self/exe", nil) else { return }
        execv(own, CommandLine.unsafeArgv)
        free(own)
    }
}
