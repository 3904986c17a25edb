namespace Nginx502.Lab.Incidents;

/// <summary>One trouble of a real site, with the truth about it and what mends it. It acts on one host, so that two can be made at once.</summary>
public abstract class Incident : Situation
{
    /// <summary>The remedy that is carried out, a sentence.</summary>
    public abstract string Mending { get; }

    /// <summary>What is true of it.</summary>
    public abstract IncidentTruth Truth { get; }

    /// <summary>True when it needs and hurts one host alone; false when it is of nginx or php-fpm as a whole, so that no other can be made beside it.</summary>
    public virtual bool IsOfOneHost => true;

    /// <summary>What a recovery that nobody watches does about it; null where it changes nothing, and tells a person what to do.</summary>
    public virtual string? MendedAlone => null;

    /// <summary>What answers 200 once it is mended.</summary>
    public virtual string Page => Hello;

    /// <summary>The endpoint that is to be named; null where any or none is right.</summary>
    /// <param name="host">The broken host.</param>
    public virtual string? EndpointOf(LabHost host) => host.Upstream;

    /// <summary>Breaks the host, and visits it.</summary>
    public abstract Task BreakAsync(LabHost host);

    /// <summary>Carries out the remedy.</summary>
    public abstract Task MendAsync(LabHost host);
}
