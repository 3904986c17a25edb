using Nginx502.Nginx;

namespace Nginx502.IntegrationTests.Nginx;

/// <summary>What an edit makes is taken by a real nginx, for every upstream of every case.</summary>
public sealed class EditTests
{
    public static TheoryData<string> Accepted() => [.. CaseDirectory.Names.Where(name => !name.StartsWith("bad-", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Accepted))]
    public void NginxTakesWhatAnEditMakes(string name)
    {
        using var directory = new CaseDirectory(name);
        for (int index = 0; index < Read(directory).Upstreams.Count; index++)
        {
            NginxConfiguration configuration = Read(directory);
            NginxUpstream upstream = configuration.Upstreams[index];
            string prefix = upstream.Directive[..^"pass".Length];
            NginxEdit edit = new NginxUpstreamEditor(configuration).Set(upstream, new Dictionary<string, string?>
            {
                [prefix + "read_timeout"] = "77s",
                [prefix + "next_upstream"] = "error",
                [prefix + "connect_timeout"] = "1500ms",
            });

            Assert.Empty(edit.Problems);
            Write(edit);
            NginxUpstream after = Read(directory).Upstreams[index];
            Assert.Equal((77, 1500), ((int)after.ReadTimeout!.Value.TotalSeconds, (int)after.ConnectTimeout!.Value.TotalMilliseconds));
            Assert.Equal(["error"], after.NextUpstream);
        }

        NginxProgram.Verdict verdict = NginxProgram.Check(directory.Root, "-t");
        Assert.True(verdict.IsAccepted, string.Join('\n', verdict.Said));
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public void NginxTakesAnotherAddress(string name)
    {
        using var directory = new CaseDirectory(name);
        int count = Read(directory).Upstreams.Count;
        for (int index = 0; index < count; index++)
        {
            NginxConfiguration configuration = Read(directory);
            FpmEndpoint? from = configuration.Upstreams[index].Endpoint;
            NginxEdit edit = new NginxUpstreamEditor(configuration).ReplaceAddress(configuration.Upstreams[index], from, FpmEndpoint.Parse("/run/new.sock"));
            if (edit.IsPossible)
            {
                Write(edit);
                Assert.Contains("unix:/run/new.sock", Read(directory).Upstreams[index].Endpoints.Select(endpoint => endpoint.ToString()));
            }
        }

        NginxProgram.Verdict verdict = NginxProgram.Check(directory.Root, "-t");
        Assert.True(verdict.IsAccepted, string.Join('\n', verdict.Said));
    }

    private static NginxConfiguration Read(CaseDirectory directory) => NginxConfiguration.Read(directory.Main);

    private static void Write(NginxEdit edit)
    {
        foreach (FileEdit file in edit.Edits)
        {
            Assert.Equal(File.ReadAllBytes(file.Path), file.Before.ToArray());
            File.WriteAllBytes(file.Path, file.After.ToArray());
        }
    }
}
