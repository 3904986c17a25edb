using Nginx502.Lab;
using Nginx502.Nginx;
using NginxConfiguration = Nginx502.Nginx.NginxConfiguration;

namespace Nginx502.IntegrationTests.Nginx;

/// <summary>
/// Every directive of nginx's own modules, where it may not stand and with more arguments than it takes: what is said here is what
/// nginx says. Directives that this nginx was built without are not compared.
/// </summary>
public sealed class DirectiveTableTests
{
    // The blocks of a configuration, with what has to stand around a line in each.
    private static readonly string[] Contexts =
    [
        "@", "events { @", "http { @", "http { server { @", "http { server { location / { @", "http { upstream u { @", "http { server { if ($uri) { @",
        "http { server { location / { if ($uri) { @", "http { server { location / { limit_except GET { @",
    ];

    // Modules that distributions leave out or build as files of their own, and those that came after 1.22.1.
    private static readonly string[] MayBeMissing =
    [
        "mail", "stream", "geoip", "image_filter", "perl", "xslt", "degradation", "perftools", "http3", "quic", "tunnel_", "sticky", "least_time", "preread", "rcvbuf", "sndbuf",
    ];

    private static readonly string[][] Rows = ReadTable();

    [Fact]
    public async Task WhatIsSaidOfADirectiveIsWhatNginxSays()
    {
        using var directory = new LabDirectory();
        (string Name, string Text)[] probes = [.. Rows.Select(row => row[0]).Distinct(StringComparer.Ordinal).SelectMany(Probes)];
        var differences = new List<string>();
        var missing = new HashSet<string>(StringComparer.Ordinal);
        int compared = 0;
        await Parallel.ForEachAsync(probes, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (probe, _) =>
        {
            await Task.Yield();
            string path = LabDirectory.Write(directory.Configuration, $"{Guid.NewGuid():N}.conf", probe.Text);
            string nginx = Kind(NginxProgram.Check(directory.Path, "-t", path).Said.LastOrDefault() ?? "");
            string here = Kind(NginxConfiguration.Read(path, options: new NginxReadingOptions { Version = new Version(1, 22, 1) })
                .Check().FirstOrDefault(found => found.Severity >= Severity.Error && found.LineNumber == 2)?.Message ?? "");
            File.Delete(path);
            lock (differences)
            {
                if (nginx == "unknown directive")
                {
                    missing.Add(probe.Name);
                    return;
                }

                compared++;
                if (nginx != here)
                {
                    differences.Add($"{probe.Text.ReplaceLineEndings(" ")}: nginx says '{nginx}', here is said '{here}'");
                }
            }
        });

        Assert.Empty(differences);
        Assert.True(compared > 900, $"only {compared} were compared");
        Assert.All(missing, name => Assert.True(IsExpectedToBeMissing(name), name));
    }

    // One block where it may not stand, and too many arguments where it may. The blocks take turns, so that all are seen.
    private static IEnumerable<(string Name, string Text)> Probes(string name)
    {
        string[] allowed = [.. Rows.Where(row => row[0] == name).SelectMany(row => row[2].Split(','))];
        if (allowed.Contains("any"))
        {
            yield break;
        }

        string[] names = ["main", "events", "http", "server", "location", "upstream", "server-if", "location-if", "limit_except"];
        int turn = Math.Abs(name.Sum(letter => letter)) % names.Length;
        int wrong = Enumerable.Range(turn, names.Length).Select(index => index % names.Length).First(index => !allowed.Contains(names[index]));
        yield return (name, Text(Contexts[wrong], $"{name} 1;"));
        int right = Array.FindIndex(names, allowed.Contains);
        if (right >= 0)
        {
            yield return (name, Text(Contexts[right], name + " 1 2 3 4 5 6 7 8;"));
        }
    }

    // What follows is never right, so that nginx ends before it touches anything.
    private static string Text(string context, string line) => context.Replace("@", "\n" + line, StringComparison.Ordinal) + "\n} } } } } }\n";

    private static string Kind(string message) =>
        message.Contains("unknown directive", StringComparison.Ordinal) ? "unknown directive"
        : message.Contains("is not allowed here", StringComparison.Ordinal) ? "not allowed here"
        : message.Contains("invalid number of arguments", StringComparison.Ordinal) ? "number of arguments"
        : message.Contains("has no opening", StringComparison.Ordinal) ? "no opening brace"
        : message.Contains("is not terminated by", StringComparison.Ordinal) ? "not terminated"
        : "taken, or of a wrong value";

    private static bool IsExpectedToBeMissing(string name) => Rows.Where(row => row[0] == name).All(row =>
        row[6] == "new" || row[2].Contains("stream", StringComparison.Ordinal) || row[2].Contains("mail", StringComparison.Ordinal)
        || MayBeMissing.Any(part => row[1].Contains(part, StringComparison.Ordinal) || name.Contains(part, StringComparison.Ordinal)));

    private static string[][] ReadTable()
    {
        for (string? directory = AppContext.BaseDirectory; directory is not null; directory = Path.GetDirectoryName(directory))
        {
            string path = Path.Combine(directory, "src", "Core", "Nginx", "Directives", "directives.tsv");
            if (File.Exists(path))
            {
                return [.. File.ReadLines(path).Where(line => !line.StartsWith('#')).Select(line => line.Split('\t'))];
            }
        }

        throw new DirectoryNotFoundException("No directives.tsv above " + AppContext.BaseDirectory);
    }
}
