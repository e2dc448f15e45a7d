/// The policies that come with the program.
enum BuiltInPolicies {
    static let files: [PolicyFiles.File] = []
}
