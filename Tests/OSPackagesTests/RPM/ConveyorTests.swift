import Testing

@testable import OSPackages

/// Two threads, one making and one taking; whichever fails ends the other.
struct ConveyorTests {
    private struct Fault: Error, Equatable {}

    @Test func everythingArrivesInOrder() throws {
        let sum = try Conveyor<Int>.run(capacity: 3) { pass in
            for number in 0..<10_000 { try pass(number) }
        } use: { next in
            var last = -1
            while let number = try next() {
                #expect(number == last + 1)
                last = number
            }
            #expect(try next() == nil)
            return last
        }
        #expect(sum == 9999)
    }

    @Test func theMakersFaultComesAfterItsValues() {
        var taken = 0
        #expect(throws: Fault()) {
            try Conveyor<Int>.run(capacity: 2) { pass in
                try pass(1)
                throw Fault()
            } use: { next in
                while try next() != nil { taken += 1 }
            }
        }
        #expect(taken == 1)
    }

    /// The maker would never end by itself.
    @Test(arguments: 0..<50)
    func theTakersFaultEndsTheMaker(_ count: Int) {
        #expect(throws: Fault()) {
            try Conveyor<Int>.run(capacity: 1 + count % 4) { pass in
                while true { try pass(1) }
            } use: { next in
                for _ in 0..<count { _ = try next() }
                throw Fault()
            }
        }
    }
}
