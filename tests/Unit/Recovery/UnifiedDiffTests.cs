using System.Diagnostics;
using System.Text;
using CsCheck;

namespace Nginx502.UnitTests.Recovery;

public sealed class UnifiedDiffTests
{
    private static string Diff(string before, string after, Func<string, string>? mask = null) =>
        UnifiedDiff.Create("/etc/x", Encoding.UTF8.GetBytes(before), Encoding.UTF8.GetBytes(after), mask);

    [Fact]
    public void Equal_contents_have_none() => Assert.Empty(Diff("a\nb\n", "a\nb\n"));

    [Fact]
    public void It_is_what_diff_writes() => Assert.Equal(
        "--- /etc/x\n+++ /etc/x\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n",
        Diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"));

    [Fact]
    public void A_missing_last_line_end_is_said_on_either_side()
    {
        Assert.EndsWith("-a\n\\ No newline at end of file\n+a\n", Diff("a", "a\n"), StringComparison.Ordinal);
        Assert.EndsWith("-a\n+a\n\\ No newline at end of file\n", Diff("a\n", "a"), StringComparison.Ordinal);
        Assert.EndsWith("+b\n a\n\\ No newline at end of file\n", Diff("a", "b\na"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_side_is_line_zero()
    {
        Assert.Contains("@@ -0,0 +1 @@\n+a\n", Diff("", "a\n"), StringComparison.Ordinal);
        Assert.Contains("@@ -1,2 +0,0 @@\n-a\n-b\n", Diff("a\nb\n", ""), StringComparison.Ordinal);
    }

    [Fact]
    public void Line_ends_of_another_kind_show() =>
        Assert.EndsWith("-a\\r\n+a\n", Diff("a\r\n", "a\n"), StringComparison.Ordinal);

    [Fact]
    public void What_a_terminal_could_obey_is_escaped_and_tabulators_stay()
    {
        string diff = UnifiedDiff.Create("/etc/\e[2J", "\ta\e]0;x\a \u202Eb\n"u8, [.. "\ta"u8, 0xFF, 0xC3, (byte)'\n']);

        Assert.Equal("--- /etc/\\x1B[2J\n+++ /etc/\\x1B[2J\n@@ -1 +1 @@\n-\ta\\x1B]0;x\\x07 \\u202Eb\n+\ta\\xFF\\xC3\n", diff);
    }

    [Fact]
    public void Secrets_are_masked_in_context_too()
    {
        string diff = Diff("env[A] = s1\nx = 1\nenv[B] = s2\n", "env[A] = s1\nx = 2\nenv[B] = s3\n", line => line.StartsWith("env", StringComparison.Ordinal) ? line[..9] + "***" : line);

        Assert.EndsWith(" env[A] = ***\n-x = 1\n-env[B] = ***\n+x = 2\n+env[B] = ***\n", diff, StringComparison.Ordinal);
    }

    [Fact]
    public void Credentials_that_show_by_themselves_are_masked_without_being_told() =>
        Assert.Contains("+proxy_pass http://user:***@host;\n", Diff("", "proxy_pass http://user:secret@host;\n"), StringComparison.Ordinal);

    // Where no line comes twice there is one shortest way, and it must be that of diff, byte by byte.
    [Fact]
    public void Of_lines_that_differ_it_is_byte_by_byte_what_diff_writes() => Gen
        .Select(Gen.Int[0, 60], Gen.Bool.Array[60], Gen.Bool.Array[60], Gen.Bool, Gen.Bool)
        .Sample(
            (count, gone, come, hasOldEnd, hasNewEnd) =>
            {
                string before = string.Concat(Enumerable.Range(0, count).Where(line => !come[line] || gone[line]).Select(line => $"line {line}\n"));
                string after = string.Concat(Enumerable.Range(0, count).Where(line => !gone[line] || come[line]).Select(line => gone[line] && come[line] ? $"other {line}\n" : $"line {line}\n"));
                before = hasOldEnd ? before : before.TrimEnd('\n');
                after = hasNewEnd ? after : after.TrimEnd('\n');
                Assert.Equal(Program(before, after), Diff(before, after));
            },
            iter: 150,
            threads: 2);

    // Where lines come more than once there may be several: ours must be one of them.
    [Fact]
    public void Of_any_lines_it_is_as_short_as_can_be_and_makes_the_new_file_of_the_old_one() => Gen
        .Select(Gen.Int[0, 5].Array[0, 40], Gen.Int[0, 5].Array[0, 40])
        .Sample(
            (old, now) =>
            {
                string before = string.Concat(old.Select(line => $"{line}\n"));
                string after = string.Concat(now.Select(line => $"{line}\n"));
                string diff = Diff(before, after);
                Assert.Equal(after, Apply(before, diff));
                Assert.Equal(old.Length + now.Length - (2 * LongestCommon(old, now)), diff.Split('\n').Skip(2).Count(line => line.Length > 0 && line[0] is '+' or '-'));
            },
            iter: 2000);

    [Fact]
    public void Two_large_files_without_a_common_line_are_one_replacement_and_take_no_time()
    {
        string before = string.Concat(Enumerable.Range(0, 20_000).Select(line => $"old {line}\n"));
        string after = string.Concat(Enumerable.Range(0, 20_000).Select(line => $"new {line}\n"));

        Assert.Equal(after, Apply(before, Diff(before, after)));
    }

    private static string Program(string before, string after)
    {
        string old = Path.GetTempFileName();
        string now = Path.GetTempFileName();
        try
        {
            File.WriteAllText(old, before);
            File.WriteAllText(now, after);
            var start = new ProcessStartInfo("diff", ["-u", "--minimal", "--label", "/etc/x", "--label", "/etc/x", old, now]) { RedirectStandardOutput = true };
            using Process process = Process.Start(start)!;
            string text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return text;
        }
        finally
        {
            File.Delete(old);
            File.Delete(now);
        }
    }

    // What patch does.
    private static string Apply(string before, string diff)
    {
        string[] old = before.Split('\n')[..^1];
        var result = new StringBuilder();
        int at = 0;
        foreach (string line in diff.Split('\n').Skip(2).Where(line => line.Length > 0))
        {
            if (line[0] == '@')
            {
                string[] place = line.Split(' ')[1][1..].Split(',');
                int start = int.Parse(place[0], System.Globalization.CultureInfo.InvariantCulture) - (place.Length > 1 && place[1] == "0" ? 0 : 1);
                while (at < start)
                {
                    result.Append(old[at++]).Append('\n');
                }

                continue;
            }

            if (line[0] != '+')
            {
                Assert.Equal(old[at++], line[1..]);
            }

            if (line[0] != '-')
            {
                result.Append(line.AsSpan(1)).Append('\n');
            }
        }

        return result.Append(string.Concat(old.Skip(at).Select(line => line + "\n"))).ToString();
    }

    private static int LongestCommon(int[] old, int[] now)
    {
        int[,] length = new int[old.Length + 1, now.Length + 1];
        for (int x = 1; x <= old.Length; x++)
        {
            for (int y = 1; y <= now.Length; y++)
            {
                length[x, y] = old[x - 1] == now[y - 1] ? length[x - 1, y - 1] + 1 : Math.Max(length[x - 1, y], length[x, y - 1]);
            }
        }

        return length[old.Length, now.Length];
    }
}
