using Nginx502.Recovery;

namespace Nginx502.UnitTests.Recovery.Endpoints;

/// <summary>What makes nginx and a pool agree. A case that has no expectation yet fails with the text that it would have.</summary>
public sealed class EndpointSyncTests
{
    private static readonly AlignmentMismatchKind[] Disagreements =
    [
        AlignmentMismatchKind.NoPool, AlignmentMismatchKind.SocketPathMismatch, AlignmentMismatchKind.PhpVersionPathMismatch, AlignmentMismatchKind.TransportMismatch,
        AlignmentMismatchKind.PortMismatch, AlignmentMismatchKind.AddressFamilyMismatch, AlignmentMismatchKind.AddressMismatch, AlignmentMismatchKind.SocketPermission,
    ];

    public static TheoryData<string> Cases => EndpointCase.Names;

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_planned_is_what_is_expected(string name)
    {
        using var example = new EndpointCase(name);
        string planned = Describe(example, EndpointSync.Plan(example.Request()));

        Assert.True(example.Expected == planned, planned);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Once_it_is_made_both_sides_agree_and_nothing_is_left_to_do(string name)
    {
        using var example = new EndpointCase(name);
        EndpointSyncRequest before = example.Request();
        EndpointSyncPlan plan = EndpointSync.Plan(before);
        if (plan.Problems.Count > 0)
        {
            Assert.True(plan.Change.IsEmpty && plan.Endpoint is null && plan.Upstreams.Count == 0);
            return;
        }

        example.Apply(plan);
        EndpointSyncRequest after = example.Request();

        Assert.Equal(plan.Endpoint, after.Pool.Endpoint);
        Assert.All(plan.Upstreams, upstream => Assert.Contains(plan.Endpoint!, Same(after, upstream).Endpoints));
        AlignmentResult[] own = [.. Alignment.Examine(after.Gateway).Where(result => result.Pool == after.Pool.Pool)];
        Assert.DoesNotContain(own.SelectMany(result => result.Mismatches), mismatch => Disagreements.Contains(mismatch.Kind));
        EndpointSyncPlan again = EndpointSync.Plan(after);
        Assert.Equal((true, plan.Endpoint), (again.Change.IsEmpty, again.Endpoint));
        Assert.Empty(again.Problems);
    }

    private static NginxUpstream Same(EndpointSyncRequest request, NginxUpstream upstream) =>
        request.Nginx[0].Configuration.Upstreams.Single(now => now.Server == upstream.Server && now.Location == upstream.Location && now.Protocol == upstream.Protocol);

    private static string Describe(EndpointCase example, EndpointSyncPlan plan)
    {
        IEnumerable<string> lines =
        [
            $"endpoint {plan.Endpoint?.ToString() ?? "-"}",
            .. plan.Problems.Select(problem => "problem " + problem),
            .. plan.Warnings.Select(warning => "warning " + warning),
            .. plan.Upstreams.Select(upstream => $"upstream {upstream}"),
            .. plan.Change.Settings.Select(setting => $"setting {setting} ({setting.Scope}, {setting.Path}:{setting.LineNumber}, {setting.Applies})"),
        ];
        IEnumerable<string> diffs = plan.Change.Build("Sync-FpmEndpoint", null, reload: false, force: false).Edits
            .Select(edit => UnifiedDiff.Create(edit.Path[example.Tree.RootPath.Length..], edit.Before.Span, edit.After.Span, null));
        return string.Concat(lines.Select(line => line + "\n").Concat(diffs));
    }
}
