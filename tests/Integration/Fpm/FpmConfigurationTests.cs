using System.Text;
using Nginx502.Fpm;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Fpm;

/// <summary>
/// What the real php-fpm accepts, we read to the same values, directive by directive; what it rejects, we reject with its words. Each folder of
/// tests/data/fpm-conf/cases is one configuration: php-fpm.conf with what it includes, {DIR} for where it lies; environment where it needs one; rejected
/// with the true place and the words where php-fpm rejects it.
/// </summary>
public sealed class FpmConfigurationTests : IDisposable
{
    private const string MainFile = "php-fpm.conf";

    private readonly LabDirectory _directory = new();

    public static TheoryData<string> Accepted() => [.. Cases().Where(name => !File.Exists(Path.Combine(Folder(name), "rejected")))];

    public static TheoryData<string> Rejected() => [.. Cases().Where(name => File.Exists(Path.Combine(Folder(name), "rejected")))];

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Accepted))]
    public void WhatPhpFpmAcceptsIsReadToTheSameValues(string name)
    {
        (string path, Dictionary<string, string> environment) = Install(name);

        (bool passes, string printed, string dump) = FpmJudgement.OfPhpFpm(path, _directory.Path, environment);
        FpmConfiguration ours = FpmJudgement.Ours(path, _directory.Path, environment);

        Assert.True(passes, printed);
        Assert.True(ours.IsAccepted, string.Join('\n', ours.Diagnostics));
        Assert.Equal(Warnings(printed).Order(), ours.Diagnostics.Where(IsOfPhpFpm).Select(diagnostic => diagnostic.Message).Order());
        if (ours.GlobalSettings.Single(setting => setting.Name == "log_level").Value is "NOTICE" or "DEBUG")
        {
            Assert.Equal(dump, FpmJudgement.Dump(ours));
        }
    }

    [Theory]
    [MemberData(nameof(Rejected))]
    public void WhatPhpFpmRejectsIsRejectedAtItsPlaceInItsWords(string name)
    {
        (string path, Dictionary<string, string> environment) = Install(name);
        string[] expected = Fill(File.ReadAllText(Path.Combine(Folder(name), "rejected"))).TrimEnd('\n').Split(' ', 2);

        (bool passes, string printed, _) = FpmJudgement.OfPhpFpm(path, _directory.Path, environment);
        FpmConfiguration ours = FpmJudgement.Ours(path, _directory.Path, environment);

        Assert.False(passes, printed);
        Assert.Contains(expected[1], printed, StringComparison.Ordinal);
        Assert.False(ours.IsAccepted);
        ConfigurationDiagnostic first = ours.Diagnostics.First(diagnostic => diagnostic.Severity >= Severity.Error);
        Assert.Equal((expected[1], _directory.Path + "/" + expected[0]), (first.Message, ConfigurationPlace.Format(first.Path, first.LineNumber)));
    }

    [Fact]
    public async Task OfAKeyTheFirstLineCounts()
    {
        // Nothing but a request shows it: the dump prints all.
        string script = LabDirectory.Write(_directory.DocumentRoot, "keys.php", "<?php echo getenv('A'), '|', ini_get('memory_limit'), '|', ini_get('post_max_size');");
        LabDirectory.Write(_directory.Configuration, "keys.conf", "env[A] = first\nenv[A] = second\nphp_value[memory_limit] = 101M\nphp_value[memory_limit] = 102M\nphp_admin_value[post_max_size] = 11M\nphp_admin_value[post_max_size] = 12M\n");
        string socket = Path.Combine(_directory.Run, "fpm.sock");
        var pool = new Lab.FpmPool("www", socket) { Directives = new Dictionary<string, string> { ["include"] = Path.Combine(_directory.Configuration, "keys.conf") } };
        using var fpm = new FpmServer(_directory, [pool]);
        await fpm.StartAsync();

        Assert.EndsWith("first|101M|11M", FastCgiRequest.Ask(socket, script), StringComparison.Ordinal);
        FpmPool ours = Assert.Single(FpmConfiguration.Read(fpm.ConfigurationPath).Pools);
        Assert.Equal(("101M", "11M"), (ours.GetSetting("php_value[memory_limit]")!.Value, ours.GetSetting("php_admin_value[post_max_size]")!.Value));
    }

    // Those that say nothing of php-fpm's own are ours alone.
    private static bool IsOfPhpFpm(ConfigurationDiagnostic diagnostic) => diagnostic is { Severity: Severity.Warning, Id: "IncludeNothing" or "BacklogRaised" };

    private static IEnumerable<string> Warnings(string printed) =>
        printed.Split('\n').Where(line => line.StartsWith("WARNING: ", StringComparison.Ordinal)).Select(line => line["WARNING: ".Length..]);

    private static IEnumerable<string> Cases() => Directory.GetDirectories(Root).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    private static string Folder(string name) => Path.Combine(Root, name);

    private static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        string? directory = AppContext.BaseDirectory;
        while (directory is not null && !File.Exists(Path.Combine(directory, "Nginx502.sln")))
        {
            directory = Path.GetDirectoryName(directory);
        }

        return Path.Combine(directory ?? throw new LabException("No Nginx502.sln above the tests."), "tests", "data", "fpm-conf", "cases");
    }

    private (string Path, Dictionary<string, string> Environment) Install(string name)
    {
        var environment = new Dictionary<string, string> { ["HOME"] = "/root", ["PATH"] = "/usr/bin:/bin" };
        foreach (string file in Directory.GetFiles(Folder(name), "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(_directory.Path, Path.GetRelativePath(Folder(name), file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllBytes(target, Encoding.Latin1.GetBytes(Fill(Encoding.Latin1.GetString(File.ReadAllBytes(file)))));
            if (Path.GetFileName(file) == "environment")
            {
                foreach (string[] pair in File.ReadAllLines(file).Select(line => line.Split('=', 2)))
                {
                    environment[pair[0]] = pair[1];
                }
            }
        }

        return (Path.Combine(_directory.Path, MainFile), environment);
    }

    private string Fill(string text) => text.Replace("{DIR}", _directory.Path, StringComparison.Ordinal);
}
