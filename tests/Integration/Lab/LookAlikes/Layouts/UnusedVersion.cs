namespace Nginx502.Lab.LookAlikes.Layouts;

/// <summary>Two versions of PHP, one used.</summary>
internal sealed class UnusedVersion : LookAlike
{
    public override string Story => "a second php-fpm of another version runs, and no server uses it.";

    public override async Task PrepareAsync(LabHost host)
    {
        await SecondFpm.StartAsync(host).ConfigureAwait(false);
        await VisitAsync(host, 200).ConfigureAwait(false);
    }
}
