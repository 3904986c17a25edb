using System.Text;
using CsCheck;
using Nginx502.Fpm;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Fpm;

/// <summary>Random values are read as the real php-fpm reads them: those that pass together, a pool each, those that do not one by one.</summary>
public sealed class FpmValueDifferenceTests : IDisposable
{
    private const int SinglesOfBatch = 4;

    private static readonly string[] Pieces =
    [
        "on", "Off", "yes", "no", "none", "null", "TRUE", "false", "E_ALL", "E_NOTICE", "NULL", "INF", "abc", "foo.bar", "1", "0", "-5", "3.14", "500ms", "${HOME}", "${NOPE}", "${X", "$pool",
        "$prefix", "$", "$$", "$\\", "\\", "\\\\", "\\\"", "'", "''", "'a b'", "\"", "\"\"", "\"a b\"", "\"${HOME}\"", "\"x$\"", "\"C:\\\"", ";", "; c", "#", "=", " ", "  ", "\t", "|", "&", "^", "~",
        "!", "(", ")", "[", "]", "{", "}", "/", "*", "<", ">", "?", "@", ":", ",", "%R", "%{x}e", "+", "_", "\u00FF", "\u00C3\u00A9", "\u0001", "\u000B", "\r", "\0", "yesno", "true;",
    ];

    private static readonly Gen<string> Values = Gen.OneOf(Pieces).Array[0, 6].Select(pieces => string.Concat(pieces));

    private static readonly Gen<string> Lines = Gen.Select(
        Gen.OneOf("env[X]", "php_value[v]", "php_admin_value[error_log]", "listen", "access.format", "ping.response", "env[", "catch_workers_output", "pm.max_requests", ""),
        Gen.OneOf("=", " = ", "\t=", " "),
        Values,
        (name, equals, value) => name + equals + value);

    private readonly LabDirectory _directory = new();

    private readonly Dictionary<string, string> _environment = new() { ["HOME"] = "/root", ["PATH"] = "/usr/bin:/bin" };

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void RandomLinesMeanWhatTheyMeanToPhpFpm() => Lines.Array[60, 60].Sample(CompareBatch, iter: 25, threads: 1);

    private void CompareBatch(string[] lines)
    {
        var passing = new List<string>();
        var addresses = new HashSet<string>(StringComparer.Ordinal);
        int singles = 0;
        foreach (string line in lines)
        {
            string path = Write("single.conf", [line]);
            FpmConfiguration ours = FpmJudgement.Ours(path, _directory.Path, _environment);
            if (ours.IsAccepted && ours.PoolSections.Count == 1)
            {
                // Two pools on one address, or of one name, are another matter.
                if (addresses.Add(ours.PoolSections[0]["listen"]!) || !line.StartsWith("listen", StringComparison.Ordinal))
                {
                    passing.Add(line);
                }
            }
            else if (!ours.IsAccepted && singles++ < SinglesOfBatch)
            {
                AssertRejected(path, ours, line);
            }
        }

        string all = Write("all.conf", passing);
        (bool passes, string printed, string dump) = FpmJudgement.OfPhpFpm(all, _directory.Path, _environment);
        Assert.True(passes, printed);
        Assert.Equal(dump, FpmJudgement.Dump(FpmJudgement.Ours(all, _directory.Path, _environment)));
    }

    private void AssertRejected(string path, FpmConfiguration ours, string line)
    {
        (bool passes, string printed, _) = FpmJudgement.OfPhpFpm(path, _directory.Path, _environment);
        ConfigurationDiagnostic first = ours.Diagnostics.First(diagnostic => diagnostic.Severity >= Severity.Error);

        Assert.False(passes, line);
        Assert.StartsWith(first.Message, RawText.ToSafe(FirstError(printed)), StringComparison.Ordinal);
    }

    // Behind the level, and the file and the line where they are told.
    private static string FirstError(string printed)
    {
        int level = printed.IndexOfAny(['E', 'A', 'P']);
        string text = printed[(printed.IndexOf(": ", level, StringComparison.Ordinal) + 2)..].TrimStart();
        return text.StartsWith("[/", StringComparison.Ordinal) ? text[(text.IndexOf("] ", StringComparison.Ordinal) + 2)..] : text;
    }

    // Each line stands in a pool of its own, in which it has the last word.
    private string Write(string name, IReadOnlyList<string> lines)
    {
        var text = new StringBuilder($"[global]\nerror_log = {_directory.Logs}/fpm.log\nlog_limit = 4096\n");
        for (int index = 0; index < lines.Count; index++)
        {
            text.Append($"[p{index}]\nuser = {(LabUser.ForWorkers ?? LabUser.Root).Name}\nlisten = {_directory.Run}/p{index}\npm = static\npm.max_children = 1\naccess.log = {_directory.Logs}/p{index}.log\n{lines[index]}\n");
        }

        text.Append($"[tail]\nuser = {(LabUser.ForWorkers ?? LabUser.Root).Name}\nlisten = {_directory.Run}/tail\npm = static\npm.max_children = 1\n");
        string path = Path.Combine(_directory.Configuration, name);
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes(text.ToString()));
        return path;
    }
}
