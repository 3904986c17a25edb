using Nginx502.Inspection;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Inspection.Status;

/// <summary>A pool that gives no page is looked at twice: who waited at the first look alone does not count.</summary>
public sealed class PoolLookTests
{
    private static readonly FpmEndpoint Endpoint = FpmEndpoint.Parse("127.0.0.1:9000");

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(5, 3, 3)]
    [InlineData(3, 5, 3)]
    [InlineData(1, null, 1)]
    public void Who_waited_at_the_first_look_alone_does_not_count(long first, int? second, long counted)
    {
        ListeningSocket[] later = second is { } queued ? [Socket(8, 99), Socket(7, queued)] : [Socket(8, 0)];

        PoolStatusFacts facts = Look(Socket(7, first), () => later).Finish(null, TimeSpan.Zero, default);

        Assert.Equal(counted, facts.Queue?.Queued);
    }

    [Fact]
    public void Where_nobody_waited_nothing_is_read_again() =>
        Assert.Equal(0, Look(Socket(7, 0), () => throw new InvalidOperationException("read again")).Finish(null, TimeSpan.Zero, default).Queue?.Queued);

    private static PoolLook Look(ListeningSocket queue, Func<IReadOnlyList<ListeningSocket>> later) =>
        new(new StatusSubject(Endpoint, null, null, null), null, queue, null, [], new Lazy<IReadOnlyList<ListeningSocket>>(later));

    private static ListeningSocket Socket(uint inode, long queued) => new(Endpoint, inode, queued, 511, 0, 0, null);
}
