using System.Text;
using CsCheck;
using Nginx502.Nginx;

namespace Nginx502.UnitTests.Nginx.Editing;

public sealed class RandomEditTests : IDisposable
{
    private static readonly (string Name, string?[] Values)[] Directives =
    [
        ("read_timeout", ["5s", "1h", "250ms", null]),
        ("connect_timeout", ["3", "60s", null]),
        ("next_upstream", ["off", "error", "error timeout invalid_header", null]),
        ("buffers", ["32 16k", "8 4k", null]),
        ("buffer_size", ["16k", "4k", null]),
        ("intercept_errors", ["on", "off", null]),
        ("bind", ["127.0.0.1", "$remote_addr transparent", null]),
        ("cache_key", ["\"a b\"", "$uri", null]),
    ];

    private readonly ConfigurationCase[] _cases =
    [
        .. ConfigurationCase.AllNames
            .Where(name => !name.StartsWith("bad-", StringComparison.Ordinal))
            .Select(name => new ConfigurationCase(name))
            .Where(configuration => configuration.Configuration.Upstreams.Count > 0),
    ];

    public void Dispose() => Array.ForEach(_cases, configuration => configuration.Dispose());

    [Fact]
    public void Whatever_is_set_holds_afterwards_and_little_else_changes()
    {
        int done = 0;
        Gen<(int Case, int Upstream, int Directive, int Value)> edit = Gen.Select(Gen.Int[0, 999], Gen.Int[0, 999], Gen.Int[0, 999], Gen.Int[0, 999]);
        edit.Array[1, 4].Sample(
            edits =>
            {
                NginxConfiguration configuration = _cases[edits[0].Case % _cases.Length].Configuration;
                foreach ((_, int upstream, int directive, int value) in edits)
                {
                    int index = upstream % configuration.Upstreams.Count;
                    NginxUpstream target = configuration.Upstreams[index];
                    (string name, string?[] values) = Directives[directive % Directives.Length];
                    string key = target.Directive[..^"pass".Length] + name;
                    string? wanted = values[value % values.Length];
                    NginxEdit made = new NginxUpstreamEditor(configuration).Set(target, new Dictionary<string, string?> { [key] = wanted });
                    if (!made.IsPossible)
                    {
                        Assert.Empty(made.Edits);
                        continue;
                    }

                    configuration = configuration.With(made.Edits.ToDictionary(file => file.Path, file => file.After.ToArray()));
                    NginxSetting? now = configuration.Upstreams[index].GetSetting(key);
                    Assert.True(wanted is null ? made.Edits.All(file => IsRarer(key, file)) : IsIn(now, wanted), $"{key} {wanted}: {now}");
                    Assert.All(made.Edits, file => Assert.InRange(ChangedLines(file), 1, 3));
                    Interlocked.Increment(ref done);
                }
            },
            iter: 2_000,
            threads: 1);

        Assert.True(done > 1_000, $"only {done} edits were possible");
    }

    // As it was written, or another text of the same value that was there already.
    private static bool IsIn(NginxSetting? setting, string wanted) =>
        setting is not null && (setting.Value == wanted || setting.Value.Trim('"') == wanted.Trim('"') || NginxTime.ToDuration(setting.Value) == NginxTime.ToDuration(wanted)
            || setting.Value.Split(' ').ToHashSet().SetEquals(wanted.Split(' ')));

    // What is taken away here may be inherited from a location around it.
    private static bool IsRarer(string name, FileEdit file) => Encoding.Latin1.GetString(file.After.Span).Split(name).Length < Encoding.Latin1.GetString(file.Before.Span).Split(name).Length;

    private static int ChangedLines(FileEdit file)
    {
        string[] before = Encoding.Latin1.GetString(file.Before.Span).Split('\n');
        string[] after = Encoding.Latin1.GetString(file.After.Span).Split('\n');
        int start = 0;
        while (start < Math.Min(before.Length, after.Length) && before[start] == after[start])
        {
            start++;
        }

        int end = 0;
        while (end < Math.Min(before.Length, after.Length) - start && before[^(end + 1)] == after[^(end + 1)])
        {
            end++;
        }

        return Math.Max(before.Length, after.Length) - start - end;
    }
}
