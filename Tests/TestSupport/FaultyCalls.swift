package import AirgapCore
package import SystemPackage

/// Lets a system call of a dynamically linked program fail, or kills the program in it, by a library that is loaded
/// before libc. Calls are counted over all threads, and only those on files whose path has a certain text (of a rename, the
/// path before it).
package struct FaultyCalls: Sendable {
    /// What happens at the call.
    package enum Fault: String, Sendable {
        /// errno 5, from then on, as on a disk that died.
        case inputOutputError = "5"
        /// errno 28, from then on.
        case noSpace = "28"
        /// SIGKILL, before the call does anything.
        case kill = "0"
    }

    private let library: FilePath

    /// Compiles the library.
    package init(in folder: TemporaryFolder) async throws {
        let source = try folder.write(Self.source, at: "faulty.c")
        library = folder.appending("faulty.so")
        try await PeerProgram.run("cc", ["-shared", "-fPIC", "-O1", "-o", library.string, source.string, "-ldl"])
    }

    /// Runs a program.
    ///
    /// - Parameters:
    ///   - fault: what happens.
    ///   - calls: of read, write, fsync, rename, link.
    ///   - number: at the how manieth of them; the first is 1.
    ///   - path: what the file's path has in it.
    ///   - program: path of the program.
    ///   - arguments: its arguments.
    /// - Returns: how it ended; no status when it was killed.
    /// - Throws: `CommandError`.
    package func run(
        _ fault: Fault, at calls: [String], number: Int, on path: String, _ program: FilePath, _ arguments: [String]
    ) async throws -> CommandRunner.Outcome {
        let variables = [
            "LD_PRELOAD=\(library)", "FAULT_ERROR=\(fault.rawValue)", "FAULT_NUMBER=\(number)", "FAULT_PATH=\(path)",
            "FAULT_CALLS=\(calls.joined(separator: ","))",
        ]
        return try await CommandRunner.run("env", variables + [program.string] + arguments)
    }

    private static let source = #"""
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <errno.h>
        #include <signal.h>
        #include <stdatomic.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <sys/types.h>
        #include <unistd.h>

        static atomic_int calls;

        static int fails(const char *call, const char *path) {
            const char *wanted = getenv("FAULT_PATH"), *kinds = getenv("FAULT_CALLS");
            if (!wanted || !kinds || !strstr(kinds, call) || !strstr(path, wanted)) return 0;
            if (atomic_fetch_add(&calls, 1) + 1 < atoi(getenv("FAULT_NUMBER"))) return 0;
            int error = atoi(getenv("FAULT_ERROR"));
            if (!error) kill(getpid(), SIGKILL);
            errno = error;
            return 1;
        }

        static int descriptor_fails(const char *call, int descriptor) {
            char link[64], path[4096];
            snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
            ssize_t count = readlink(link, path, sizeof path - 1);
            if (count < 0) return 0;
            path[count] = 0;
            return fails(call, path);
        }

        #define NEXT(type, name, ...) ((type (*)(__VA_ARGS__)) dlsym(RTLD_NEXT, name))

        ssize_t read(int d, void *b, size_t n) {
            return descriptor_fails("read", d) ? -1 : NEXT(ssize_t, "read", int, void *, size_t)(d, b, n);
        }
        ssize_t pread(int d, void *b, size_t n, off_t o) {
            return descriptor_fails("read", d) ? -1 : NEXT(ssize_t, "pread", int, void *, size_t, off_t)(d, b, n, o);
        }
        ssize_t pread64(int d, void *b, size_t n, off_t o) {
            return descriptor_fails("read", d) ? -1 : NEXT(ssize_t, "pread64", int, void *, size_t, off_t)(d, b, n, o);
        }
        ssize_t write(int d, const void *b, size_t n) {
            return descriptor_fails("write", d) ? -1 : NEXT(ssize_t, "write", int, const void *, size_t)(d, b, n);
        }
        int fsync(int d) { return descriptor_fails("fsync", d) ? -1 : NEXT(int, "fsync", int)(d); }
        int syncfs(int d) { return descriptor_fails("fsync", d) ? -1 : NEXT(int, "syncfs", int)(d); }
        int rename(const char *a, const char *b) {
            return fails("rename", a) ? -1 : NEXT(int, "rename", const char *, const char *)(a, b);
        }
        int link(const char *a, const char *b) {
            return fails("link", b) ? -1 : NEXT(int, "link", const char *, const char *)(a, b);
        }
        int renameat(int d, const char *a, int e, const char *b) {
            return descriptor_fails("rename", e) ? -1
                : NEXT(int, "renameat", int, const char *, int, const char *)(d, a, e, b);
        }
        """#
}
