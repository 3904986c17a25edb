namespace Nginx502.Lab.HiddenLogs;

/// <summary>The log was deleted, and nginx was not told.</summary>
internal sealed class DeletedButOpen : HiddenLog
{
    public override string Story => "the error log is deleted, and nginx goes on writing into what has no name any more.";

    public override Cause? Named => Cause.LogsElsewhere;

    public override void Hide(LabSite site) => File.Delete(site.ErrorLog);
}
