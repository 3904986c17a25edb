namespace Nginx502.Lab.LookAlikes.Answers;

/// <summary>Visitors ask for scripts that are not there.</summary>
internal sealed class MissingScripts : LookAlike
{
    public override string Story => "visitors ask for /wp-login.php, which the site does not have: php-fpm says 'Primary script unknown', and they get a 404.";

    public override IReadOnlyList<Cause> Said => [Cause.ScriptNotFound];

    public override Task PrepareAsync(LabHost host) => VisitAsync(host, 404, "/wp-login.php");
}
