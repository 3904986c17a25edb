namespace Nginx502.Lab.LookAlikes;

/// <summary>A site that serves as it should, though something about it looks like a trouble.</summary>
public abstract class LookAlike : Situation
{
    /// <summary>What a diagnosis is to say first, of something that is over or only a note; several, of which one is enough. Empty where there is nothing to say.</summary>
    public virtual IReadOnlyList<Cause> Said => [];

    /// <summary>What may be called present all the same, as a warning, since it is true; null for nothing.</summary>
    public virtual Cause? Warned => null;

    /// <summary>How long before the start of the site its logs begin.</summary>
    public virtual TimeSpan Past => TimeSpan.Zero;

    /// <summary>Makes it, and leaves it so that it can be looked at.</summary>
    public abstract Task PrepareAsync(LabHost host);

    /// <summary>Ends what still goes on.</summary>
    public virtual Task EndAsync(LabHost host) => Task.CompletedTask;
}
