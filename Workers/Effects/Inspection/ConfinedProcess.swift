import CInspection
import Core
import Glibc

/// One child process with a document on its standard input and its answer on standard output, and none of our secrets: its
/// environment is empty.
struct ConfinedProcess {
    struct Ended {
        var output: [UInt8] = []
        /// By itself; else what ended it.
        var status: Int32?
        var signal: Int32?
        var isOutOfTime = false
        var isTooTalkative = false
        /// The most memory it held at once, in bytes.
        var memory = 0
    }

    let path: String
    let arguments: [String]
    /// Of the wall clock.
    let patience: Pause
    let mostOutput: Int

    /// Throws `transient` where no process can be started now.
    func run(on input: [UInt8], attend: () -> Void) throws(Failure) -> Ended {
        let (reading, writing) = (try pipe(), try pipe())
        let process: pid_t
        do throws(Failure) {
            process = try spawn(input: reading.exit, output: writing.entrance)
        } catch {
            for end in [reading.exit, reading.entrance, writing.exit, writing.entrance] { close(end) }
            throw error
        }
        close(reading.exit)
        close(writing.entrance)
        var ended = Ended()
        converse(with: process, input, into: reading.entrance, from: writing.exit, &ended, attend)
        close(writing.exit)
        reap(process, &ended)
        return ended
    }

    private func pipe() throws(Failure) -> (exit: Int32, entrance: Int32) {
        var ends: [Int32] = [-1, -1]
        let error = cinspection_pipe(&ends)
        guard error == 0 else { throw .transient("no pipe: \(Self.reason(error))") }
        return (ends[0], ends[1])
    }

    private func spawn(input: Int32, output: Int32) throws(Failure) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        // Ctrl-C is for us: the document in hand is finished.
        var (none, all) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        let words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
        let environment: [UnsafeMutablePointer<CChar>?] = Self.environment.map { strdup($0) } + [nil]
        defer { for word in words + environment { free(word) } }
        var process: pid_t = 0
        let error = posix_spawn(&process, path, &actions, &attributes, words, environment)
        guard error == 0 else { throw .transient("\(path) cannot be started: \(Self.reason(error))") }
        return process
    }

    /// Where the Swift runtime lies beside the program, it must be found.
    private static let environment: [String] =
        ["LANG=C.UTF-8"] + (getenv("LD_LIBRARY_PATH").map { ["LD_LIBRARY_PATH=\(String(cString: $0))"] } ?? [])

    /// Writes and reads at the same time, until the child closes its output, says too much, or its time is over.
    private func converse(
        with process: pid_t, _ input: [UInt8], into entrance: Int32, from exit: Int32, _ ended: inout Ended,
        _ attend: () -> Void
    ) {
        var written = 0
        var isWriting = true
        for end in [entrance, exit] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
        let deadline = Self.now() + Double(patience.microseconds) / 1e6
        var buffer = [UInt8](repeating: 0, count: 65_536)
        reading: while true {
            attend()
            guard Self.now() < deadline else {
                ended.isOutOfTime = true
                break
            }
            var waiting = [pollfd(fd: exit, events: Int16(POLLIN), revents: 0)]
            if isWriting { waiting.append(pollfd(fd: entrance, events: Int16(POLLOUT), revents: 0)) }
            _ = poll(&waiting, nfds_t(waiting.count), 200)
            if isWriting, waiting[1].revents != 0 {
                let count = input.withUnsafeBytes { write(entrance, $0.baseAddress.map { $0 + written }, input.count - written) }
                if count > 0 { written += count }
                // A child that wants no more of it has its reasons; its answer tells.
                if written == input.count || (count < 0 && errno != EAGAIN && errno != EINTR) {
                    close(entrance)
                    isWriting = false
                }
            }
            guard waiting[0].revents != 0 else { continue }
            let count = read(exit, &buffer, buffer.count)
            if count == 0 { break reading }
            if count < 0 {
                if errno == EAGAIN || errno == EINTR { continue }
                break reading
            }
            ended.output += buffer[..<count]
            if ended.output.count > mostOutput {
                ended.isTooTalkative = true
                break reading
            }
        }
        if isWriting { close(entrance) }
    }

    /// What closed its output has nothing left to do.
    private func reap(_ process: pid_t, _ ended: inout Ended) {
        var (status, usage): (Int32, rusage) = (0, rusage())
        var isGone: pid_t = 0
        for _ in 0..<100 where !ended.isOutOfTime && !ended.isTooTalkative && isGone == 0 {
            isGone = wait4(process, &status, WNOHANG, &usage)
            if isGone == 0 { poll(nil, 0, 5) }
        }
        if isGone == 0 {
            kill(-process, SIGKILL)
            kill(process, SIGKILL)
            while wait4(process, &status, 0, &usage) < 0, errno == EINTR {}
        }
        ended.memory = usage.ru_maxrss * 1024
        if status & 0x7F == 0 { ended.status = status >> 8 & 0xFF } else { ended.signal = status & 0x7F }
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func reason(_ error: Int32) -> String { strerror(error).map { String(cString: $0) } ?? "error \(error)" }
}
