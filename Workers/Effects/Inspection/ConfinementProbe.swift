import Glibc

/// Tries, in a confined process, what a hostile document would want it to do.
enum ConfinementProbe {
    /// - Parameter memory: what it may have at most.
    static func holes(memory: UInt64) -> [String] {
        var holes: [String] = []
        for (name, family) in [("IPv4", AF_INET), ("IPv6", AF_INET6), ("local", AF_UNIX)] {
            let descriptor = socket(family, Int32(SOCK_STREAM.rawValue), 0)
            if descriptor >= 0 { holes.append("it can open a socket (\(name))") }
        }
        if open("/tmp/guichet-probe", O_WRONLY | O_CREAT, 0o600) >= 0 { holes.append("it can make a file") }
        if open("/dev/null", O_RDWR) >= 0 { holes.append("it can open a file to write") }
        if mkdir("/tmp/guichet-probe", 0o700) == 0 { holes.append("it can make a folder") }
        if kill(getppid(), 0) == 0 { holes.append("it can send signals") }
        var process: pid_t = 0
        let words: [UnsafeMutablePointer<CChar>?] = [strdup("true"), nil]
        if posix_spawn(&process, "/bin/true", nil, nil, words, nil) == 0 { holes.append("it can start a process") }
        if execve("/nowhere", words, nil) != 0, errno != EPERM { holes.append("it can become another program") }
        free(words[0])
        if let block = mmap(nil, Int(memory), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), block != MAP_FAILED {
            holes.append("it can have more memory than it may")
        }
        return holes
    }
}
