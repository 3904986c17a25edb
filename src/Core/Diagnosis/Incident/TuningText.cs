using System.Globalization;

namespace Nginx502.Diagnosis;

/// <summary>Remedies that set something of upstreams or pools, from what they have now: never less than that, and never of others.</summary>
internal static class TuningText
{
    // A person reads so many places; of more the first are named, and the rest is alike.
    private const int MostPlaces = 5;

    // What a pool is given at once: more is a matter of another look.
    private const int LeastWorkers = 5;
    private const int MostTimes = 4;

    // New workers show a quarter of what they will take, as their remark says.
    private const int GrowthOfNew = 4;

    /// <summary>The remedy that tunes upstreams on nginx's side.</summary>
    /// <param name="upstreams">Those that are concerned.</param>
    /// <param name="description">What it does.</param>
    /// <param name="arguments">The parameters of Set-NginxUpstreamTuning for each; null where it has what is wanted.</param>
    /// <returns>None where no upstream needs it; without a command where the place is not known.</returns>
    public static IEnumerable<Remedy> Upstreams(IReadOnlyList<NginxUpstream> upstreams, string description, Func<NginxUpstream, string?> arguments)
    {
        string[] commands =
        [
            .. upstreams.Select(upstream => arguments(upstream) is { } wanted ? CommandText.TuneUpstream(upstream, wanted) : null).OfType<string>().Distinct().Take(MostPlaces),
        ];
        return commands.Length == 0 && upstreams.Count > 0
            ? []
            : [new Remedy(description, commands.Length == 0 ? null : string.Join("; ", commands), ChangeApplies.NginxReload, Disruptions.NginxReload)];
    }

    /// <summary>The remedy that has a directive written by hand, where no place is known that this module could tune.</summary>
    /// <param name="context">What is known.</param>
    /// <param name="description">When it is to be done.</param>
    /// <param name="directive">The directive with its value.</param>
    /// <param name="errors">The lines that name the place.</param>
    public static Remedy ByHand(DiagnosisContext context, string description, string directive, IReadOnlyList<ErrorEvidence> errors)
    {
        string? server = errors.Select(error => error.Server).FirstOrDefault(name => name is { Length: > 0 });
        string? upstream = errors.Select(error => error.Upstream).FirstOrDefault(name => name is not null);
        string? file = context.Snapshot.Configuration.Nginx.Select(nginx => nginx.ConfigurationPath).OfType<string>().FirstOrDefault();
        return new Remedy(
            $"{description}: write {directive}; in the location{(server is null ? string.Empty : $" of {server}")} that leads to {upstream ?? "that upstream"}{(file is null ? string.Empty : $", in {file} or a file that it includes")}, and reload nginx.",
            CommandText.CheckAndReloadNginx,
            ChangeApplies.NginxReload,
            Disruptions.NginxReload);
    }

    /// <summary>The remedy that sets something of a pool, with a reload.</summary>
    public static Remedy Pool(DiagnosisContext context, FpmPool pool, string description, string arguments) => new(
        description, FindingText.ForPool(context, "Set-FpmPoolTuning", pool, arguments + " -Reload"), ChangeApplies.FpmReload, Disruptions.FpmReload);

    /// <summary>What shows what the workers of a pool do.</summary>
    public static string ShowWorkers(DiagnosisContext context, FpmPool? pool) => pool is null ? "Get-FpmStatus -Full" : FindingText.ForPool(context, "Get-FpmStatus", pool, "-Full");

    /// <summary>As many workers as fit, where that is more than a pool may have now; null where more would not help.</summary>
    public static Remedy? MoreWorkers(DiagnosisContext context, FpmPool pool) => Measured(context, pool) is not { RecommendedMaxChildren: { } fits } measured
        ? new Remedy(
            "See how many workers fit into the memory, and give that number to Set-FpmPoolTuning with -MaxChildren and -Reload, where what they wait for bears it.", FindingText.ForPool(context, "Measure-FpmMemory", pool, string.Empty))
        : measured is { IsUncertain: true, MoreWouldHelp: true } ? new Remedy(
            $"Whether the memory holds more than the {(measured.MaxChildren == 1 ? "only worker" : $"{measured.MaxChildren} workers")} that it may have, {(measured.WorkerCount == 1 ? "the one that runs does" : "the few that run do")} not tell: measure {(measured.WorkerCount == 1 ? "it while it is" : "them while they are")} busy, and give the number to Set-FpmPoolTuning with -MaxChildren and -Reload.", FindingText.ForPool(context, "Measure-FpmMemory", pool, string.Empty))
        : fits > measured.MaxChildren && measured.MoreWouldHelp ? Workers(context, pool, measured, $"The memory holds {fits} workers, and it may have {measured.MaxChildren}: let it have them, where what they wait for bears it.")
        : measured.MoreWouldHelp ? new Remedy(
            $"The memory holds no more workers than the {measured.MaxChildren} that it may have: make requests shorter, or give it more memory.",
            FindingText.ForPool(context, "Measure-FpmMemory", pool, "| Format-List"))
        : null;

    /// <summary>Some more workers by their number, where the memory surely holds them; null where it does not, or nothing tells.</summary>
    public static Remedy? SomeMoreWorkers(DiagnosisContext context, FpmPool pool)
    {
        if (Measured(context, pool) is not { RecommendedMaxChildren: { } fits, MoreWouldHelp: true, MaxChildren: > 0 } measured
            || !measured.Remarks.Where(remark => remark.MakesUncertain).All(remark => remark.Kind is FpmMemoryRemarkKind.NewWorkers))
        {
            return null;
        }

        int surely = measured.IsUncertain ? fits / GrowthOfNew : fits;
        int given = Math.Min(surely, Math.Max(LeastWorkers, MostTimes * measured.MaxChildren));
        return given <= measured.MaxChildren ? null : Pool(
            context, pool,
            $"Let the pool have {given} workers in place of {measured.MaxChildren}, where what they wait for bears it: the memory holds {surely}{(measured.IsUncertain ? $", each {GrowthOfNew} times as large as now" : string.Empty)}.",
            string.Create(CultureInfo.InvariantCulture, $"-MaxChildren {given}"));
    }

    /// <summary>As many workers as fit, where a pool may have more now.</summary>
    public static Remedy FewerWorkers(DiagnosisContext context, FpmPool? pool) => pool is null
        ? new Remedy("See how many workers fit into the memory.", "Measure-FpmMemory")
        : Measured(context, pool) is { RecommendedMaxChildren: { } fits } measured && fits < measured.MaxChildren
            ? Workers(context, pool, measured, $"Let the pool have {fits} workers at most{(measured.IsUncertain ? ", or fewer: that many probably fit" : string.Empty)}.")
            : new Remedy("See how many workers fit into the memory.", FindingText.ForPool(context, "Measure-FpmMemory", pool, string.Empty));

    /// <summary>Seconds as a parameter takes them.</summary>
    public static string Seconds(double seconds) => Math.Ceiling(seconds).ToString("0", CultureInfo.InvariantCulture);

    /// <summary>A size as nginx takes it.</summary>
    public static string Kilobytes(long bytes) => bytes % 1024 == 0 ? $"{bytes / 1024}k" : $"{bytes}";

    // What is uncertain is not taken over without a look: the numbers are written, so that they are seen.
    private static Remedy Workers(DiagnosisContext context, FpmPool pool, FpmMemoryMeasurement measured, string description) => measured.IsUncertain
        ? Pool(context, pool, description, string.Join(' ', Numbers(measured)))
        : new Remedy(description, $"{FindingText.ForPool(context, "Measure-FpmMemory", pool, string.Empty)} | Set-FpmPoolTuning -Reload", ChangeApplies.FpmReload, Disruptions.FpmReload);

    private static IEnumerable<string> Numbers(FpmMemoryMeasurement measured) => new (string Name, int? Value)[]
    {
        ("-MaxChildren", measured.RecommendedMaxChildren), ("-StartServers", measured.RecommendedStartServers), ("-MinSpareServers", measured.RecommendedMinSpareServers), ("-MaxSpareServers", measured.RecommendedMaxSpareServers),
    }.Where(number => number.Value is not null).Select(number => string.Create(CultureInfo.InvariantCulture, $"{number.Name} {number.Value}"));

    private static FpmMemoryMeasurement? Measured(DiagnosisContext context, FpmPool pool) =>
        context.Measurements.FirstOrDefault(measured => measured.Pool == pool.Pool && measured.ConfigurationPath == pool.ConfigurationPath);
}
