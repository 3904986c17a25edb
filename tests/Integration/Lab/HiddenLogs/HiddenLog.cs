namespace Nginx502.Lab.HiddenLogs;

/// <summary>A way in which what nginx logs is not where one looks for it.</summary>
public abstract class HiddenLog : Situation
{
    /// <summary>The cause that is to be named beside the trouble; null where logs that are elsewhere are as somebody wanted them.</summary>
    public virtual Cause? Named => null;

    /// <summary>Hides it once the servers run.</summary>
    public virtual void Hide(LabSite site)
    {
    }
}
