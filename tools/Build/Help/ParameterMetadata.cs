namespace Nginx502.Build.Help;

/// <summary>The yaml fence of a parameter, with the keys of PlatyPS schema 2024-05-01.</summary>
internal sealed class ParameterMetadata
{
    /// <summary>The full name of its type.</summary>
    public string Type { get; set; } = "";

    /// <summary>What holds when it is not given, as shown.</summary>
    public string DefaultValue { get; set; } = "";

    /// <summary>True when it takes wildcards.</summary>
    public bool SupportsWildcards { get; set; }

    /// <summary>Its other names.</summary>
    public List<string> Aliases { get; set; } = [];

    /// <summary>The parameter sets that it is in.</summary>
    public List<ParameterSetMetadata> ParameterSets { get; set; } = [];

    /// <summary>True when completion hides it.</summary>
    public bool DontShow { get; set; }

    /// <summary>The values that it takes, when these are few.</summary>
    public List<string> AcceptedValues { get; set; } = [];

    /// <summary>What a prompt for it says.</summary>
    public string HelpMessage { get; set; } = "";
}
