import AirgapCore

/// The first bytes of an ELF file (Tool Interface Standard, ELF 1.2, and the System V ABI): what machine it is for.
struct ELFHeader: Equatable {
    /// How many bytes are needed.
    static let size = 20

    /// `e_machine`.
    let machine: UInt16
    /// Whether it is run or loaded: `e_type` is ET_EXEC or ET_DYN. Relocatable objects (BPF programs) are data.
    let isRunnable: Bool

    /// Nil when it is no ELF file.
    ///
    /// - Parameter bytes: at least the first 20 bytes of a file.
    init?(_ bytes: [UInt8]) {
        guard bytes.count >= Self.size, bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46]), bytes[5] == 1 || bytes[5] == 2
        else { return nil }
        let isLittle = bytes[5] == 1
        func half(_ offset: Int) -> UInt16 {
            let (low, high) = isLittle ? (bytes[offset], bytes[offset + 1]) : (bytes[offset + 1], bytes[offset])
            return UInt16(high) << 8 | UInt16(low)
        }
        machine = half(18)
        isRunnable = half(16) == 2 || half(16) == 3
    }

    /// Whether it runs on a machine; x86-64 runs 32-bit x86 too.
    func runs(on architecture: Architecture) -> Bool {
        switch architecture {
        case .amd64: machine == 62 || machine == 3
        case .arm64: machine == 183
        }
    }

    /// The machine's name as Debian has it.
    var machineName: String {
        let names: [UInt16: String] = [
            3: "i386", 8: "mips", 20: "powerpc", 21: "ppc64", 22: "s390x", 40: "arm", 50: "ia64", 62: "amd64",
            183: "arm64", 243: "riscv64", 247: "bpf", 258: "loong64",
        ]
        return names[machine] ?? "machine \(machine)"
    }
}
