namespace Nginx502.Lab.HiddenLogs;

/// <summary>The log was moved, and nginx was not told.</summary>
internal sealed class RotatedWithoutReopen : HiddenLog
{
    public override string Story => "the error log is moved and made anew, and nginx goes on writing into the moved one.";

    public override Cause? Named => Cause.LogsElsewhere;

    public override void Hide(LabSite site)
    {
        File.Move(site.ErrorLog, site.ErrorLog + ".1");
        LabDirectory.Write(Path.GetDirectoryName(site.ErrorLog)!, Path.GetFileName(site.ErrorLog), "");
    }
}
