using System.Xml.Linq;

namespace Nginx502.Build.Testing;

/// <summary>The result file that 'dotnet test --logger trx' writes.</summary>
internal static class TrxFile
{
    private static readonly XNamespace Names = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    /// <summary>Reads the results of all tests in a file.</summary>
    /// <exception cref="System.Xml.XmlException">The file is cut off: the run was killed.</exception>
    public static IReadOnlyList<TestResult> Read(string path) => Parse(XDocument.Load(path));

    /// <summary>Takes the results of all tests out of a document.</summary>
    internal static IReadOnlyList<TestResult> Parse(XDocument document) =>
        [.. document.Descendants(Names + "UnitTestResult").Select(result => new TestResult(
            result.Attribute("testName")?.Value ?? "(a test without a name)",
            OutcomeOf(result.Attribute("outcome")?.Value),
            MessageOf(result)))];

    private static TestOutcome OutcomeOf(string? outcome) => outcome switch
    {
        "Passed" => TestOutcome.Passed,
        "NotExecuted" => TestOutcome.Skipped,
        // Failed, Error, Timeout, Aborted, and whatever else is not a success.
        _ => TestOutcome.Failed,
    };

    private static string MessageOf(XElement result)
    {
        XElement? error = result.Element(Names + "Output")?.Element(Names + "ErrorInfo");
        return string.Join('\n', new[] { error?.Element(Names + "Message")?.Value, error?.Element(Names + "StackTrace")?.Value }
            .Where(text => !string.IsNullOrWhiteSpace(text)));
    }
}
