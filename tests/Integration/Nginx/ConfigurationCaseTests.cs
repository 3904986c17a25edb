using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Nginx502.Linux;
using Nginx502.Nginx;

namespace Nginx502.IntegrationTests.Nginx;

/// <summary>A real nginx judges every case: what it takes is taken here, what it refuses is refused, and it reads the same files.</summary>
public sealed class ConfigurationCaseTests
{
    private static readonly Regex Header = new(@"^# configuration file (?<path>.*):$", RegexOptions.Multiline | RegexOptions.CultureInvariant);

    public static TheoryData<string> All() => [.. CaseDirectory.Names];

    public static TheoryData<string> Accepted() => [.. CaseDirectory.Names.Where(name => !name.StartsWith("bad-", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(All))]
    public void NginxJudgesAsRecordedAndAsHere(string name)
    {
        using var directory = new CaseDirectory(name);
        NginxProgram.Verdict verdict = NginxProgram.Check(directory.Root, "-t");
        IReadOnlyList<ConfigurationDiagnostic> found = Read(directory).Check();

        Assert.Equal(directory.Recorded, verdict.Said);
        Assert.Equal(verdict.IsAccepted, found.All(diagnostic => diagnostic.Severity < Severity.Error));

        // What it says last is the reason of its refusal. Without a place it ends with the message.
        Assert.All(verdict.Said, said => Assert.Contains(found, diagnostic => said.Contains(diagnostic.Message.Replace("\\uFEFF", "\uFEFF", StringComparison.Ordinal), StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public void NginxReadsTheSameBytesInTheSameOrder(string name)
    {
        using var directory = new CaseDirectory(name);
        using var dump = new MemoryStream();
        foreach (NginxConfigurationFile file in Read(directory).Files)
        {
            dump.Write(Encoding.UTF8.GetBytes($"# configuration file {file.Path}:\n"));
            dump.Write(file.Bytes.Span);
            dump.Write("\n"u8);
        }

        Assert.Equal(NginxProgram.Check(directory.Root, "-T").Output, dump.ToArray());
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public void UpstreamsOfTheDumpAreThoseOfTheDisk(string name)
    {
        using var directory = new CaseDirectory(name);
        using var copy = new CaseDirectory(name);
        string root = WriteDump(copy.Root + "/dump", NginxProgram.Check(directory.Root, "-T").Output);

        Assert.Equal(
            Read(directory).Upstreams.Select(Describe),
            NginxConfiguration.Read(directory.Main, FileTree.At(root)).Upstreams.Select(Describe));
    }

    private static NginxConfiguration Read(CaseDirectory directory) =>
        NginxConfiguration.Read(directory.Main, options: new NginxReadingOptions { Version = new Version(1, 22, 1) });

    // The files of a dump, below a directory that stands for the machine.
    private static string WriteDump(string root, byte[] dump)
    {
        string text = Encoding.Latin1.GetString(dump);
        Match[] headers = [.. Header.Matches(text).Cast<Match>()];
        Assert.NotEmpty(headers);
        for (int index = 0; index < headers.Length; index++)
        {
            int start = headers[index].Index + headers[index].Length + 1;
            int end = (index + 1 < headers.Length ? headers[index + 1].Index : text.Length) - 1;
            string path = root + headers[index].Groups["path"].Value;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, Encoding.Latin1.GetBytes(text[start..end]));
        }

        return root;
    }

    private static string Describe(NginxUpstream upstream) => JsonSerializer.Serialize(new
    {
        Text = upstream.ToString(),
        upstream.ServerNames,
        upstream.Listen,
        upstream.IsResolved,
        upstream.Path,
        upstream.LineNumber,
        Endpoints = upstream.Endpoints.Select(endpoint => endpoint.ToString()),
        upstream.Settings,
    });
}
