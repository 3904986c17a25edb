namespace Nginx502.Lab.LookAlikes.Answers;

/// <summary>A script ends with a fatal error.</summary>
internal sealed class FatalErrors : LookAlike
{
    public override string Story => "a script throws what nobody catches: PHP writes a fatal error, and visitors get 500.";

    // It is one of the application, and no false cause.
    public override Cause? Warned => Cause.PhpFatalError;

    public override async Task PrepareAsync(LabHost host)
    {
        await VisitAsync(host, 500, "/fatal.php").ConfigureAwait(false);
        await VisitAsync(host, 200).ConfigureAwait(false);
    }
}
