import Testing

@testable import Images

struct AuthChallengeTests {
    @Test(arguments: [
        (["Basic realm=\"x\""], [AuthChallenge(scheme: "basic", parameters: ["realm": "x"])]),
        (
            ["Bearer realm=\"https://a/token\",service=\"reg\",scope=\"repository:x/y:pull,push\""],
            [
                AuthChallenge(
                    scheme: "bearer",
                    parameters: ["realm": "https://a/token", "service": "reg", "scope": "repository:x/y:pull,push"])
            ]
        ),
        (
            ["BEARER Realm = tok , Basic realm=\"a \\\"b\\\"\""],
            [
                AuthChallenge(scheme: "bearer", parameters: ["realm": "tok"]),
                AuthChallenge(scheme: "basic", parameters: ["realm": "a \"b\""]),
            ]
        ),
        (
            ["Negotiate", "Bearer realm=\"r\""],
            [
                AuthChallenge(scheme: "negotiate", parameters: [:]),
                AuthChallenge(scheme: "bearer", parameters: ["realm": "r"]),
            ]
        ),
        ([""], []),
        ([",,, ,"], []),
        (["\"\"\"="], []),
        (["Bearer realm=\"never ends"], [AuthChallenge(scheme: "bearer", parameters: ["realm": "never ends"])]),
        (["Bearer realm=\"ends\\"], [AuthChallenge(scheme: "bearer", parameters: ["realm": "ends\\"])]),
        (["Bearer realm="], [AuthChallenge(scheme: "bearer", parameters: ["realm": ""])]),
        (
            ["Bearer realm=\"first\", realm=\"second\""],
            [AuthChallenge(scheme: "bearer", parameters: ["realm": "first"])]
        ),
    ])
    func `challenges are read in every form`(_ fields: [String], _ expected: [AuthChallenge]) {
        #expect(AuthChallenge.parse(fields) == expected)
    }

    @Test func `hostile fields end`() {
        let many = AuthChallenge.parse([String(repeating: "a ", count: 100_000)])
        #expect(many.count <= 17)
        #expect(AuthChallenge.parse([String(repeating: "\"=,", count: 10_000)]).count <= 17)
    }
}
