using System.Text.RegularExpressions;
using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Commands;

/// <summary>The commands of remedies, run on the server that they were given for: what they are for is gone afterwards. The servers are those of tests/data/alignment.</summary>
public sealed class RemedyTests : IDisposable
{
    private static readonly string Folder = Path.Combine(Package.Repository, "tests", "data", "alignment");
    private static readonly Regex Changing = new("^(Sync-FpmEndpoint|Set-FpmPoolTuning|Get-NginxUpstream .* [|] (Set|Sync)-)[^<]*$", RegexOptions.CultureInvariant);

    private readonly ModuleSession _session = ModuleSession.Open();

    public static TheoryData<string> Cases => [.. Directory.GetDirectories(Folder).Select(directory => Path.GetFileName(directory)).Order(StringComparer.Ordinal)];

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Every_kind_that_has_a_command_is_tried()
    {
        HashSet<AlignmentMismatchKind> tried = [.. Directory.GetDirectories(Folder).SelectMany(name => Commands(name).Select(one => one.Mismatch.Kind))];

        Assert.Superset(
            new HashSet<AlignmentMismatchKind>
            {
                AlignmentMismatchKind.SocketPathMismatch, AlignmentMismatchKind.PhpVersionPathMismatch, AlignmentMismatchKind.TransportMismatch, AlignmentMismatchKind.PortMismatch,
                AlignmentMismatchKind.AddressFamilyMismatch, AlignmentMismatchKind.SocketPermission, AlignmentMismatchKind.AllowedClientsRejected, AlignmentMismatchKind.FpmExposed,
                AlignmentMismatchKind.BufferRule, AlignmentMismatchKind.TerminateTimeoutTooLong, AlignmentMismatchKind.MaxExecutionTimeTooLong, AlignmentMismatchKind.KeepaliveStarvesPool,
                AlignmentMismatchKind.ReloadEndsRequests,
            },
            tried);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_a_remedy_is_for_is_gone_after_it(string name) => Assert.All(Commands(Path.Combine(Folder, name)), one =>
    {
        using TemporaryFolder server = Copy(Path.Combine(Folder, name));
        string command = one.Command.Replace(" -Reload", string.Empty, StringComparison.Ordinal).Replace(" | ", " -RootPath $args[0] | ", StringComparison.Ordinal) + " -RootPath $args[0]";

        InvocationResult result = _session.Invoke(command, server.Path);

        Assert.True(result.ErrorIds.Count == 0, $"{command}: {string.Join(", ", result.ErrorIds)}");
        Assert.DoesNotContain(Examine(server.Path), after => IsSame(after.Result, one.Result) && after.Mismatch.Kind == one.Mismatch.Kind);
    });

    [Theory]
    [InlineData("keepalive")]
    [InlineData("buffers-busy")]
    [InlineData("two-likely")]
    [InlineData("permission-by-lines")]
    public void A_command_that_is_shown_can_be_pasted(string name)
    {
        using TemporaryFolder server = Copy(Path.Combine(Folder, name));
        string shown = _session.Show("Test-FpmAlignment -RootPath $args[0]", server.Path);
        string[] commands = [.. Examine(server.Path).Where(found => found.Mismatch.Severity > Severity.Note).Select(found => found.Mismatch.Remedies[0].Command).OfType<string>()];

        Assert.NotEmpty(commands);
        Assert.All(shown.Split('\n'), line => Assert.True(line.TrimEnd().Length <= 80, line));

        // A line of PowerShell goes on after a backtick.
        string pasted = Regex.Replace(shown, " `\r?\n +", " ");
        Assert.All(commands, command => Assert.Contains(command, pasted, StringComparison.Ordinal));
    }

    private (AlignmentResult Result, AlignmentMismatch Mismatch, string Command)[] Commands(string source)
    {
        using TemporaryFolder server = Copy(source);
        return
        [
            .. Examine(server.Path).SelectMany(found => found.Mismatch.Remedies.Select(remedy => remedy.Command).OfType<string>().Where(command => Changing.IsMatch(command))
                .Select(command => (found.Result, found.Mismatch, command))),
        ];
    }

    private (AlignmentResult Result, AlignmentMismatch Mismatch)[] Examine(string root) =>
    [
        .. _session.Invoke("Test-FpmAlignment -RootPath $args[0]", root).As<AlignmentResult>().SelectMany(result => result.Mismatches.Select(mismatch => (result, mismatch))),
    ];

    // What leads nowhere leads to a pool afterwards; a pool that nobody uses keeps its name.
    private static bool IsSame(AlignmentResult one, AlignmentResult other) => one.Server == other.Server && one.Location == other.Location
        && (other.Server is not null || (one.Pool == other.Pool && one.ConfigurationPath == other.ConfigurationPath));

    private static TemporaryFolder Copy(string source)
    {
        var folder = new TemporaryFolder();
        foreach (string file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            string copy = folder[Path.GetRelativePath(source, file)];
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        Directory.CreateDirectory(folder["etc"]);
        File.WriteAllText(folder["etc/passwd"], "root:x:0:0:root:/root:/bin/sh\nwww-data:x:33:33::/var/www:/bin/false\nnginx:x:101:101::/:/bin/false\nshop:x:1000:1000::/srv/shop:/bin/sh\n");
        File.WriteAllText(folder["etc/group"], "root:x:0:\nwww-data:x:33:\nnginx:x:101:\nshop:x:1000:\n");
        return folder;
    }
}
