namespace Nginx502;

/// <summary>What every php-fpm of a machine takes, and what there is to take: a plain record, collected at one moment.</summary>
/// <param name="ComputerName">The machine's name.</param>
/// <param name="Machine">Which machine and boot.</param>
/// <param name="Time">When it was looked at, Kind Local.</param>
/// <param name="Memory">The machine's memory; null when it was not seen.</param>
/// <param name="ProcessorCount">How many processors the machine has.</param>
/// <param name="Masters">Every php-fpm that runs.</param>
/// <param name="NotSeen">What could not be looked at.</param>
public sealed record FpmMemoryFacts(
    string ComputerName,
    MachineIdentity Machine,
    DateTime Time,
    MachineMemory? Memory,
    int ProcessorCount,
    FpmMasterMemory[] Masters,
    NotSeen[] NotSeen)
{
    /// <summary>What the machine's processors did while it was looked, php-fpm or not; null when it was not seen.</summary>
    public MachineProcessor? Processor { get; init; }
}
