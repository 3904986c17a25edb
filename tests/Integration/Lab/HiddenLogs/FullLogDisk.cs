namespace Nginx502.Lab.HiddenLogs;

/// <summary>There is no space for the log.</summary>
internal sealed class FullLogDisk : HiddenLog
{
    public override string Story => "the file system of the error log is full.";

    public override Cause? Named => Cause.DiskFull;

    public override bool IsPossible => LabMounts.ArePossible;

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain)
    {
        string full = Directory.CreateDirectory(directory.Path + "/full").FullName;
        return plain with
        {
            ErrorLogPath = full + "/error.log",
            NginxThrough = LabMounts.Behind($"mount -t tmpfs -o size=8k,mode=755 tmpfs {full} && head -c 8192 /dev/zero > {full}/old.log; touch {full}/error.log"),
        };
    }
}
