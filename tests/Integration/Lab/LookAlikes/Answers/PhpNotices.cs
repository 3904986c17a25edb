namespace Nginx502.Lab.LookAlikes.Answers;

/// <summary>PHP has something to say, and answers.</summary>
internal sealed class PhpNotices : LookAlike
{
    public override string Story => "a script writes warnings, and a text that looks like a line of nginx, to nginx's error log, and is answered all the same.";

    public override Task PrepareAsync(LabHost host) => VisitAsync(host, 200, "/warning.php");
}
