// swift-tools-version: 6.2
import PackageDescription

/// One strict array for every Swift target: see CONTRIBUTING.md.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let system: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")

let package = Package(
    name: "airgap",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "airgap", targets: ["airgap"])],
    traits: [
        .default(enabledTraits: ["Solver"]),
        .trait(name: "Solver", description: "OS packages, which need libsolv; the site's program is built without."),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1.git", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates.git", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-system.git", from: "1.8.1"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1", traits: []),
        .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess.git", from: "1.0.2"),
    ],
    targets: [
        // C libraries: a module map and one shim header each.
        .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
        .systemLibrary(name: "CDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
        .systemLibrary(name: "CSolv", pkgConfig: "libsolv", providers: [.apt(["libsolv-dev"])]),
        .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

        .target(name: "CPlatform"),

        // SHA-256 of two messages abreast, which no library of Debian has.
        .target(name: "CSHA256"),

        // The template language of variables, lists and site files.
        .target(name: "Templates", swiftSettings: strict),

        // What every module shares.
        .target(
            name: "AirgapCore",
            dependencies: [
                "CArchive", "CDeflate", "CPlatform", "CSHA256", "CZlib", "Templates", crypto, cryptoExtras, system,
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                "Yams",
            ],
            swiftSettings: strict
        ),

        // The modules of a bundle. They never import each other.
        .target(
            name: "OSPackages", dependencies: ["AirgapCore", "CExpat", "CSolv", crypto, system], swiftSettings: strict),
        .target(name: "Files", dependencies: ["AirgapCore", "Templates", system], swiftSettings: strict),
        .target(name: "Images", dependencies: ["AirgapCore", "Templates", crypto, system], swiftSettings: strict),
        .target(name: "Compose", dependencies: ["AirgapCore", system], swiftSettings: strict),

        // The tree becomes one file.
        .target(
            name: "Packer", dependencies: ["AirgapCore", "CArchive", "CDeflate", crypto, system], swiftSettings: strict
        ),

        // What serves a bundle at the site, fills registries from it, and looks at the machine.
        .target(
            name: "Site",
            dependencies: [
                "AirgapCore", "Images", crypto, system,
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "X509", package: "swift-certificates"),
            ],
            swiftSettings: strict
        ),
        .target(name: "Push", dependencies: ["AirgapCore", "Images", crypto, system], swiftSettings: strict),
        .target(name: "Doctor", dependencies: ["AirgapCore", system], swiftSettings: strict),

        // The command line.
        .executableTarget(
            name: "airgap",
            dependencies: [
                "AirgapCore", "CPlatform", .target(name: "OSPackages", condition: .when(traits: ["Solver"])), "Files",
                "Images", "Compose", "Packer", "Site", "Push",
                "Doctor",
                system,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict
        ),

        .target(
            name: "TestSupport",
            dependencies: [
                "AirgapCore", system, crypto,
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ],
            path: "Tests/TestSupport",
            swiftSettings: strict
        ),
        .testTarget(
            name: "TemplatesTests", dependencies: ["Templates", "AirgapCore", "TestSupport", system],
            swiftSettings: strict),
        .testTarget(
            name: "AirgapCoreTests", dependencies: ["AirgapCore", "Templates", "TestSupport", system, crypto],
            swiftSettings: strict),
        .testTarget(
            name: "OSPackagesTests", dependencies: ["OSPackages", "AirgapCore", "TestSupport", system],
            swiftSettings: strict),
        .testTarget(
            name: "FilesTests", dependencies: ["Files", "AirgapCore", "TestSupport", system], swiftSettings: strict),
        .testTarget(
            name: "ImagesTests", dependencies: ["Images", "AirgapCore", "TestSupport", system], swiftSettings: strict),
        .testTarget(
            name: "ComposeTests", dependencies: ["Compose", "AirgapCore", "TestSupport", system], swiftSettings: strict),
        .testTarget(
            name: "PackerTests", dependencies: ["Packer", "AirgapCore", "TestSupport", system, crypto],
            swiftSettings: strict),
        .testTarget(
            name: "SiteTests",
            dependencies: [
                "Site", "Packer", "AirgapCore", "TestSupport", system,
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "PushTests", dependencies: ["Push", "Packer", "Images", "AirgapCore", "TestSupport", system],
            swiftSettings: strict),
        .testTarget(
            name: "DoctorTests", dependencies: ["Doctor", "AirgapCore", "TestSupport", system], swiftSettings: strict),
        .testTarget(
            name: "AirgapTests", dependencies: ["airgap", "AirgapCore", "TestSupport", system], swiftSettings: strict),
        .testTarget(name: "EndToEndTests", dependencies: ["AirgapCore", "TestSupport", system], swiftSettings: strict),
    ]
)
