using System.Globalization;

namespace Nginx502.UnitTests.Fpm.Checks;

/// <summary>Each file NAME.conf has NAME.expected beside it: what is said about it, a line each.</summary>
public class DiagnosticTests
{
    public static TheoryData<string> Cases() =>
        [.. Directory.GetFiles(TestData.Path("fpm-conf/diagnostics"), "*.conf").Select(path => Path.GetFileNameWithoutExtension(path)!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_wrong_is_said_at_its_place(string name)
    {
        string[] expected = File.ReadAllLines(TestData.Path($"fpm-conf/diagnostics/{name}.expected"));

        FpmConfiguration configuration = FpmFiles.Read(File.ReadAllBytes(TestData.Path($"fpm-conf/diagnostics/{name}.conf")));

        string[] said = [(configuration.IsAccepted ? "accepted" : "refused"), .. configuration.Diagnostics.SelectMany(Say)];
        Assert.Equal(string.Join('\n', expected), string.Join('\n', said));
    }

    private static string[] Say(ConfigurationDiagnostic diagnostic)
    {
        string place = $"{diagnostic.LineNumber?.ToString(CultureInfo.InvariantCulture) ?? "-"}:{diagnostic.Column?.ToString(CultureInfo.InvariantCulture) ?? "-"}";
        string line = $"{diagnostic.Severity} {diagnostic.Id} {place} {diagnostic.Message}";
        return diagnostic.Advice is { } advice ? [line, "    " + advice] : [line];
    }
}
