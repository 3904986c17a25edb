namespace Nginx502.Build.Help;

/// <summary>A parameter of a cmdlet.</summary>
/// <param name="Name">Its name, without the dash.</param>
/// <param name="Description">What it does, by paragraphs.</param>
/// <param name="Metadata">What the yaml fence says.</param>
internal sealed record HelpParameter(string Name, IReadOnlyList<string> Description, ParameterMetadata Metadata)
{
    private const string AllSets = "(All)";

    /// <summary>How the parameter is in a parameter set, or null when it is not in it.</summary>
    public ParameterSetMetadata? In(string parameterSet) =>
        Metadata.ParameterSets.FirstOrDefault(set => set.Name == parameterSet || set.Name == AllSets);

    /// <summary>The names of sets that are not on the page.</summary>
    public IEnumerable<string> UnknownSets(IReadOnlyList<string> known) =>
        Metadata.ParameterSets.Select(set => set.Name).Where(name => name != AllSets && !known.Contains(name));
}
