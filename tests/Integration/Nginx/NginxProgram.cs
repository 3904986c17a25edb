using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Nginx;

/// <summary>The installed nginx, run to its end: it checks a configuration and says what it thinks of it.</summary>
internal static class NginxProgram
{
    private static readonly Regex LogLine = new(@"\[(?<level>warn|error|crit|alert|emerg)\] \d+#\d+: (?<message>.*)$", RegexOptions.CultureInvariant);

    /// <summary>What a check said.</summary>
    /// <param name="IsAccepted">True when nginx takes the configuration.</param>
    /// <param name="Output">What it printed to its standard output: with <c>-T</c> the files.</param>
    /// <param name="Said">Its messages with their levels: <c>emerg unknown directive "x" in /nginx.conf:3</c>.</param>
    public sealed record Verdict(bool IsAccepted, byte[] Output, IReadOnlyList<string> Said);

    /// <summary>Checks a configuration.</summary>
    /// <param name="root">The directory that everything of it lies in.</param>
    /// <param name="option"><c>-t</c>, or <c>-T</c> for the files too.</param>
    /// <param name="configuration">The main file; <c>nginx.conf</c> in the root when not given.</param>
    public static Verdict Check(string root, string option, string? configuration = null)
    {
        // It would write its pid file elsewhere, and chown directories that belong to the machine.
        string pid = Path.Combine(root, "run", $"{Guid.NewGuid():N}.pid");
        var start = new ProcessStartInfo(LabProgram.Nginx, [option, "-q", "-p", root + "/", "-c", configuration ?? root + "/nginx.conf", "-e", "stderr", "-g", $"pid {pid};"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = Encoding.Latin1,
        };
        using Process process = Process.Start(start) ?? throw new LabException("nginx did not start.");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        string text = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(errors.Result));
        return new Verdict(process.ExitCode == 0, output.ToArray(), [.. text.Split('\n').Select(Said).OfType<string>()]);
    }

    // As an ordinary user nginx says that it cannot become another one.
    private static string? Said(string line) =>
        LogLine.Match(line) is { Success: true } match && !line.Contains("the \"user\" directive makes sense only", StringComparison.Ordinal)
            ? $"{match.Groups["level"].Value} {match.Groups["message"].Value}"
            : null;
}
