namespace Nginx502.Lab.LookAlikes.Answers;

/// <summary>Visitors leave before their answer.</summary>
internal sealed class ImpatientVisitors : LookAlike
{
    public override string Story => "two visitors close their browsers before the answer comes: nginx logs a 499.";

    public override IReadOnlyList<Cause> Said => [Cause.ClientAbort];

    public override async Task PrepareAsync(LabHost host)
    {
        for (int visitor = 1; visitor <= 2; visitor++)
        {
            using CancellationTokenSource leave = new();
            HeldRequest held = host.Hold(leave: leave.Token);
            await held.HeldByAsync().ConfigureAwait(false);
            await leave.CancelAsync().ConfigureAwait(false);
            await held.Response.ConfigureAwait(false);
            held.LetGo();
        }

        await Patience.UntilAsync(() => LabSite.ReadLog(host.Site.AccessLog).Split(" 499 ").Length == 3, "nginx to log both").ConfigureAwait(false);
        await VisitAsync(host, 200).ConfigureAwait(false);
    }
}
